/// What went wrong between this program and the network, where, and what to do about it.
package struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The system gave no event loop (descriptors or memory).
        case noEventLoop
        case portInUse
        case cannotListen
        case unknownInterface
        case cannotReadCertificate
        case controlSocketFailed
        case cannotConnect
        case timedOut
        /// The other side ended before its answer was whole.
        case brokenOff
        /// The event loop or the peer has ended.
        case gone
    }

    package let code: Code
    /// The address, path or URL it is about.
    package let place: String
    /// The system's or the library's own words, or "".
    package let underlying: String

    package init(_ code: Code, at place: String, _ underlying: String = "") {
        self.code = code
        self.place = place
        self.underlying = underlying
    }

    package var description: String {
        let sentence =
            switch code {
            case .noEventLoop: "No event loop could be made; raise the limit of open files (ulimit -n)."
            case .portInUse: "\(place) is in use; stop the program that listens there or choose another port."
            case .cannotListen: "Cannot listen on \(place); ports below 1024 need a privilege."
            case .unknownInterface: "\(place) is not an address of this machine; give a numeric address it has."
            case .cannotReadCertificate:
                "The certificate or key \(place) cannot be used; check the paths and that they match."
            case .controlSocketFailed:
                "The control socket \(place) cannot be made; check the folder's owner and that no server runs."
            case .cannotConnect: "Cannot connect to \(place); check that the server runs."
            case .timedOut: "\(place) did not answer in time."
            case .brokenOff: "\(place) broke off before its answer was whole."
            case .gone: "\(place) has ended."
            }
        return underlying.isEmpty ? sentence : "\(sentence) (\(underlying))"
    }
}

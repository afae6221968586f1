/// Where a server listens.
package enum Address: Hashable, Sendable, CustomStringConvertible {
    /// `host` is a numeric address without brackets, or a name to look up.
    case tcp(host: String, port: Int, secure: Bool)
    case unix(path: String)

    /// As a URL's beginning: `http://127.0.0.1:8080`, `https://[::1]:8443`, `unix:/run/floor.sock`.
    package var description: String {
        switch self {
        case .tcp(let host, let port, let secure):
            let bracketed = host.contains(":") ? "[\(host)]" : host
            return "\(secure ? "https" : "http")://\(bracketed):\(port)"
        case .unix(let path): return "unix:\(path)"
        }
    }
}

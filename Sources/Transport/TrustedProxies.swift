import HTTPTypes

/// The proxies whose word is taken on whom they speak for. Nobody else's is: anybody can write a header.
struct TrustedProxies {
    let subnets: [Subnet]

    func contains(_ address: IPAddress) -> Bool { subnets.contains { $0.contains(address) } }

    /// The nearest address on the way that is no trusted proxy: what stands to its left in `X-Forwarded-For` it may have
    /// made up itself.
    ///
    /// - Parameters:
    ///   - address: Whose connection it is.
    ///   - forwarded: The header's value, its repeats joined by ",". Each proxy adds at the end who came to it.
    /// - Returns: `address` itself where that is no trusted proxy. Where the header says nothing that can be read, the
    ///   proxy that said so.
    func client(of address: IPAddress, forwarded: String?) -> IPAddress {
        var client = address
        for hop in (forwarded ?? "").split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard contains(client), let next = Self.address(of: hop) else { break }
            client = next
        }
        return client
    }

    /// With or without a port, IPv6 then in brackets.
    private static func address(of hop: Substring) -> IPAddress? {
        let text = hop.filter { $0 != " " && $0 != "\t" }
        if let address = IPAddress(text) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return IPAddress(String(text[text.index(after: text.startIndex)..<end]))
        }
        return text.lastIndex(of: ":").flatMap { IPAddress(String(text[..<$0])) }
    }
}

extension TrustedProxies {
    /// The request as its client sent it to the outermost proxy.
    ///
    /// - Parameter address: Whose connection it came by; nil on the control socket.
    func unwrapped(_ request: Request, from address: IPAddress?) -> Request {
        guard let address, contains(address) else { return request }
        var request = request
        request.address = client(of: address, forwarded: request.headers[.xForwardedFor]).description
        // Each proxy may add its own; the first is the one nearest the client.
        if let scheme = request.headers[.xForwardedProto]?.split(separator: ",").first {
            request.isSecure = scheme.filter { $0 != " " }.lowercased() == "https"
        }
        return request
    }
}

import HTTPTypes

@testable import Transport

extension Inlet {
    /// Who it is that asks.
    static let addresses = [
        Inlet("address") { bytes in
            guard let words = text(bytes) else { return false }
            let subnet = Subnet(words)
            guard let address = IPAddress(words) else { return subnet != nil }
            try promise(
                words.utf8.allSatisfy { isOfAddress($0) }, "an address is digits, points and colons, and nothing after")
            try promise(IPAddress(address.description) == address, "an address written is the same address")
            try promise(subnet?.contains(address) ?? false, "an address alone is a subnet that holds it")
            let near = [address.household, address.neighbourhood]
            try promise(near.allSatisfy { IPAddress($0.description) == $0 }, "and so are those it stands for")
            return true
        },
        Inlet("forwarded") { bytes in
            guard let words = text(bytes) else { return false }
            let proxies = TrustedProxies(subnets: ["10.0.0.0/8", "::1"].compactMap(Subnet.init))
            guard let proxy = IPAddress("10.0.0.1"), let stranger = IPAddress("192.0.2.1") else { return false }
            try promise(proxies.client(of: stranger, forwarded: words) == stranger, "a stranger speaks for nobody")
            let client = proxies.client(of: proxy, forwarded: words)
            let added = proxies.client(of: proxy, forwarded: "6.6.6.6, " + words)
            try promise(added == client || proxies.contains(client), "who stands farther away says nothing")
            var asked = request(headers: [.xForwardedFor: words, .xForwardedProto: words])
            asked = proxies.unwrapped(asked, from: proxy)
            try promise(IPAddress(asked.address) != nil, "whoever asks has an address")
            return client != proxy
        },
    ]

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }
}

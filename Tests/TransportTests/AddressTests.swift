import HTTPTypes
import Testing

@testable import Transport

@Suite struct `Addresses and subnets` {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:DB8::0:1", "2001:db8::1"), ("::1", "::1"),
    ])
    func `an address is the same however it is written`(written: String, plain: String) throws {
        #expect(try #require(IPAddress(written)).description == plain)
    }

    @Test(arguments: [
        "", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1:80", "[::1]", "::1%lo", "unknown", "1.2.3.4 ",
        "1.2.3.4\0 and more",
    ])
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("::/0", "203.0.113.9", true), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8:0:1::/64", "2001:db8:0:1:ff::", true), ("2001:db8:0:1::/64", "2001:db8:0:2::", false),
        ("::ffff:10.0.0.0/104", "10.1.2.3", true),
    ])
    func `a subnet holds the addresses that begin as it does`(subnet: String, address: String, holds: Bool) throws {
        #expect(try #require(Subnet(subnet)).contains(try #require(IPAddress(address))) == holds)
    }

    @Test(arguments: [
        "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "::1/64", "10.0.0.0/8/8", "proxy", "",
    ])
    func `what is no subnet, or has bits after its length, is none`(text: String) {
        #expect(Subnet(text) == nil)
    }
}

@Suite struct `Whom a trusted proxy speaks for` {
    private let proxies = TrustedProxies(subnets: ["10.0.0.0/8", "::1"].compactMap(Subnet.init))

    @Test(arguments: [
        // Nobody to the left of the first untrusted hop is believed
        ("10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "6.6.6.6,203.0.113.5, 10.9.9.9", "203.0.113.5"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        // Where all are trusted, it is the outermost
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        // With a port
        ("10.0.0.1", "203.0.113.5:4711", "203.0.113.5"), ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        // What cannot be read ends the way at who said it
        ("10.0.0.1", "", "10.0.0.1"), ("10.0.0.1", "unknown", "10.0.0.1"), ("10.0.0.1", "203.0.113.5,", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, nonsense, 10.0.0.2", "10.0.0.2"),
        // Who is no proxy of ours is not believed
        ("192.0.2.1", "203.0.113.5", "192.0.2.1"), ("192.0.2.1", "10.0.0.1", "192.0.2.1"),
    ])
    func `is the nearest address that is no trusted proxy`(from: String, forwarded: String, client: String) throws {
        let address = try #require(IPAddress(from))
        #expect(proxies.client(of: address, forwarded: forwarded).description == client)
    }

    @Test func `is nobody where no proxy is trusted`() throws {
        let address = try #require(IPAddress("127.0.0.1"))
        #expect(TrustedProxies(subnets: []).client(of: address, forwarded: "203.0.113.5") == address)
    }
}

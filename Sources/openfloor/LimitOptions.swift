import ArgumentParser
import Relay
import Transport

/// The limits as options of `openfloor serve`.
struct LimitOptions: ParsableArguments {
    @Option(help: "Connections at once. Default: what the limit of open files (ulimit -n) has room for.")
    var connections: Int?

    @Option(
        help: """
            Connections at once from one address (of IPv6: one /64). Default: half of all, for a whole department may \
            share one.
            """)
    var connectionsPerAddress: Int?

    @Option(help: "Bytes of the longest frame a WebSocket may send, 32768 to 1048576.")
    var frameBytes = House.Limits().frameBytes

    @Option(help: "Commands one participant may give in a minute.")
    var commandsPerMinute = House.Limits().paces.commands

    @Option(help: "Questions asked in a minute from one network: an IPv4 /24, an IPv6 /56.")
    var questionsPerNetwork = House.Limits().paces.questions

    @Option(help: "Attendees of one network who do something in a minute.")
    var participantsPerNetwork = House.Limits().paces.participants

    @Option(help: "Searches in a minute from one network.")
    var searchesPerNetwork = House.Limits().paces.searches

    @Option(help: "Meetings that are not closed.")
    var meetings = House.Limits().meetings

    @Option(
        help: """
            A proxy that is believed in X-Forwarded-For and X-Forwarded-Proto: an address, or a subnet such as \
            10.0.0.0/8; repeat for more. Default: none, and then every limit counts the proxy's address.
            """)
    var trustedProxy: [String] = []

    @Option(
        help: """
            Days after its close for which a meeting keeps what only staff could read: questions as they came in, who \
            sent what. Then it is erased. Default: for ever.
            """)
    var keepPrivate: Int?

    @Option(
        help: """
            Seconds from one comparison of all records with what was sealed and signed to the next, by which a changed \
            byte on the disk is found before anybody reads it; 0 is never.
            """)
    var inspectEvery = House.Limits().inspectsEvery

    /// - Throws: What to write instead.
    func limits() throws -> House.Limits {
        try hold(connections, "--connections", within: 1...1_000_000)
        try hold(connectionsPerAddress, "--connections-per-address", within: 1...1_000_000)
        try hold(frameBytes, "--frame-bytes", within: 32_768...1_048_576)
        try hold(commandsPerMinute, "--commands-per-minute", within: 1...1_000_000)
        try hold(questionsPerNetwork, "--questions-per-network", within: 1...1_000_000)
        try hold(participantsPerNetwork, "--participants-per-network", within: 1...1_000_000)
        try hold(searchesPerNetwork, "--searches-per-network", within: 1...1_000_000)
        try hold(meetings, "--meetings", within: 1...1_000_000)
        try hold(inspectEvery, "--inspect-every", within: 0...31_536_000)
        try hold(keepPrivate, "--keep-private", within: 0...36_500)
        var paces = Site.Pacing()
        paces.commands = commandsPerMinute
        paces.questions = questionsPerNetwork
        paces.participants = participantsPerNetwork
        paces.searches = searchesPerNetwork
        return House.Limits(
            connections: connections, connectionsPerAddress: connectionsPerAddress, frameBytes: frameBytes,
            paces: paces, meetings: meetings, trustedProxies: try trustedProxy.map(subnet), keepsPrivate: keepPrivate,
            inspectsEvery: inspectEvery)
    }

    private func subnet(_ text: String) throws -> Subnet {
        guard let subnet = Subnet(text) else {
            throw ValidationError(
                """
                --trusted-proxy takes an IP address or a subnet without bits after its length, such as 127.0.0.1 or \
                10.0.0.0/8; “\(text)” is none.
                """)
        }
        return subnet
    }

    private func hold(_ value: Int?, _ option: String, within range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw ValidationError("\(option) takes \(range.lowerBound) to \(range.upperBound).")
    }
}

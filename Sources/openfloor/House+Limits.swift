import ArgumentParser
import Relay
import Transport

extension House {
    /// How much there may be of what.
    struct Limits {
        /// nil: what the limit of open files has room for.
        var connections: Int?
        /// nil: half of all, for a whole department may share an address.
        var connectionsPerAddress: Int?
        var frameBytes = 65_536
        var paces = Site.Pacing()
        var meetings = 1000
        var trustedProxies: [Subnet] = []
        /// Days; nil: for ever.
        var keepsPrivate: Int?
        /// Seconds; 0: never.
        var inspectsEvery = 86_400

        /// - Parameter descriptors: How many files and sockets the system allows.
        /// - Throws: What to do where they are too few.
        func ofConnections(within descriptors: Int) throws -> Listener.Limits {
            let room = Descriptors.connections(of: descriptors)
            var limits = Listener.Limits()
            limits.connections = connections ?? room
            guard limits.connections <= room else {
                throw ValidationError(
                    """
                    --connections \(limits.connections) needs more open files than the \(descriptors) there may be, \
                    which leave room for \(room) connections. Raise the hard limit (ulimit -Hn, or LimitNOFILE of \
                    systemd), or ask for fewer.
                    """)
            }
            limits.perAddress = connectionsPerAddress ?? max(1, limits.connections / 2)
            limits.surplus = Descriptors.surplus(of: descriptors)
            limits.lingering = Descriptors.lingering(of: descriptors)
            return limits
        }
    }
}

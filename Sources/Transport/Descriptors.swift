import Glibc

/// The files and sockets this process may have open at once, and what of them is for connections.
package enum Descriptors {
    /// More are not asked for: libwebsockets keeps 16 bytes ready for each there might be.
    static let most: rlim_t = 131_072
    /// Kept for files: the record and its log, and what is being written or read.
    static let spare = 64

    /// Sets the soft limit to the hard one, or to `most`. Before the first event loop, which keeps what it finds.
    ///
    /// - Returns: How many there may be now.
    package static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let wanted = min(limit.rlim_max, most)
        if wanted != limit.rlim_cur {
            var raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { return Int(wanted) }
        }
        return Int(min(limit.rlim_cur, most))
    }

    /// Connections that there is room for, beside those that are told that there is none.
    package static func connections(of limit: Int) -> Int {
        max(1, limit - spare - surplus(of: limit) - lingering(of: limit))
    }

    package static func surplus(of limit: Int) -> Int { min(1024, limit / 16) }

    package static func lingering(of limit: Int) -> Int { min(256, limit / 64) }
}

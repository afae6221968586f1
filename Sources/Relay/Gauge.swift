import Proceedings

/// When to say how many support which question: at most four times a second, and for a crowd as seldom as `Gauge`.
struct SupportGauge {
    /// Something has changed since it was last told.
    var isStale = false

    func isDue(at beat: Beat, followers: Int) -> Bool { beat.number.isMultiple(of: 1 + followers / Gauge.cheap) }
}

/// When to say how many follow.
///
/// Staff hear of a change within a second. The public do too while they are few; telling ten thousand readers costs ten
/// thousand sends, so the more there are, the longer a change waits. Everybody hears it with their pings in any case.
struct Gauge {
    private var told: [Audience: Int] = [:]

    /// So many sends in a second are not worth avoiding.
    static let cheap = 500

    /// Whom to tell now; asked once a second.
    ///
    /// - Parameter second: Of the house.
    mutating func due(_ followers: Int, at second: Int) -> [Audience] {
        let due = [Audience.everyone, .staff].filter { mix in
            guard told[mix] != followers else { return false }
            return mix == .staff || second.isMultiple(of: 1 + followers / Self.cheap)
        }
        for mix in due { told[mix] = followers }
        return due
    }
}

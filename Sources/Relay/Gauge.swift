import Proceedings

/// When to say how many follow.
///
/// Staff hear of a change within a second. The public do too while they are few; telling ten thousand readers costs ten
/// thousand sends, so the more there are, the longer a change waits.
struct Gauge {
    private var told: [Audience: Int] = [.everyone: 0, .staff: 0]

    /// So many sends in a second are not worth avoiding.
    private static let cheap = 500

    /// Whom to tell now; asked once a second.
    mutating func due(_ followers: Int, at beat: Beat) -> [Audience] {
        let due = told.keys.filter { mix in
            if beat.isHeart { return true }
            guard told[mix] != followers else { return false }
            return mix == .staff || beat.second.isMultiple(of: 1 + followers / Self.cheap)
        }
        for mix in due { told[mix] = followers }
        return due
    }
}

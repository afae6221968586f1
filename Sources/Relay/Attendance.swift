import Proceedings
import Wire

/// How many follow, from where, and when that is recorded and told.
struct Attendance {
    /// The most at once since it was last recorded.
    private(set) var most = 0
    private var recordedAt: Moment
    /// What was recorded last.
    private var recorded = 0
    /// Who is to be recorded as seen where they say they are.
    var seen: Set<Participant.ID> = []
    /// What was told last.
    var told = Following()
    var toldBehind = 0

    /// The curve in the record has no more than one point in this time.
    private static let pause = Duration.seconds(300)

    init(from now: Moment) { recordedAt = now }

    mutating func note(_ followers: Int) { most = max(most, followers) }

    /// Whether the number is to be recorded with what is recorded next.
    func isDue(at now: Moment) -> Bool {
        most != recorded && now - recordedAt >= Self.pause
    }

    mutating func wasRecorded(at now: Moment) {
        recorded = most
        recordedAt = now
        most = 0
    }
}

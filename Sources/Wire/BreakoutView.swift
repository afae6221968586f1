package import Proceedings

/// A breakout group as clients see it: how far its report has come; its lines are among the meeting's.
package struct BreakoutView: Encodable, Sendable {
    let number: Int
    let name: String
    let strand: String?
    let setting: Breakout.Setting?
    /// How many lines its report has.
    let lines: Int
    /// How many are in it from outside the room; absent where nobody is.
    let members: Int?
    let signedOff: Instant?
    let called: Instant?
    /// True where there is no report.
    let missing: Bool?
    /// Why there is none, where somebody said so.
    let reason: String?

    package init(_ breakout: Breakout, members: Int? = nil) {
        number = breakout.number
        name = breakout.plan.name
        strand = breakout.plan.strand
        setting = breakout.plan.setting
        lines = breakout.lines.count
        self.members = members
        signedOff = breakout.signedOffAt
        called = breakout.calledAt
        missing = breakout.missing == nil ? nil : true
        reason = breakout.missing?.reason
    }
}

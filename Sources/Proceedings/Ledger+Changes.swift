/// What became of a point of the board by one meeting.
package struct BoardChange: Hashable, Sendable {
    package let number: Int
    /// As that meeting left it.
    package let wording: Point.Wording
    /// Where opinion stood before; `nil` where the point is new.
    package let former: Point.Standing?
    /// Why it was opened again, where it was.
    package let reason: String?

    package init(number: Int, wording: Point.Wording, former: Point.Standing?, reason: String? = nil) {
        self.number = number
        self.wording = wording
        self.former = former
        self.reason = reason
    }
}

extension Ledger {
    /// What a meeting changed on the board, by the points' numbers: what was said there, or settled there by hands.
    ///
    /// - Parameter meeting: Its number on the schedule.
    package func changes(by meeting: Int) -> [BoardChange] {
        points.compactMap { point in
            var wording: Point.Wording?
            var change: BoardChange?
            for step in point.history {
                let former = wording?.standing
                var reason: String?
                switch step.change {
                case .confirmed(let words, _): wording = words
                case .reopened(_, let why): (wording, reason) = (wording?.reopened, why)
                }
                guard step.isOf(meeting), let wording else { continue }
                change = BoardChange(
                    number: point.number, wording: wording, former: change == nil ? former : change?.former,
                    reason: reason)
            }
            return change
        }
    }
}

extension Point.Step {
    fileprivate func isOf(_ meeting: Int) -> Bool {
        if source?.meeting == meeting { return true }
        guard case .confirmed(_, .hands(let other, _, _)) = change else { return false }
        return other == meeting
    }
}

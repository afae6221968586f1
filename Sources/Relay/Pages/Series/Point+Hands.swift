import Proceedings

extension Point {
    /// A show of hands is shown with what it came to, also where the point has not changed since.
    var isByHands: Bool {
        history.contains { step in
            if case .confirmed(_, by: .hands) = step.change { true } else { false }
        }
    }
}

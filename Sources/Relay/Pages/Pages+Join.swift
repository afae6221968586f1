/// The page for a six-digit code.
package struct JoinView: Sendable {
    package let formID: String
    /// What was typed.
    package var value = ""
    package var refusal: Refusal?

    package enum Refusal: Sendable, Hashable, CaseIterable {
        /// Not six digits.
        case shape
        /// No open meeting has it.
        case unknown
        /// Guessed too often.
        case tooFast
    }

    package init(formID: String) { self.formID = formID }
}

extension Pages {
    package func join(_ view: JoinView) -> [UInt8] {
        var slots: Slots = ["formID": view.formID, "joinValue": view.value]
        switch view.refusal {
        case .shape: slots["joinError"] = phrases.say("join_error_shape")
        case .unknown: slots["joinError"] = phrases.say("join_error_unknown")
        case .tooFast: slots["joinError"] = phrases.say("join_error_fast")
        case nil: break
        }
        let prefix = view.refusal == nil ? "" : phrases.say("error_label") + " "
        return render("join", title: prefix + phrases.say("join_heading"), slots)
    }
}

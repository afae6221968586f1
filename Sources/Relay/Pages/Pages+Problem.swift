/// What went wrong, told plainly.
package struct ProblemView: Sendable {
    /// A refusal's code as on the wire (`not-open`), or `not-found`, `wrong-link`, `trouble`.
    package let code: String
    /// More exact than the general words, as the server said it.
    package var detail: String?
    /// Path to go back to.
    package var back: String?

    package init(code: String) { self.code = code }
}

extension Pages {
    /// What happened, what is safe, what to do. An unknown code is shown as trouble.
    package func problem(_ view: ProblemView) -> [UInt8] {
        let title = problemWords(view.code, "title")
        var slots: Slots = [
            "problemTitle": title, "problemCode": view.code, "problemWhat": problemWords(view.code, "what"),
            "problemSafe": phrases.say("problem_safe_words"),
            "problemDo": view.detail ?? problemWords(view.code, "do"),
        ]
        slots["problemBack"] = view.back
        return render("problem", title: title, slots)
    }

    /// The words for a code; `part` is `title`, `what` or `do`.
    func problemWords(_ code: String, _ part: String) -> String {
        let key = code.replacing("-", with: "_")
        let known = phrases.strings["problem_\(key)_\(part)"] != nil
        return phrases.say("problem_\(known ? key : "trouble")_\(part)")
    }
}

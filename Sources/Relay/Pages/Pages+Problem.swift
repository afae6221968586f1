import Wire

/// What went wrong, told plainly.
package struct ProblemView: Sendable {
    /// A refusal's code as on the wire (`not-open`), or `not-found`, `wrong-link`, `trouble`.
    package let code: String
    /// What to do, more exact than the general words.
    var advice: String?
    /// What exactly is wrong, in the house's own language, where the page's has no words for it.
    var detail: String?
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
            "problemDo": view.advice ?? problemWords(view.code, "do"),
        ]
        slots["problemBack"] = view.back
        slots["problemDetail"] = view.detail
        return render("problem", title: title, slots)
    }

    func advice(_ problem: Problem) -> String { phrases.advice(problem) }

    func problemWords(_ code: String, _ part: String) -> String { phrases.problem(code, part) }
}

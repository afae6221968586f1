import Procedure
import Proceedings

// What is done to a record once its meeting has closed.
extension ClientFrame {
    static func editing(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .circulate: .circulate(until: fields.until.flatMap(unlessEmpty))
        case .suggest:
            .suggest(
                try line(fields),
                Suggestion.Wording(try required(fields.text, "text"), why: fields.why.flatMap(unlessEmpty)))
        case .acceptSuggestion:
            .acceptSuggestion(
                try required(fields.number, "number"), text: fields.text, why: fields.why.flatMap(unlessEmpty))
        case .declineSuggestion:
            .declineSuggestion(try required(fields.number, "number"), reason: try required(fields.reason, "reason"))
        default: .finalise
        }
    }

    /// A form sends what is not filled in as an empty word.
    static func unlessEmpty(_ words: String) -> String? {
        words.allSatisfy(\.isWhitespace) ? nil : words
    }
}

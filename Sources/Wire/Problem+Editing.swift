import Procedure
import Proceedings

extension Problem {
    init(aboutEditing refusal: Refusal) {
        switch refusal {
        case .notClosed:
            self.init(.notClosed, "The record comes out when the meeting closes. Close it first.")
        case .editionIs(.final):
            self.init(
                .editionIs, "The record is final. What is put right from now on is dated; no edition comes after.")
        case .editionIs(let edition):
            self.init(.editionIs, "The record is \(edition.name) already, as you ask.")
        case .reasonNeeded:
            self.init(
                .reasonNeeded,
                "The record has been circulated: say in “why” what was wrong. Everyone reads it beside the old words.")
        case .unknownSuggestion(let number):
            self.init(.unknownSuggestion, "There is no suggestion \(number) to decide upon.")
        case .suggestionIs(let number, .accepted):
            self.init(.suggestionIs, "Suggestion \(number) was accepted already, perhaps by somebody else.")
        case .suggestionIs(let number, _):
            self.init(.suggestionIs, "Suggestion \(number) was declined already, perhaps by somebody else.")
        default: self.init(aboutSeries: refusal)
        }
    }
}

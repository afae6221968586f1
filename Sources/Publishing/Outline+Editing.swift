import Proceedings

// The edition, and what was put right where everyone can see it.
extension Outline {
    /// "Final edition, corrected on 5 June 2014"
    var edition: String {
        let editing = minutes.editing
        let name: String =
            switch editing.edition {
            case .draft: phrases(.draft)
            case .circulated(let until?): phrases(.circulatedUntil, ["day": clock.day(until)])
            case .circulated: phrases(.circulated)
            case .final: phrases(.final)
            }
        let corrected = editing.steps.last { $0.change.isCorrection }
        let edition = corrected.map { phrases(.editionCorrected, ["edition": name, "day": clock.day($0.at)]) } ?? name
        guard let version = transcript.version else { return edition }
        return phrases(
            .editionOld, ["n": "\(version.number)", "count": "\(version.count)", "edition": edition])
    }

    /// What stands for the checkpoint where there is none.
    var noCheckpoint: String { phrases(transcript.version == nil ? .noCheckpoint : .newestCheckpoint) }

    /// What a line said before it was put right, oldest first.
    func emendations(_ line: PrintedLine) -> [PrintedEmendation] {
        line.note.emendations.map { emendation in
            let words: KeyValuePairs = [
                "day": clock.day(emendation.at), "why": (emendation.cause?.words ?? "").unbroken.ended,
            ]
            return PrintedEmendation(
                id: emendation.position.lineID, at: clock.utc(emendation.at),
                about: phrases(emendation.cause?.words == nil ? .emended : .emendedBecause, words),
                former: emendation.former.plain, emendation: emendation)
        }
    }

    /// "Corrected on 5 June 2014: the year was wrong. Before: “In 2013.”"
    func emendationWords(_ line: PrintedLine) -> [String] {
        emendations(line).map {
            phrases(.emendedWas, ["about": $0.about, "words": $0.former.unbroken])
        }
    }

    struct PrintedEmendation: Sendable {
        /// Of the correction.
        let id: String
        let at: String
        /// "Corrected on 5 June 2014: the year was wrong."
        let about: String
        let former: String
        let emendation: Emendation
    }
}

extension String {
    /// With a full stop, unless it ends otherwise.
    fileprivate var ended: String { last.map { ".!?…".contains($0) } ?? true ? self : self + "." }
}

extension Editing.Step.Change {
    /// Readers who had the record before should look again.
    var isCorrection: Bool {
        switch self {
        case .corrected, .retracted: true
        case .closed, .circulated, .finalised: false
        }
    }
}

import Proceedings

/// Every question as CSV for a spreadsheet (RFC 4180). Column names are an API.
struct QuestionTable {
    private let outline: Outline
    private static let columns = [
        "id", "state", "published_at", "text", "name", "organisation", "on_behalf_of", "from", "support", "merged_into",
        "owner", "due", "answers", "url",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] { Spreadsheet.bytes([Self.columns] + outline.questions.map(row)) }

    private func row(_ printed: PrintedQuestion) -> [String] {
        let question = printed.question
        let wording = printed.wording
        var (into, owner, due) = ("", "", "")
        switch question.state {
        case .merged(let other): into = "q\(other)"
        case .split(let parts): into = parts.map { "q\($0)" }.joined(separator: " ")
        case .takenAway(let by, let day): (owner, due) = (by ?? "", day ?? "")
        default: break
        }
        return [
            printed.id, question.state.word, question.publication.map { outline.clock.utc($0.at) } ?? "", wording.words,
            wording.name ?? "", wording.organisation ?? "", wording.behalf ?? "",
            wording.isFromRoom ? "room" : "outside", "\(printed.support)", into, owner, due,
            question.answers.map(\.lineID).joined(separator: " "),
            "\(outline.transcript.address)/questions/\(printed.number)",
        ]
    }
}

import Proceedings

/// Every show of hands as CSV for a spreadsheet (RFC 4180): a row for each answer. Column names are an API.
struct PollTable {
    private let outline: Outline
    private static let columns = [
        "id", "question", "by_name", "opened_at", "closed_at", "option", "outside", "room", "names",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        let rows = outline.polls.flatMap { printed in
            printed.rows.map { row in
                [
                    printed.id, printed.poll.asked.question, printed.poll.asked.isNamed ? "yes" : "no",
                    outline.clock.utc(printed.poll.openedAt), printed.poll.closedAt.map(outline.clock.utc) ?? "",
                    row.option, "\(row.remote)", row.room.map(String.init) ?? "", row.names.joined(separator: "; "),
                ]
            }
        }
        return Spreadsheet.bytes([Self.columns] + rows)
    }
}

/// Everyone who was called from the speakers list, as CSV for a spreadsheet (RFC 4180). Column names are an API.
struct TurnTable {
    private let outline: Outline
    private static let columns = ["number", "name", "place", "sector", "from", "kind", "called_at", "seconds"]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        let rows = outline.turns.map { printed in
            let wish = printed.turn.wish
            return [
                "\(printed.turn.number)", wish?.name ?? "", wish?.place ?? "", wish?.sector?.rawValue ?? "",
                wish?.isFromRoom == true ? "room" : "outside", wish?.kind.rawValue ?? "",
                printed.turn.calledAt.map(outline.clock.utc) ?? "", "\((printed.turn.spoken ?? 0) / 1000)",
            ]
        }
        return Spreadsheet.bytes([Self.columns] + rows)
    }
}

import Proceedings

// Report-backs, shows of hands, who spoke, who followed. Every key is always there, as in the rest of the page.
extension HTMLRecord {
    var polls: Any {
        let polls = outline.polls
        guard !polls.isEmpty else { return false }
        return ["list": polls.map(poll)]
    }

    private func poll(_ printed: PrintedPoll) -> [String: Any] {
        [
            "id": printed.id, "question": printed.poll.asked.question, "secrecy": printed.secrecy,
            "hasRoom": printed.poll.room != nil, "names": printed.names,
            "rows": printed.rows.map { row -> [String: Any] in
                ["option": row.option, "outside": "\(row.remote)", "room": row.room.map(String.init) ?? ""]
            },
        ]
    }

    var reports: Any {
        let reports = outline.reports
        guard !reports.isEmpty else { return false }
        return [
            "list": reports.map { report -> [String: Any] in
                [
                    "id": report.id, "title": report.title, "state": report.state,
                    "parts": report.parts.map { part -> [String: Any] in
                        ["asked": part.asked, "lines": part.lines.map(line)]
                    },
                ]
            }
        ]
    }

    var themes: Any {
        let themes = outline.themes
        guard !themes.isEmpty else { return false }
        return [
            "list": themes.map { theme -> [String: Any] in
                ["id": theme.id, "name": theme.theme.name, "lines": theme.lines.map(grouped)]
            }
        ]
    }

    var turns: Any {
        guard let times = outline.speakingTimes else { return false }
        return [
            "sum": times,
            "list": outline.turns.map { printed -> [String: Any] in ["who": printed.who, "length": printed.length] },
        ] as [String: Any]
    }

    var audience: Any {
        guard let sentence = outline.audience else { return false }
        return ["sentence": sentence, "curve": outline.audienceCurveSentence ?? false as Any] as [String: Any]
    }
}

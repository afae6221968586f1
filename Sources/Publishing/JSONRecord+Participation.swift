import Proceedings

// Breakout groups, questions, turns, shows of hands, the audience.
extension JSONRecord {
    var participation: [(String, JSONText)] {
        [
            ("breakouts", .array(outline.reports.map(report))),
            (
                "themes",
                .array(
                    outline.themes.map { theme in
                        .object([
                            ("number", .number(theme.theme.number)), ("name", .string(theme.theme.name)),
                            ("lines", .array(theme.lines.map { .string($0.id) })),
                        ])
                    })
            ),
            ("questions", .array(outline.questions.map(question))),
            ("turns", .array(outline.minutes.speakersList.all.map(turn))),
            ("polls", .array(outline.polls.map(poll))),
            ("audience", .array(outline.minutes.participation.following.map(counted))),
        ]
    }

    private func report(_ report: PrintedReport) -> JSONText {
        let breakout = report.breakout
        return .sparse([
            ("number", .number(breakout.number)), ("name", .string(breakout.plan.name)),
            ("strand", .string(breakout.plan.strand)), ("setting", .string(breakout.plan.setting?.rawValue)),
            ("signedOffAt", .string(breakout.signedOffAt.map(outline.clock.utc))),
            ("calledAt", .string(breakout.calledAt.map(outline.clock.utc))),
            ("missing", report.parts.isEmpty ? .string(report.state) : .null),
            (
                "report",
                .array(
                    report.parts.map { part in
                        .object([
                            ("asked", .string(part.asked)), ("lines", .array(part.lines.map { .string($0.id) })),
                        ])
                    })
            ),
        ])
    }

    private func question(_ printed: PrintedQuestion) -> JSONText {
        let question = printed.question
        let wording = printed.wording
        return .sparse([
            ("id", .string(printed.id)), ("number", .number(printed.number)), ("state", .string(question.state.word)),
            ("text", .string(wording.words)), ("name", .string(wording.name)),
            ("organisation", .string(wording.organisation)), ("behalf", .string(wording.behalf)),
            ("from", .string(wording.isFromRoom ? "room" : "outside")),
            ("publishedAt", .string(question.publication.map { outline.clock.utc($0.at) })),
            ("edited", question.publication?.isEdited == true ? .bool(true) : .null),
            ("support", printed.support > 0 ? .number(printed.support) : .null),
            ("answers", .array(question.answers.map { .string($0.lineID) })),
            ("outcome", .string(printed.outcome)),
        ])
    }

    /// One wish to speak. `seconds` where it was taken up and ended.
    private func turn(_ turn: Turn) -> JSONText {
        .sparse([
            ("number", .number(turn.number)), ("kind", .string(turn.wish?.kind.rawValue)),
            ("name", .string(turn.wish?.name)), ("place", .string(turn.wish?.place)),
            ("about", .string(turn.wish?.about)), ("sector", .string(turn.wish?.sector?.rawValue)),
            ("from", .string(turn.wish.map { $0.isFromRoom ? "room" : "outside" })),
            ("joinedAt", .string(turn.joinedAt.map(outline.clock.utc))),
            ("calledAt", .string(turn.calledAt.map(outline.clock.utc))),
            ("seconds", turn.spoken.map { .number(Int($0 / 1000)) } ?? .null),
        ])
    }

    private func poll(_ printed: PrintedPoll) -> JSONText {
        .sparse([
            ("id", .string(printed.id)), ("number", .number(printed.poll.number)),
            ("question", .string(printed.poll.asked.question)), ("byName", .bool(printed.poll.asked.isNamed)),
            ("openedAt", .string(outline.clock.utc(printed.poll.openedAt))),
            ("closedAt", .string(printed.poll.closedAt.map(outline.clock.utc))),
            (
                "options",
                .array(
                    printed.rows.map { row in
                        .sparse([
                            ("option", .string(row.option)), ("outside", .number(row.remote)),
                            ("room", row.room.map { .number($0) } ?? .null),
                            ("names", row.names.isEmpty ? .null : .array(row.names.map { .string($0) })),
                        ])
                    })
            ),
        ])
    }

    /// A group without a count is fewer than five.
    private func counted(_ counted: Participation.Counted) -> JSONText {
        func groups(_ groups: [Following.Group]) -> JSONText {
            guard !groups.isEmpty else { return .null }
            return .array(
                groups.map { group in
                    .sparse([("name", .string(group.name)), ("count", group.count.map { .number($0) } ?? .null)])
                })
        }
        return .sparse([
            ("at", .string(outline.clock.utc(counted.at))),
            ("followers", counted.following.followers.map { .number($0) } ?? .null),
            ("places", groups(counted.following.places)), ("sectors", groups(counted.following.sectors)),
            ("elsewhere", counted.following.hasOthers ? .bool(true) : .null),
        ])
    }
}

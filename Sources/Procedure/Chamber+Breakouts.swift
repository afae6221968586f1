import Proceedings

// Breakout groups: formed, reporting under the meeting's prompts, signed off, called back.
extension Chamber {
    func breakout(_ command: Command, from author: Participant) throws(Refusal) -> [Line.Body] {
        switch command {
        case .formBreakout(let plan): [try formed(plan)]
        case .changeBreakout(let number, let plan): [try changed(number, plan)]
        case .report(let number, let prompt, let text):
            [try reported(try own(number, of: author), prompt: prompt, text)]
        case .signOff(let number): try signedOff(try own(number, of: author))
        case .reopenReport(let number): [try reopened(try own(number, of: author))]
        case .callBreakout(let number): try called(number)
        case .missReport(let number, let reason): [try missed(number, reason)]
        case .joinBreakout(let number): try joined(number, by: author)
        case .leaveBreakout: try left(by: author)
        default: preconditionFailure("\(command.kind.rawValue) is not about breakout groups")
        }
    }

    /// What ends with the meeting: reports that only their groups heard are lost to nobody, and who has not reported is
    /// said to have not.
    func lastWords(before others: [Line.Body]) -> [Line.Body] {
        let missing = minutes.breakouts.all.filter { $0.lines.isEmpty && $0.missing == nil }
            .map { Line.Body.breakoutMissing($0.number, name: $0.plan.name, reason: nil) }
        return others + heard(minutes.breakouts.all, after: others.count) + missing
    }

    /// A rapporteur speaks of their own group's report, and of no other line.
    func permit(_ author: Participant, toChange note: Note) throws(Refusal) {
        guard author.role == .rapporteur else { return }
        guard let number = note.body?.breakout, number == author.breakout else { throw .otherGroup }
        guard minutes.breakouts[number]?.isReceived != true else { throw .reportIs(number, isReceived: true) }
    }

    /// What is signed off is a report with a line. That it is open again is recorded: once the last line's words are
    /// gone nothing else in the record tells whose it was.
    func reopening(without target: Position) -> [Line.Body] {
        guard let note = minutes.note(minutes.breakouts.copy(of: target) ?? target), let number = note.body?.breakout,
            let breakout = minutes.breakouts[number], breakout.isReceived, breakout.lines == [note.position]
        else { return [] }
        return [.breakoutReopened(number)]
    }

    /// The group of a rapporteur's link; anybody else names one.
    private func own(_ number: Int?, of author: Participant) throws(Refusal) -> Breakout {
        if author.role == .rapporteur, let number, number != author.breakout { throw .otherGroup }
        guard let number = number ?? author.breakout else {
            throw .badValue(field: "number", rule: "the number of a group")
        }
        return try standing(breakout: number)
    }

    func standing(breakout number: Int) throws(Refusal) -> Breakout {
        guard let breakout = minutes.breakouts[number] else { throw .unknownBreakout(number) }
        return breakout
    }

    func formed(_ plan: Breakout.Plan) throws(Refusal) -> Line.Body {
        let number = minutes.breakouts.highest + 1
        guard number <= Limit.breakouts else { throw .tooMany(what: "groups", limit: Limit.breakouts) }
        return .breakoutFormed(number, try checked(plan, of: number))
    }

    private func changed(_ number: Int, _ plan: Breakout.Plan) throws(Refusal) -> Line.Body {
        let former = try standing(breakout: number)
        let plan = try checked(plan, of: number)
        guard plan != former.plan else { throw .already(minutes.phase) }
        return .breakoutFormed(number, plan)
    }

    private func checked(_ plan: Breakout.Plan, of number: Int) throws(Refusal) -> Breakout.Plan {
        try Limit.title(plan.name, field: "name")
        let name = plan.name.trimmed
        let others = minutes.breakouts.all.filter { $0.number != number }
        guard !others.contains(where: { $0.plan.name.likeness == name.likeness }) else {
            throw .badValue(field: "name", rule: "a name that no other group has")
        }
        if let strand = plan.strand, !minutes.meeting.strands.contains(strand) {
            throw .badValue(field: "strand", rule: "one of the meeting’s strands, as it is written there")
        }
        return Breakout.Plan(name, strand: plan.strand, setting: plan.setting)
    }

    private func reported(_ breakout: Breakout, prompt: Int, _ text: String) throws(Refusal) -> Line.Body {
        guard minutes.phase != .planned else { throw .notOpen }
        guard !breakout.isReceived else { throw .reportIs(breakout.number, isReceived: true) }
        let prompts = minutes.meeting.prompts
        guard (1...prompts.count).contains(prompt) else {
            throw .badValue(field: "prompt", rule: "1 to \(prompts.count)")
        }
        try Limit.text(text)
        let words = InlineText(marked: text)
        guard !words.isEmpty else { throw .textEmpty }
        guard breakout.lines.count < Limit.reportLines else {
            throw .tooMany(what: "lines in a report", limit: Limit.reportLines)
        }
        return .report(
            words,
            under: Breakout.Heading(
                breakout: breakout.number, name: breakout.plan.name, prompt: prompt, asked: prompts[prompt - 1],
                means: minutes.meeting.meaning(ofPrompt: prompt)))
    }

    private func signedOff(_ breakout: Breakout) throws(Refusal) -> [Line.Body] {
        guard !breakout.isReceived else { throw .reportIs(breakout.number, isReceived: true) }
        guard !breakout.lines.isEmpty else { throw .noReport(breakout.number) }
        let isHeard = minutes.meeting.reportsHeard == .signedOff
        return (isHeard ? heard([breakout]) : []) + [.breakoutSignedOff(breakout.number)]
    }

    private func reopened(_ breakout: Breakout) throws(Refusal) -> Line.Body {
        guard breakout.isReceived else { throw .reportIs(breakout.number, isReceived: false) }
        return .breakoutReopened(breakout.number)
    }

    private func called(_ number: Int) throws(Refusal) -> [Line.Body] {
        guard minutes.phase != .planned else { throw .notOpen }
        let breakout = try standing(breakout: number)
        let call = Line.Body.breakoutCalled(number, name: breakout.plan.name)
        return [call] + (minutes.meeting.reportsHeard == .called ? heard([breakout], after: 1) : [])
    }

    private func missed(_ number: Int, _ reason: String) throws(Refusal) -> Line.Body {
        let breakout = try standing(breakout: number)
        guard breakout.lines.isEmpty else { throw .hasReport(number) }
        try Limit.title(reason, field: "reason")
        guard breakout.missing?.reason != reason.trimmed else { throw .already(minutes.phase) }
        return .breakoutMissing(number, name: breakout.plan.name, reason: reason.trimmed)
    }
}

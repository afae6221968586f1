// How a line is written as JSON; how it is read, and what the keys are, stands in `Line+Codable`.
extension Line {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(language, forKey: .language)
        try container.encodeIfPresent(translates, forKey: .translates)
        try container.encodeIfPresent(by, forKey: .by)
        if audience != .everyone { try container.encode(audience, forKey: .audience) }
        try container.encodeIfPresent(body.words, forKey: .text)
        if case .series(let act) = body { return try act.encode(to: encoder) }
        switch body {
        case .planned(let meeting): try container.encode(meeting, forKey: .meeting)
        case .attributionChanged(let policy): try container.encode(policy, forKey: .attribution)
        case .speakerAdded(let speaker): try container.encode(speaker, forKey: .speaker)
        case .itemAdded(let item), .itemChanged(let item): try container.encode(item, forKey: .item)
        case .itemDropped(let number), .itemTakenUp(let number), .itemClosed(let number):
            try container.encode(number, forKey: .number)
        case .topic(_, let level): try container.encode(level, forKey: .level)
        case .speech(_, let speaker): try container.encodeIfPresent(speaker, forKey: .speaker)
        case .action(_, let owner, let due):
            try container.encodeIfPresent(owner, forKey: .owner)
            try container.encodeIfPresent(due, forKey: .due)
        case .keyMoment(let target), .retraction(let target): try container.encode(target, forKey: .of)
        case .erasure(let erasure): try container.encode(erasure, forKey: .erasure)
        case .restored(let restoration): try container.encode(restoration, forKey: .restoration)
        case .correction(let target, let words, let cause):
            try container.encode(target, forKey: .of)
            try container.encode(words, forKey: .text)
            try container.encodeIfPresent(cause?.words, forKey: .why)
            try container.encodeIfPresent(cause?.suggestion, forKey: .suggestion)
        default: try encodeParticipation(in: &container)
        }
    }

    /// A line of a report names its group within `report`.
    private var numbered: Int? {
        kind == .report ? nil : body.question ?? body.turn ?? body.poll ?? body.breakout
    }

    private func encodeParticipation(in container: inout KeyedEncodingContainer<Key>) throws {
        try container.encodeIfPresent(numbered, forKey: .number)
        switch body {
        case .questionReceived(_, let wording, let asker, let noticed):
            try container.encode(wording, forKey: .question)
            try container.encode(asker.text, forKey: .asker)
            try container.encodeIfPresent(noticed, forKey: .noticed)
        case .questionAmended(_, let wording, let asker, let since, let noticed):
            try container.encode(wording, forKey: .question)
            try container.encode(asker.text, forKey: .asker)
            try container.encode(since, forKey: .since)
            try container.encodeIfPresent(noticed, forKey: .noticed)
        case .questionPublished(_, let wording, let isEdited, let origin):
            try container.encode(wording, forKey: .question)
            if isEdited { try container.encode(true, forKey: .edited) }
            try container.encodeIfPresent(origin, forKey: .from)
        case .questionDeclined(_, let reason): try container.encode(reason, forKey: .reason)
        case .questionMerged(_, let other): try container.encode(other, forKey: .into)
        case .questionSplit(_, let parts): try container.encode(parts, forKey: .into)
        case .questionUnpublished(_, let reason): try container.encodeIfPresent(reason, forKey: .reason)
        case .questionMoved(_, let place): try container.encode(place, forKey: .to)
        case .questionAnswered(_, let line): try container.encode(line, forKey: .of)
        case .questionTakenAway(_, let owner, let due):
            try container.encodeIfPresent(owner, forKey: .owner)
            try container.encodeIfPresent(due, forKey: .due)
        case .moderationChanged(let moderation): try container.encode(moderation, forKey: .moderation)
        case .participantBarred(let participant), .participantUnbarred(let participant):
            try container.encode(participant.text, forKey: .asker)
        case .wordsWatched(let words): try container.encode(words, forKey: .words)
        case .turnAsked(_, let participant, let wish):
            try container.encode(participant.text, forKey: .asker)
            try container.encode(wish, forKey: .turn)
        case .turnQueued(_, let wish): try container.encode(wish, forKey: .turn)
        case .turnTimeSet(let seconds): try container.encodeIfPresent(seconds, forKey: .seconds)
        case .budgetSet(let sector, let seconds):
            try container.encode(sector, forKey: .sector)
            try container.encodeIfPresent(seconds, forKey: .seconds)
        default: try encodeRest(in: &container)
        }
    }

    private func encodeRest(in container: inout KeyedEncodingContainer<Key>) throws {
        switch body {
        case .pollOpened(_, let asked): try container.encode(asked, forKey: .poll)
        case .pollCounted(_, let counts): try container.encode(counts, forKey: .counts)
        case .pollClosed(_, let asked, let remote, let room):
            try container.encode(asked, forKey: .poll)
            try container.encode(remote, forKey: .counts)
            try container.encodeIfPresent(room, forKey: .room)
        case .pollNamed(_, let names): try container.encode(names, forKey: .names)
        case .report(_, let heading): try container.encode(heading, forKey: .report)
        case .breakoutFormed(_, let plan): try container.encode(plan, forKey: .breakout)
        case .themeGathered(let number, let name, let line):
            try container.encode(number, forKey: .number)
            try container.encode(name, forKey: .name)
            try container.encode(line, forKey: .of)
        case .themeReleased(let number, let line):
            try container.encode(number, forKey: .number)
            try container.encode(line, forKey: .of)
        case .breakoutCalled(_, let name): try container.encode(name, forKey: .name)
        case .breakoutMissing(_, let name, let reason):
            try container.encode(name, forKey: .name)
            try container.encodeIfPresent(reason, forKey: .reason)
        case .announced(let words): try container.encode(words, forKey: .announcement)
        case .screenTurned(let display): try container.encode(display, forKey: .screen)
        case .voiceNamed(let name): try container.encodeIfPresent(name, forKey: .name)
        case .followed(let following): try container.encode(following, forKey: .following)
        default: try encodeEditing(in: &container)
        }
    }
    private func encodeEditing(in container: inout KeyedEncodingContainer<Key>) throws {
        switch body {
        case .circulated(let until): try container.encodeIfPresent(until, forKey: .until)
        case .suggestionReceived(let target, let wording, let author):
            try container.encode(target, forKey: .of)
            try container.encode(wording, forKey: .wording)
            try container.encode(author.text, forKey: .asker)
        case .suggestionDeclined(let number, let target, let reason):
            try container.encode(number, forKey: .number)
            try container.encode(target, forKey: .of)
            try container.encode(reason, forKey: .reason)
        default: break
        }
    }
}

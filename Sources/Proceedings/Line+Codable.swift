/// In JSON a line is one flat object: `kind`, then what that kind carries. This shape is what is hashed, stored,
/// sent and exported, so a key is never renamed.
extension Line {
    private enum Key: String, CodingKey {
        case kind, language, by, audience, meeting, attribution, speaker, item, number, text, level, owner, due, of
        case question, asker, since, edited, from, reason, into, to, moderation, turn, seconds
        case why, suggestion, until, wording
        case poll, counts, room, names, announcement, screen, name, sector, following, breakout, report
        case erasure
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        language = try container.decodeIfPresent(Language.self, forKey: .language)
        by = try container.decodeIfPresent(Role.self, forKey: .by)
        audience = try container.decodeIfPresent(Audience.self, forKey: .audience) ?? .everyone
        let kind = try container.decode(Kind.self, forKey: .kind)
        body =
            if kind.isNote { try Self.note(kind, in: container) } else if let act = try Series.Act(kind, from: decoder)
            {
                .series(act)
            } else {
                try Self.ofQuestion(kind, in: container) ?? Self.ofFloor(kind, in: container)
                    ?? Self.ofPoll(kind, in: container) ?? Self.ofBreakout(kind, in: container)
                    ?? Self.ofTheme(kind, in: container) ?? Self.ofSigns(kind, in: container)
                    ?? Self.ofEditing(kind, in: container)
                    ?? Self.event(kind, in: container)
            }
    }

    private static func note(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body {
        let text = try container.decode(InlineText.self, forKey: .text)
        switch kind {
        case .topic: return .topic(text, level: try container.decode(Int.self, forKey: .level))
        case .speech: return .speech(text, speaker: try container.decodeIfPresent(String.self, forKey: .speaker))
        case .scene: return .scene(text)
        case .decision: return .decision(text)
        case .disagreement: return .disagreement(text)
        case .action:
            return .action(
                text, owner: try container.decodeIfPresent(String.self, forKey: .owner),
                due: try container.decodeIfPresent(String.self, forKey: .due))
        case .feedback: return .feedback(text)
        case .report:
            return .report(text, under: try container.decode(Breakout.Heading.self, forKey: .report))
        default: return .summary(text)
        }
    }

    private static func event(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func target() throws -> Position { try container.decode(Position.self, forKey: .of) }
        switch kind {
        case .planned: return .planned(try container.decode(Meeting.self, forKey: .meeting))
        case .opened: return .opened
        case .paused: return .paused
        case .resumed: return .resumed
        case .attributionChanged:
            return .attributionChanged(try container.decode(Attribution.self, forKey: .attribution))
        case .speakerAdded: return .speakerAdded(try container.decode(Speaker.self, forKey: .speaker))
        case .itemAdded: return .itemAdded(try container.decode(AgendaItem.self, forKey: .item))
        case .itemChanged: return .itemChanged(try container.decode(AgendaItem.self, forKey: .item))
        case .itemDropped: return .itemDropped(try number())
        case .itemTakenUp: return .itemTakenUp(try number())
        case .itemClosed: return .itemClosed(try number())
        case .keyMoment: return .keyMoment(of: try target())
        case .correction:
            return .correction(
                of: try target(), to: try container.decode(InlineText.self, forKey: .text),
                because: try cause(in: container))
        case .retraction: return .retraction(of: try target())
        case .erasure: return .erasure(try container.decode(Erasure.self, forKey: .erasure))
        default: return .closed
        }
    }

    private static func cause(in container: KeyedDecodingContainer<Key>) throws -> Cause? {
        let why = try container.decodeIfPresent(String.self, forKey: .why)
        let suggestion = try container.decodeIfPresent(Int.self, forKey: .suggestion)
        return why == nil && suggestion == nil ? nil : Cause(why, suggestion: suggestion)
    }

    /// - Returns: `nil` where the kind is not about editions of the record.
    private static func ofEditing(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func target() throws -> Position { try container.decode(Position.self, forKey: .of) }
        switch kind {
        case .circulated: return .circulated(until: try container.decodeIfPresent(String.self, forKey: .until))
        case .finalised: return .finalised
        case .suggestionReceived:
            return .suggestionReceived(
                of: try target(), try container.decode(Suggestion.Wording.self, forKey: .wording),
                by: Participant.ID(try container.decode(String.self, forKey: .asker)))
        case .suggestionDeclined:
            return .suggestionDeclined(
                try number(), of: try target(), reason: try container.decode(String.self, forKey: .reason))
        default: return nil
        }
    }

    /// - Returns: `nil` where the kind is not about questions.
    private static func ofQuestion(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func wording() throws -> Question.Wording { try container.decode(Question.Wording.self, forKey: .question) }
        func asker() throws -> Participant.ID { Participant.ID(try container.decode(String.self, forKey: .asker)) }
        func text(_ key: Key) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
        switch kind {
        case .questionReceived: return .questionReceived(try number(), try wording(), asker: try asker())
        case .questionAmended:
            return .questionAmended(
                try number(), try wording(), asker: try asker(),
                since: try container.decode(Instant.self, forKey: .since))
        case .questionPublished:
            return .questionPublished(
                try number(), try wording(),
                isEdited: try container.decodeIfPresent(Bool.self, forKey: .edited) ?? false,
                splitFrom: try container.decodeIfPresent(Int.self, forKey: .from))
        case .questionDeclined:
            return .questionDeclined(try number(), reason: try container.decode(String.self, forKey: .reason))
        case .questionMerged: return .questionMerged(try number(), into: try container.decode(Int.self, forKey: .into))
        case .questionSplit: return .questionSplit(try number(), into: try container.decode([Int].self, forKey: .into))
        case .questionUnpublished: return .questionUnpublished(try number(), reason: try text(.reason))
        case .questionWithdrawn: return .questionWithdrawn(try number())
        case .questionMoved:
            return .questionMoved(try number(), to: try container.decode(Question.Place.self, forKey: .to))
        case .questionAnswered:
            return .questionAnswered(try number(), by: try container.decode(Position.self, forKey: .of))
        case .questionTakenAway: return .questionTakenAway(try number(), owner: try text(.owner), due: try text(.due))
        case .questionCarried: return .questionCarried(try number())
        case .questionsPaused: return .questionsPaused
        case .questionsResumed: return .questionsResumed
        case .moderationChanged:
            return .moderationChanged(try container.decode(Moderation.self, forKey: .moderation))
        default: return nil
        }
    }

    /// - Returns: `nil` where the kind is not about the speakers list.
    private static func ofFloor(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        switch kind {
        case .turnAsked:
            return .turnAsked(
                try number(), by: Participant.ID(try container.decode(String.self, forKey: .asker)),
                try container.decode(Turn.Wish.self, forKey: .turn))
        case .turnQueued: return .turnQueued(try number(), try container.decode(Turn.Wish.self, forKey: .turn))
        case .turnLeft: return .turnLeft(try number())
        case .turnPostponed: return .turnPostponed(try number())
        case .turnCalled: return .turnCalled(try number())
        case .turnEnded: return .turnEnded(try number())
        case .listClosed: return .listClosed
        case .listReopened: return .listReopened
        case .turnTimeSet: return .turnTimeSet(try container.decodeIfPresent(Int.self, forKey: .seconds))
        case .budgetSet:
            return .budgetSet(
                try container.decode(Sector.self, forKey: .sector),
                try container.decodeIfPresent(Int.self, forKey: .seconds))
        default: return nil
        }
    }

    /// - Returns: `nil` where the kind is not about shows of hands.
    private static func ofPoll(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func asked() throws -> Poll.Asked { try container.decode(Poll.Asked.self, forKey: .poll) }
        func counts() throws -> [Int] { try container.decode([Int].self, forKey: .counts) }
        switch kind {
        case .pollOpened: return .pollOpened(try number(), try asked())
        case .pollCounted: return .pollCounted(try number(), try counts())
        case .pollClosed:
            return .pollClosed(
                try number(), try asked(), remote: try counts(),
                room: try container.decodeIfPresent([Int].self, forKey: .room))
        case .pollNamed: return .pollNamed(try number(), try container.decode([[String]].self, forKey: .names))
        default: return nil
        }
    }

    /// - Returns: `nil` where the kind is not about breakout groups.
    private static func ofBreakout(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func name() throws -> String { try container.decode(String.self, forKey: .name) }
        switch kind {
        case .breakoutFormed:
            return .breakoutFormed(try number(), try container.decode(Breakout.Plan.self, forKey: .breakout))
        case .breakoutSignedOff: return .breakoutSignedOff(try number())
        case .breakoutReopened: return .breakoutReopened(try number())
        case .breakoutCalled: return .breakoutCalled(try number(), name: try name())
        case .breakoutMissing:
            return .breakoutMissing(
                try number(), name: try name(), reason: try container.decodeIfPresent(String.self, forKey: .reason))
        default: return nil
        }
    }

    /// - Returns: `nil` where the kind is not about themes.
    private static func ofTheme(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        guard [.themeGathered, .themeReleased].contains(kind) else { return nil }
        let number = try container.decode(Int.self, forKey: .number)
        let line = try container.decode(Position.self, forKey: .of)
        guard kind == .themeGathered else { return .themeReleased(number, of: line) }
        return .themeGathered(number, name: try container.decode(String.self, forKey: .name), of: line)
    }

    /// - Returns: `nil` where the kind is nothing that is put up for everyone.
    private static func ofSigns(_ kind: Kind, in container: KeyedDecodingContainer<Key>) throws -> Body? {
        switch kind {
        case .announced: .announced(try container.decode(String.self, forKey: .announcement))
        case .announcementEnded: .announcementEnded
        case .screenTurned: .screenTurned(try container.decode(Display.self, forKey: .screen))
        case .voiceNamed: .voiceNamed(try container.decodeIfPresent(String.self, forKey: .name))
        case .followed: .followed(try container.decode(Following.self, forKey: .following))
        default: nil
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(language, forKey: .language)
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
        case .questionReceived(_, let wording, let asker):
            try container.encode(wording, forKey: .question)
            try container.encode(asker.text, forKey: .asker)
        case .questionAmended(_, let wording, let asker, let since):
            try container.encode(wording, forKey: .question)
            try container.encode(asker.text, forKey: .asker)
            try container.encode(since, forKey: .since)
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

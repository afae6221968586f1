/// In JSON a line is one flat object: `kind`, then what that kind carries. This shape is what is hashed, stored,
/// sent and exported, so a key is never renamed.
extension Line {
    enum Key: String, CodingKey {
        case kind, language, translates, by, audience, meeting, attribution, speaker, item, number, text, level, owner,
            due, of
        case question, asker, since, edited, from, reason, into, to, moderation, turn, seconds
        case why, suggestion, until, wording, noticed, words
        case poll, counts, room, names, announcement, screen, name, sector, following, breakout, report
        case erasure, restoration
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        language = try container.decodeIfPresent(Language.self, forKey: .language)
        translates = try container.decodeIfPresent(Position.self, forKey: .translates)
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
        case .restored: return .restored(try container.decode(Restoration.self, forKey: .restoration))
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
        func noticed() throws -> Question.Noticed? {
            try container.decodeIfPresent(Question.Noticed.self, forKey: .noticed)
        }
        switch kind {
        case .questionReceived:
            return .questionReceived(try number(), try wording(), asker: try asker(), noticed: try noticed())
        case .questionAmended:
            return .questionAmended(
                try number(), try wording(), asker: try asker(),
                since: try container.decode(Instant.self, forKey: .since), noticed: try noticed())
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
        case .participantBarred: return .participantBarred(try asker())
        case .participantUnbarred: return .participantUnbarred(try asker())
        case .wordsWatched: return .wordsWatched(try container.decode([String].self, forKey: .words))
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
}

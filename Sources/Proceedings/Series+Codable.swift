/// In JSON an act is flat, like every line: `kind`, then what that kind carries.
extension Series.Act {
    private enum Key: String, CodingKey {
        case series, scheduled, number, point, source, of, reason, name, review, answer
        case paper, comment, asker, term, explanation, invitee
    }

    /// - Returns: `nil` where the kind is none of a series.
    init?(_ kind: Line.Kind, from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func proposal() throws -> Position { try container.decode(Position.self, forKey: .of) }
        func source() throws -> Series.Source { try container.decode(Series.Source.self, forKey: .source) }
        func words(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
        switch kind {
        case .seriesPlanned: self = .planned(try container.decode(Series.self, forKey: .series))
        case .meetingScheduled:
            self = .meetingScheduled(try number(), try container.decode(ScheduledMeeting.self, forKey: .scheduled))
        case .pointProposed:
            self = .pointProposed(
                try number(), try container.decode(Point.Wording.self, forKey: .point),
                from: try container.decodeIfPresent(Series.Source.self, forKey: .source))
        case .pointConfirmed: self = .pointConfirmed(of: try proposal(), by: try Point.Confirmation(from: decoder))
        case .pointDeclined: self = .pointDeclined(of: try proposal(), reason: try words(.reason))
        case .pointReopened:
            self = .pointReopened(
                try number(), by: try words(.name), reason: try words(.reason),
                at: try container.decodeIfPresent(Series.Source.self, forKey: .source))
        case .actionReviewed:
            self = .actionReviewed(try source(), try container.decode(ActionReview.self, forKey: .review))
        case .feedbackAnswered: self = .feedbackAnswered(try source(), answer: try words(.answer))
        default:
            guard let act = try Self.ofReaders(kind, in: container) else { return nil }
            self = act
        }
    }

    /// Papers, comments, words: what people read and say between meetings.
    private static func ofReaders(_ kind: Line.Kind, in container: KeyedDecodingContainer<Key>) throws -> Self? {
        func number() throws -> Int { try container.decode(Int.self, forKey: .number) }
        func comment() throws -> Comment.Wording { try container.decode(Comment.Wording.self, forKey: .comment) }
        func words(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
        switch kind {
        case .paperAdded: return .paperAdded(try number(), try container.decode(Paper.self, forKey: .paper))
        case .paperDropped: return .paperDropped(try number())
        case .commentReceived:
            return .commentReceived(try number(), try comment(), by: Participant.ID(try words(.asker)))
        case .commentPublished: return .commentPublished(try number(), try comment())
        case .commentDeclined: return .commentDeclined(try number(), reason: try words(.reason))
        case .wordAsked: return .wordAsked(try number(), term: try words(.term))
        case .wordExplained:
            return .wordExplained(
                try number(), try container.decode(Glossary.Explanation.self, forKey: .explanation))
        case .wordDropped: return .wordDropped(try number())
        case .inviteeSuggested: return .inviteeSuggested(try words(.invitee))
        default: return nil
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .planned(let series): try container.encode(series, forKey: .series)
        case .meetingScheduled(let number, let scheduled):
            try container.encode(number, forKey: .number)
            try container.encode(scheduled, forKey: .scheduled)
        case .pointProposed(let number, let wording, let source):
            try container.encode(number, forKey: .number)
            try container.encode(wording, forKey: .point)
            try container.encodeIfPresent(source, forKey: .source)
        case .pointConfirmed(let proposal, let confirmation):
            try container.encode(proposal, forKey: .of)
            try confirmation.encode(to: encoder)
        case .pointDeclined(let proposal, let reason):
            try container.encode(proposal, forKey: .of)
            try container.encode(reason, forKey: .reason)
        case .pointReopened(let number, let name, let reason, let source):
            try container.encode(number, forKey: .number)
            try container.encode(name, forKey: .name)
            try container.encode(reason, forKey: .reason)
            try container.encodeIfPresent(source, forKey: .source)
        case .actionReviewed(let source, let review):
            try container.encode(source, forKey: .source)
            try container.encode(review, forKey: .review)
        case .feedbackAnswered(let source, let answer):
            try container.encode(source, forKey: .source)
            try container.encode(answer, forKey: .answer)
        default: try encodeOfReaders(in: &container)
        }
    }

    private func encodeOfReaders(in container: inout KeyedEncodingContainer<Key>) throws {
        switch self {
        case .paperAdded(let number, let paper):
            try container.encode(number, forKey: .number)
            try container.encode(paper, forKey: .paper)
        case .commentReceived(let number, let wording, let author):
            try container.encode(number, forKey: .number)
            try container.encode(wording, forKey: .comment)
            try container.encode(author.text, forKey: .asker)
        case .commentPublished(let number, let wording):
            try container.encode(number, forKey: .number)
            try container.encode(wording, forKey: .comment)
        case .commentDeclined(let number, let reason):
            try container.encode(number, forKey: .number)
            try container.encode(reason, forKey: .reason)
        case .wordAsked(let number, let term):
            try container.encode(number, forKey: .number)
            try container.encode(term, forKey: .term)
        case .wordExplained(let number, let explanation):
            try container.encode(number, forKey: .number)
            try container.encode(explanation, forKey: .explanation)
        case .paperDropped(let number), .wordDropped(let number): try container.encode(number, forKey: .number)
        case .inviteeSuggested(let words): try container.encode(words, forKey: .invitee)
        default: break
        }
    }

    package var kind: Line.Kind {
        switch self {
        case .planned: .seriesPlanned
        case .meetingScheduled: .meetingScheduled
        case .pointProposed: .pointProposed
        case .pointConfirmed: .pointConfirmed
        case .pointDeclined: .pointDeclined
        case .pointReopened: .pointReopened
        case .actionReviewed: .actionReviewed
        case .feedbackAnswered: .feedbackAnswered
        case .paperAdded: .paperAdded
        case .paperDropped: .paperDropped
        case .commentReceived: .commentReceived
        case .commentPublished: .commentPublished
        case .commentDeclined: .commentDeclined
        case .wordAsked: .wordAsked
        case .wordExplained: .wordExplained
        case .wordDropped: .wordDropped
        case .inviteeSuggested: .inviteeSuggested
        }
    }
}

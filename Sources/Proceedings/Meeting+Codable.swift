/// In JSON. A meeting recorded before there were questions has no key for how they are moderated, and the default is not
/// written, so that it is encoded as it was.
extension Meeting: Codable {
    private enum Key: String, CodingKey {
        case title, objective, intendedOutput, startsAt, timeZone, place, language, agenda, strands, attribution
        case attendance, moderation, moderationPolicy, reportPrompts, reportsHeard
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            title: try container.decode(String.self, forKey: .title),
            objective: try container.decodeIfPresent(String.self, forKey: .objective),
            intendedOutput: try container.decodeIfPresent(String.self, forKey: .intendedOutput),
            startsAt: try container.decodeIfPresent(Instant.self, forKey: .startsAt),
            timeZone: try container.decode(String.self, forKey: .timeZone),
            place: try container.decodeIfPresent(String.self, forKey: .place),
            language: try container.decode(Language.self, forKey: .language),
            agenda: try container.decode([AgendaItem].self, forKey: .agenda),
            strands: try container.decode([String].self, forKey: .strands),
            attribution: try container.decode(Attribution.self, forKey: .attribution),
            attendance: try container.decodeIfPresent(Attribution.self, forKey: .attendance),
            moderation: try container.decodeIfPresent(Moderation.self, forKey: .moderation) ?? .before,
            moderationPolicy: try container.decodeIfPresent(String.self, forKey: .moderationPolicy),
            reportPrompts: try container.decodeIfPresent([String].self, forKey: .reportPrompts) ?? [],
            reportsHeard: try container.decodeIfPresent(Breakout.Hearing.self, forKey: .reportsHeard) ?? .asWritten)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(title, forKey: .title)
        try container.encodeIfPresent(objective, forKey: .objective)
        try container.encodeIfPresent(intendedOutput, forKey: .intendedOutput)
        try container.encodeIfPresent(startsAt, forKey: .startsAt)
        try container.encode(timeZone, forKey: .timeZone)
        try container.encodeIfPresent(place, forKey: .place)
        try container.encode(language, forKey: .language)
        try container.encode(agenda, forKey: .agenda)
        try container.encode(strands, forKey: .strands)
        try container.encode(attribution, forKey: .attribution)
        try container.encodeIfPresent(attendance, forKey: .attendance)
        if moderation != .before { try container.encode(moderation, forKey: .moderation) }
        try container.encodeIfPresent(moderationPolicy, forKey: .moderationPolicy)
        if !reportPrompts.isEmpty { try container.encode(reportPrompts, forKey: .reportPrompts) }
        if reportsHeard != .asWritten { try container.encode(reportsHeard, forKey: .reportsHeard) }
    }
}

import Proceedings

/// What stands above the notes in the forms without mark-up.
extension Outline {
    /// "29 May 2014, London"; empty where neither is known.
    var dayAndPlace: String {
        let start = meeting.startsAt ?? minutes.times.opened
        return [start.map { clock.day($0) }, meeting.place].compactMap(\.self).joined(separator: ", ")
    }

    /// "Draft edition. Notes taken live; not a verbatim transcript."
    var statement: String {
        "\(edition). \(phrases(transcript.isImported ? .statementImported : .statement))"
    }

    /// Objective, intended output and strands, where there are any.
    var purposes: [String] {
        var purposes: [String] = []
        if let objective = meeting.objective { purposes.append("\(phrases(.objective)): \(objective)") }
        if let output = meeting.intendedOutput { purposes.append("\(phrases(.output)): \(output)") }
        if !meeting.strands.isEmpty {
            purposes.append("\(phrases(.strands)): \(meeting.strands.joined(separator: "; "))")
        }
        return purposes
    }

    /// "To decide, presented by Dilys Owen", under an agenda item's heading.
    func purpose(of heading: Heading) -> String? {
        guard let item = heading.item, !transcript.isImported else { return nil }  // a written note names no purpose
        return [phrases(item.purpose.phrase), item.presenter.map { phrases(.presenter, ["name": $0]) }]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// "Dilys Owen (Chair, Open Policy Forum)"
    var attendeeNames: [String] {
        attendees.map { speaker in
            let about = speaker.about
            return about.isEmpty ? speaker.name : "\(speaker.name) (\(about))"
        }
    }

    /// "Owner: Dilys Owen, by 5 June 2014"; `nil` where neither was named.
    func assignment(_ line: PrintedLine) -> String? {
        var parts: [String] = []
        if let owner = line.unsaidOwner { parts.append(phrases(.owner, ["name": owner])) }
        if let due = line.due { parts.append(phrases(.due, ["day": clock.day(due)])) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// "Welsh", "Key moment", "Agreed": what is said of a line before its words.
    func marks(_ line: PrintedLine) -> [String] {
        var marks: [String] = []
        if let language = language(beneath: line) { marks.append(language) }
        if line.note.isKeyMoment { marks.append(phrases(.keyMoment)) }
        if let label = label(line) { marks.append(label) }
        if let number = line.note.answers { marks.append(phrases(.answersQuestion, ["n": "\(number)"])) }
        return marks
    }

    /// Of a translation that stands under its line.
    func language(beneath line: PrintedLine) -> String? {
        line.isBeneath ? line.note.language.map { phrases.name(of: $0) } : nil
    }

    /// The same as they stand before words: "Agreed:", and "Where is there consensus?"
    func labels(_ line: PrintedLine) -> [String] {
        marks(line).map { $0.isWhole ? $0 : $0 + ":" }
    }

    /// For forms that must have a day: when the meeting was, or where nobody knows, when it was entered.
    var datedDay: DatedDay {
        let known = meeting.startsAt ?? minutes.times.opened
        let instant = known ?? transcript.entries.first?.acceptedAt ?? Instant(milliseconds: 0)
        let words = known == nil ? phrases(.recorded, ["day": clock.day(instant)]) : clock.day(instant)
        return DatedDay(date: clock.date(instant), words: words, isRecorded: known == nil)
    }

    struct DatedDay: Sendable {
        /// `yyyy-mm-dd`
        let date: String
        /// "29 May 2014", "Recorded 3 June 2014"
        let words: String
        let isRecorded: Bool
    }

    /// `nil` where the title is in the language of the page.
    var titleLanguage: String? { meeting.language.tag == phrases(.language) ? nil : meeting.language.tag }

    /// Of the words, the meeting's first.
    var languages: [String] {
        let spoken = minutes.notes.compactMap(\.language?.tag)
        return spoken.reduce(into: [meeting.language.tag]) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Speaker {
    /// Role and organisation, as far as known.
    var about: String { [role, organisation].compactMap(\.self).joined(separator: ", ") }
}

extension AgendaItem.Purpose {
    var phrase: Phrase {
        switch self {
        case .inform: .inform
        case .discuss: .discuss
        case .decide: .decide
        }
    }
}

extension String {
    /// Ends in a mark of its own, as a question does.
    var isWhole: Bool { last.map { "?!.…:".contains($0) } ?? true }
}

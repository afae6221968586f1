import Proceedings

/// What templates are filled with: strings, truths, lists and further slots. Mustache escapes every string.
typealias Slots = [String: Any]

/// Notes as the partial `line` wants them.
struct LineSlots {
    let phrases: Phrases
    let clock: LocalTime
    let meeting: Meeting
    /// Where nothing may be pressed, a link is its words.
    var hasLinks = true

    /// In the order given, each by itself; a line whose minute the line above shows already does not show it again.
    func list(_ notes: [Note]) -> [Slots] {
        var minute = ""
        return notes.map { note in
            let time = clock.time(note.acceptedAt)
            defer { minute = time }
            return slots(note, repeatsMinute: time == minute)
        }
    }

    /// The same, but a translation stands with its line where that is among them: with each line come all its
    /// translations of the meeting, whichever block they would be in by themselves.
    ///
    /// - Parameter all: Of the meeting, as far as the reader may see it.
    func list(_ notes: [Note], pairedAmong all: some Collection<Note>) -> [Slots] {
        let originals = Set(notes.filter { $0.body != nil && $0.translates == nil }.map(\.position))
        let translations = Dictionary(grouping: all.filter { $0.translates.map(originals.contains) ?? false }) {
            $0.translates ?? $0.position
        }
        let apart = notes.filter { $0.translates.map { !originals.contains($0) } ?? true }
        return zip(apart, list(apart)).map { note, slots in
            let others = translations[note.position, default: []]
            return slots.merging([
                "translations": others.map { self.slots($0, repeatsMinute: true) }, "hasTranslations": !others.isEmpty,
            ]) { $1 }
        }
    }

    /// The partial with every part in it, for the page's program to clone and fill.
    func blank(heading: Bool) -> Slots {
        [
            "style": "", "kind": "", "datetime": "", "time": "", "tick": "key", "isHeading": heading,
            "label": " ", "speaker": " ", "owner": " ", "due": " ", "apartMark": " ", "keyMark": " ", "answerMark": " ",
            "corrected": " ",
            "linkLabel": "", "language": foreign(nil),
        ]
    }

    func keyMoment(_ note: Note, base: String) -> Slots {
        let tick = Self.tick(note.kind) ?? "key"
        return [
            "style": "style-\(tick)", "position": note.position.number, "tick": tick,
            "address": "\(base)/lines/\(note.position.number)", "label": label(note) ?? phrases.say("client_kind_key"),
            "excerpt": Self.excerpt(words(note)), "language": foreign(note.language),
        ]
    }

    private func words(_ note: Note) -> String {
        if case .pollClosed(_, let asked, _, _) = note.body { return asked.question }
        return note.body?.words?.plain ?? ""
    }

    var blankKeyMoment: Slots {
        [
            "style": "", "position": "", "tick": "key", "address": "", "label": "", "excerpt": "",
            "language": foreign(nil),
        ]
    }

    /// The language of people's words, where it is not the page's.
    ///
    /// - Parameter language: A line's own; without one it is in the meeting's.
    private func foreign(_ language: Language?) -> Any {
        let tag = (language ?? meeting.language).tag
        return tag == phrases.language ? false : tag
    }

    /// Agreements, disagreements, next steps, and what was marked as a key moment.
    static func isKeyMoment(_ note: Note) -> Bool {
        note.body != nil && (note.isKeyMoment || tick(note.kind) != nil && note.kind != .itemTakenUp)
    }

    private func slots(_ note: Note, repeatsMinute: Bool) -> Slots {
        let number = note.position.number
        let tick = Self.tick(note.kind) ?? (note.isKeyMoment ? "key" : nil)
        var slots: Slots = [
            "position": number, "kind": note.kind.rawValue, "datetime": LocalTime.machine(note.acceptedAt),
            "time": clock.time(note.acceptedAt), "style": style(note, tick, repeatsMinute),
            "isHeading": [.topic, .breakoutCalled].contains(note.kind) && note.body != nil || note.kind == .itemTakenUp,
            "linkLabel": phrases.say("client_line", ["n": String(number)]), "spans": spans(note),
            "translates": note.translates?.number ?? false as Any,
        ]
        slots["tick"] = note.body == nil ? nil : tick
        slots["language"] = note.isInPeoplesWords ? foreign(note.language) : false
        slots["label"] = label(note)
        if note.audience != .everyone { slots["apartMark"] = phrases.say("client_only_group") }
        if note.isKeyMoment { slots["keyMark"] = phrases.say("client_kind_key") }
        slots["answerMark"] = note.answers.map { phrases.say("client_answers_question", ["n": String($0)]) }
        if let corrected = note.correctedAt, note.body != nil {
            slots["corrected"] = phrases.say("client_corrected", ["time": clock.time(corrected)])
        }
        switch note.body {
        case .speech(_, let speaker): slots["speaker"] = speaker
        case .action(let words, let owner, let due):
            // What the words say already is not said twice.
            slots["owner"] = owner.flatMap { words.plain.contains($0) ? nil : $0 }
            slots["due"] = due.map(clock.day).flatMap { day in
                words.plain.contains(day) ? nil : phrases.say("client_due", ["date": day])
            }
        default: break
        }
        return slots
    }

    /// Class names: what the style sheets know a line by.
    private func style(_ note: Note, _ tick: String?, _ repeatsMinute: Bool) -> String {
        var names = ["kind-\(note.kind.rawValue)"]
        if let tick, note.body != nil { names.append("style-\(tick)") }
        if case .topic(_, let level) = note.body { names.append("level-\(level)") }
        if note.body == nil { names.append("gone") }
        if note.isKeyMoment { names.append("is-key") }
        if repeatsMinute { names.append("same-minute") }
        return names.joined(separator: " ")
    }

    /// The word that says what kind of line this is; none for speech, summaries and scenes.
    private func label(_ note: Note) -> String? {
        switch note.body {
        case .decision: phrases.say("client_kind_decision")
        case .disagreement: phrases.say("client_kind_disagreement")
        case .action: phrases.say("client_kind_action")
        case .feedback: phrases.say("client_kind_feedback")
        case .itemTakenUp(let number): phrases.say("client_item", ["n": String(number)])
        case .pollClosed(let number, _, _, _): phrases.say("client_poll_label", ["n": String(number)])
        case .report(_, let heading):
            phrases.say("client_report_label", ["name": heading.name, "asked": heading.asked])
        case .breakoutCalled, .breakoutMissing: phrases.say("client_kind_\(note.kind.rawValue)")
        default: nil
        }
    }

    private func spans(_ note: Note) -> [Slots] {
        switch note.body {
        case .opened: [["words": phrases.say("client_kind_opened")]]
        case .paused: [["words": phrases.say("client_kind_paused")]]
        case .resumed: [["words": phrases.say("client_kind_resumed")]]
        case .closed: [["words": phrases.say("client_kind_closed")]]
        case .itemTakenUp(let number): [["words": meeting.agenda.first { $0.number == number }?.title ?? ""]]
        case .pollClosed(_, let asked, let remote, let room): result(asked, remote, room)
        case .breakoutCalled(_, let name): [["words": name]]
        case .breakoutMissing(_, let name, let reason):
            [["words": [name, reason ?? phrases.say("client_report_none")].joined(separator: ": ")]]
        case .erasure: [["words": phrases.say("client_kind_erasure")]]
        case .restored: [["words": phrases.say("client_kind_restored")]]
        case nil: [["words": goneWords(note)]]
        default: spans(note.body?.words?.spans ?? [])
        }
    }

    private func goneWords(_ note: Note) -> String {
        if let erased = note.erased {
            return phrases.say(
                "client_erased",
                ["ground": phrases.say("client_ground_\(erased.ground.rawValue)")])
        }
        return note.retractedAt.map { phrases.say("client_taken_back", ["time": clock.time($0)]) }
            ?? phrases.say("client_removed")
    }

    /// The question, then what was counted outside the room and in it, which are never added together.
    private func result(_ asked: Poll.Asked, _ remote: [Int], _ room: [Int]?) -> [Slots] {
        func counts(_ counts: [Int]) -> String {
            zip(asked.options, counts).map { option, count in
                phrases.say("client_poll_choice", ["option": option, "n": String(count)])
            }.joined(separator: ", ")
        }
        let lines =
            [phrases.say("client_poll_line_remote", ["counts": counts(remote)])]
            + (room.map { [phrases.say("client_poll_line_room", ["counts": counts($0)])] } ?? [])
        return [["strong": ["spans": [["words": asked.question]]]], ["break": true]]
            + [["words": lines.joined(separator: " ")]]
    }

    private func spans(_ spans: [InlineText.Span]) -> [Slots] {
        spans.flatMap { span -> [Slots] in
            switch span {
            case .text(let words): [["words": words]]
            case .strong(let inner): [["strong": ["spans": self.spans(inner)]]]
            case .emphasis(let inner): [["emphasis": ["spans": self.spans(inner)]]]
            case .link(let inner, let address):
                hasLinks ? [["link": ["spans": self.spans(inner), "address": address]]] : self.spans(inner)
            case .lineBreak: [["break": true]]
            }
        }
    }

    /// The shape on the rail, by the symbol's name in `ticks.mustache`.
    static func tick(_ kind: Line.Kind) -> String? {
        switch kind {
        case .decision: "agree"
        case .disagreement: "differ"
        case .action: "next"
        case .itemTakenUp: "item"
        case .pollClosed: "hands"
        default: nil
        }
    }

    /// At most 120 characters, cut between words.
    static func excerpt(_ words: String) -> String {
        guard words.count > 120 else { return words }
        let head = words.prefix(120)
        return head[..<(head.lastIndex(of: " ") ?? head.endIndex)] + " …"
    }
}

extension Note {
    /// Not the house's own, which are in the language of the page.
    fileprivate var isInPeoplesWords: Bool {
        switch body {
        case nil, .opened, .paused, .resumed, .closed, .restored, .erasure, .pollClosed, .breakoutMissing: false
        default: true
        }
    }
}

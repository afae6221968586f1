import Proceedings

/// Devices that may only read, and words that wait for a facilitator, as the console wants them.
struct SafeguardSlots {
    let phrases: Phrases
    let view: MeetingView
    /// Client ids for the forms.
    var formID: () -> String = { "" }
    /// What was typed and refused, given back.
    var kept: FormFields?

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
    }

    private var safeguards: Safeguards { view.minutes.safeguards }

    var slots: Slots {
        let devices = safeguards.barred.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }
        var watched: Slots = [
            "words": safeguards.watched.joined(separator: "\n"), "formID": formID(),
            "countWord": safeguards.watched.isEmpty ? "" : String(safeguards.watched.count),
        ]
        if kept?["do"] == "words-watch" {
            watched["kept"] = true
            watched["words"] = kept?["words"] ?? ""
        }
        return [
            "watched": watched, "barred": devices.map { device($0, since: $1) }, "hasBarred": !devices.isEmpty,
            "barredCount": devices.count,
        ]
    }

    /// The partial with every part in it, for the page's program to clone and fill.
    var blank: Slots { ["participant": "", "name": "", "since": "", "formID": "", "asked": [Slots]()] }

    /// Why a question was held for a facilitator, a line to a reason; `nil` where nothing was noticed.
    func noticed(of question: Question) -> String? {
        guard let asking = question.asking, let noticed = asking.noticed else { return nil }
        let names = [asking.wording.name, asking.wording.behalf].compactMap(\.self).joined(separator: ", ")
        let words = noticed.words.map { $0.map { "“\($0)”" }.joined(separator: ", ") }
        return [
            noticed.name.map { phrases.say("client_noticed_\($0.rawValue)", ["name": names]) },
            words.map { phrases.say("client_noticed_words", ["words": $0]) },
        ].compactMap(\.self).joined(separator: "\n")
    }

    /// Under the names it gave, with what it asked and nobody has published.
    private func device(_ participant: Participant.ID, since: Instant) -> Slots {
        let asked = view.minutes.questions.asked(by: participant)
        let names = asked.compactMap(\.asking?.wording.name)
        let name = names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
        return [
            "participant": participant.text, "formID": formID(),
            "name": name.isEmpty ? phrases.say("client_barred_nobody") : name.joined(separator: ", "),
            "since": phrases.say(
                "client_barred_since", ["time": LocalTime(view.minutes.meeting.timeZone, phrases).time(since)]),
            "asked": asked.filter { $0.state == .inReview }.map { question in
                ["number": question.number, "words": question.asking?.wording.words ?? ""] as Slots
            },
        ]
    }
}

extension Minutes {
    /// Whether the device that asked it is known, and may still do more than read.
    func mayBar(askerOf question: Question) -> Bool {
        question.asking.map { !$0.wording.isFromRoom && !safeguards.isBarred($0.asker) } ?? false
    }
}

import Proceedings

/// The page, with what was asked and what was found.
struct EraseView {
    var meeting: MeetingView
    var values: [String: String] = [:]
    var found: ErasureView?
    var error: String?

    init(meeting: MeetingView) { self.meeting = meeting }

    /// With the meeting as it is without the words that went.
    func renewed(_ meeting: MeetingView) -> EraseView {
        var view = self
        view.meeting = meeting
        return view
    }
}

extension Pages {
    func erase(_ view: EraseView) -> [UInt8] {
        func value(_ name: String) -> String { view.values[name] ?? "" }
        func line(_ name: String, hint: Bool = true) -> Slots {
            Field(
                name: name, label: phrases.say("erase_\(name)"), hint: hint ? phrases.say("erase_\(name)_hint") : nil
            ).slots(value: value(name), error: name == "lines" ? view.error : nil)
        }
        let grounds = Erasure.Ground.allCases.filter { $0 != .retention }
        let ground = Field(
            name: "ground", label: phrases.say("erase_ground"),
            form: .choice(grounds.map { ($0.rawValue, phrases.say("client_ground_\($0.rawValue)")) }))
        var slots = barSlots(view.meeting)
        slots["fields"] = [
            line("lines"), line("name"), ground.slots(value: value("ground"), error: nil), line("reference"),
        ]
        slots["takesMentions"] = view.values["mentions"] != nil
        slots["isDone"] = view.found?.isDone ?? false
        slots["hasPreview"] = view.found?.isDone == false
        slots["mayErase"] = view.found.map { !$0.isDone && !$0.records.allSatisfy(\.gone.isEmpty) } ?? false
        slots["kept"] = ["lines", "name", "mentions", "ground", "reference"].compactMap { name -> Slots? in
            view.values[name].map { ["name": name, "value": $0] }
        }
        slots["records"] = view.found?.records.map { recordSlots($0) } ?? []
        slots["links"] = view.found.flatMap { $0.links > 0 ? phrases.say("erase_links", ["n": "\($0.links)"]) : nil }
        slots["ballots"] = view.found.flatMap {
            $0.ballots > 0 ? phrases.say("erase_ballots", ["n": "\($0.ballots)"]) : nil
        }
        slots["purge"] = view.found?.isDone == true ? view.found?.purge ?? [] : [String]()
        return render("erase", title: phrases.say("erase_heading"), slots)
    }

    private func recordSlots(_ part: ErasureView.Part) -> Slots {
        func lines(_ lines: [ErasureView.Line]) -> [Slots] {
            lines.map { line in
                let why = [
                    phrases.say("erase_why_\(line.why.rawValue)"),
                    line.isSaidAgain == true ? phrases.say("erase_again") : nil,
                ].compactMap(\.self).joined(separator: "; ")
                // A device has no words.
                let isBar = line.kind.hasPrefix("participant-")
                let words = isBar ? phrases.say("erase_barred") : line.says ?? ""
                return ["position": line.position.number, "words": words, "why": why]
            }
        }
        return [
            "title": part.title, "gone": lines(part.gone), "others": lines(part.others),
            "hasGone": !part.gone.isEmpty, "hasOthers": !part.others.isEmpty,
        ]
    }
}

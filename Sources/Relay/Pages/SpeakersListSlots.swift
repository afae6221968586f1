import Proceedings

/// The speakers list as the partials `floor`, `console-floor`, `turn` and `remark` want it.
struct SpeakersListSlots {
    let phrases: Phrases
    let view: MeetingView
    /// Client ids for the forms.
    var formID: () -> String = { "" }
    /// Instants are told from it; `nil` where the page's program does that.
    var now: Instant?
    /// The turn of who reads the page, where it is theirs alone.
    var own: Turn?
    /// What was typed and refused, given back.
    var kept: FormFields?

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
    }

    private var list: SpeakersList { view.minutes.speakersList }

    var slots: Slots {
        let waiting = list.waiting
        let isShown = view.minutes.phase == .open || view.minutes.phase == .paused
        var slots: Slots = [
            "shown": isShown, "count": waiting.count, "closed": list.isClosed, "mayJoin": own == nil,
            "mayLeave": own.map { list.order.contains($0.number) } ?? false,
            "speakingWord": list.speaker.map { phrases.say("client_floor_speaking", ["name": caller($0)]) }
                ?? phrases.say("client_floor_nobody"),
            "waitingWord": nextWord(3, caller) ?? phrases.say("client_floor_empty"), "ownWord": ownWord ?? "",
            "askReally": false,
        ]
        for name in ["ownFormID", "joinFormID", "callFormID", "listFormID", "timeFormID"] { slots[name] = formID() }
        // The room's screen has no place for places.
        slots["nextWord"] = isShown ? nextWord(2) { $0.wish?.name ?? phrases.say("client_floor_somebody") } : nil
        slots["speaking"] = [list.speaker].compactMap(\.self).map { turn($0, stage: "speaking") }
        slots["waiting"] = waiting.map { turn($0, stage: "waiting") }
        let remarks = (([list.speaker].compactMap(\.self)) + waiting).filter { $0.told?.remark != nil }
        slots["remarks"] = remarks.map { turn($0, stage: "waiting") }
        slots["remarkCount"] = remarks.count
        slots["times"] = times
        slots["sectors"] = RoomSlots(phrases, view).sectors()
        slots["budgets"] = budgets
        if kept?["do"] == "floor-join" {
            slots["kept"] = ["name", "from", "about", "remark"].reduce(into: Slots()) { $0[$1] = kept?[$1] }
        }
        return slots
    }

    /// The partials with every part in them, for the page's program to clone and fill.
    var blank: Slots {
        [
            "number": "", "stage": "waiting", "name": "", "about": " ", "kindWord": " ", "outside": true, "since": "",
            "waited": "", "clock": "", "remark": " ", "hasRemark": true, "sectorWord": " ", "formID": "",
        ]
    }

    private func turn(_ turn: Turn, stage: String) -> Slots {
        let wish = turn.told
        var slots: Slots = [
            "number": turn.number, "stage": stage, "name": caller(turn), "outside": wish?.isFromRoom != true,
            "since": turn.joinedAt?.milliseconds ?? 0, "hasRemark": wish?.remark != nil, "formID": formID(),
            "waited": turn.joinedAt.flatMap(waited) ?? "", "clock": turn.calledAt.flatMap(clock) ?? "",
        ]
        slots["sectorWord"] = wish?.sector.map { phrases.say("client_sector_\($0.rawValue)") }
        slots["about"] = wish?.about
        slots["remark"] = wish?.remark
        switch wish?.kind {
        case .reply: slots["kindWord"] = phrases.say("client_floor_reply")
        case .pointOfOrder: slots["kindWord"] = phrases.say("client_floor_point_of_order")
        case .contribution, nil: break
        }
        return slots
    }

    /// "Mary (Southend)"
    func caller(_ turn: Turn) -> String {
        let name = turn.wish?.name ?? phrases.say("client_floor_somebody")
        guard let place = turn.wish?.place else { return name }
        return phrases.say("client_floor_from", ["name": name, "place": place])
    }

    /// The next so many, and how many more.
    private func nextWord(_ most: Int, _ caller: (Turn) -> String) -> String? {
        let waiting = list.waiting
        guard !waiting.isEmpty else { return nil }
        let names = waiting.prefix(most).map(caller).joined(separator: ", ")
        let more = waiting.count - most
        guard more > 0 else { return phrases.say("client_floor_next", ["names": names]) }
        return phrases.say("client_floor_next_more", ["names": names, "n": String(more)])
    }

    private var ownWord: String? {
        guard let own else { return nil }
        guard let place = list.order.firstIndex(of: own.number) else { return phrases.say("client_floor_turn") }
        let key = own.told?.remark == nil ? "client_floor_place" : "client_floor_place_remark"
        return phrases.say(key, ["n": String(place + 1)])
    }

    private var times: [Slots] {
        [nil, 60, 120, 180, 300].map { seconds in
            [
                "value": seconds.map(String.init) ?? "", "isSet": list.limit == seconds,
                "words": seconds.map { phrases.count("turn_time", $0 / 60) } ?? phrases.say("turn_time_none"),
            ]
        }
    }

    /// Sectors that have spoken or have a budget.
    private var budgets: [Slots] {
        let spoken = list.spoken
        let sectors = Sector.allCases.filter { spoken[$0] != nil || list.budgets[$0] != nil }.map(Optional.some)
        return (sectors + (spoken[nil] != nil ? [nil] : [])).map { sector in
            let time = spoken[sector, default: 0]
            let budget = sector.flatMap { list.budgets[$0] }
            return [
                "sector": sector?.rawValue ?? "unsaid", "words": RoomSlots(phrases, view).word(sector),
                "spoken": Self.clock(seconds: Int(time / 1000)),
                "budget": budget.map { phrases.count("turn_time", $0 / 60) } ?? "",
                "over": budget.map { time > Int64($0) * 1000 } ?? false,
            ]
        }
    }

    private func waited(since: Instant) -> String? {
        let minutes = now.map { Int(($0.milliseconds - since.milliseconds) / 60_000) } ?? 0
        return minutes > 0 ? phrases.count("client_waited", minutes) : nil
    }

    /// `03:07`
    private func clock(since: Instant) -> String? {
        guard let now else { return nil }
        return Self.clock(seconds: max(0, Int((now.milliseconds - since.milliseconds) / 1000)))
    }

    private static func clock(seconds: Int) -> String {
        [seconds / 60, seconds % 60].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
    }
}

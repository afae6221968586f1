import Proceedings
import Wire

/// What is put up for everyone, and who follows from where, as pages show them.
struct RoomSlots {
    let phrases: Phrases
    let view: MeetingView
    /// Client ids for the forms.
    var formID: () -> String = { "" }
    /// What the device that reads the page said of itself, where it is known.
    var told: Whereabouts?

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
    }

    /// For every page that shows the meeting.
    var slots: Slots {
        var slots: Slots = ["audience": audience, "whereabouts": whereabouts]
        slots["notice"] = view.minutes.signs.notice
        slots["voiceName"] = view.minutes.signs.voice
        slots["voiceWord"] = view.minutes.signs.voice.map { phrases.say("client_voice_reads", ["name": $0]) }
        return slots
    }

    /// For the console, besides.
    var deskSlots: Slots {
        var slots: Slots = [
            "screens": Display.allCases.map { display in
                [
                    "value": display.rawValue, "words": phrases.say("screen_mode_\(display.rawValue)"),
                    "isSet": view.minutes.signs.display == display,
                ] as Slots
            },
            "pollOptions": phrases.say("poll_options_default"),
        ]
        for name in [
            "pollFormID", "noticeFormID", "noticeEndFormID", "screenFormID", "voiceFormID", "budgetFormID",
        ] { slots[name] = formID() }
        return slots
    }

    /// For the screen, besides.
    var screenSlots: Slots {
        var slots: Slots = ["screenMode": view.minutes.signs.display.rawValue]
        slots["checkpointWord"] = view.surroundings.checkpoint.map { checkpoint in
            phrases.say(
                "client_checkpoint",
                ["n": String(checkpoint.size), "root": String(checkpoint.root.prefix(Self.rootShown))])
        }
        return slots
    }

    /// Characters of a root that tell one from another at a glance; the whole is in the record.
    private static let rootShown = 12

    func sectors(chosen: Sector? = nil) -> [Slots] {
        Sector.allCases.map { sector in
            ["value": sector.rawValue, "words": word(sector), "isSet": sector == chosen]
        }
    }

    func word(_ sector: Sector?) -> String { phrases.say("client_sector_\(sector?.rawValue ?? "unsaid")") }

    private var whereabouts: Slots {
        [
            "shown": view.minutes.phase != .closed, "from": told?.place ?? "", "told": told != nil,
            "formID": formID(), "sectors": sectors(chosen: told?.sector),
        ]
    }

    private var audience: Slots {
        let following = view.surroundings.following ?? Following()
        var places = following.places.map { group($0.name, $0.count) }
        if following.hasOthers { places.append(phrases.say("client_audience_elsewhere")) }
        let sectors = following.sectors.map { group(word(Sector(rawValue: $0.name)), $0.count) }
        var slots: Slots = [
            "hasAny": !places.isEmpty || !sectors.isEmpty,
            "places": following.places.map { place in
                ["name": place.name, "word": group(place.name, place.count), "formID": formID()] as Slots
            },
        ]
        slots["placesWord"] = sentence("client_audience_places", places)
        slots["sectorsWord"] = sentence("client_audience_sectors", sectors)
        return slots
    }

    private func group(_ name: String, _ count: Int?) -> String {
        count.map { phrases.say("client_audience_group", ["name": name, "n": String($0)]) }
            ?? phrases.say("client_audience_few", ["name": name])
    }

    private func sentence(_ key: String, _ parts: [String]) -> String? {
        parts.isEmpty ? nil : phrases.say(key, ["list": parts.joined(separator: ", ")])
    }
}

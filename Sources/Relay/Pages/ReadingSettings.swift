import HTTPTypes
import Proceedings
import Transport

/// What a reader has set for themselves: by words of the address, so that a link set up for a person can be handed out,
/// else by a cookie. A page carries it as attributes of `<html>`, and style sheets do the rest, without a script.
struct ReadingSettings: Hashable, Sendable {
    /// Each setting and what it may be; the first is how the page is designed and is not kept.
    static let choices: [(name: String, values: [String])] = [
        ("size", ["normal", "large", "larger", "largest"]), ("spacing", ["normal", "wide", "wider"]),
        ("width", ["normal", "narrow", "wide"]), ("theme", ["auto", "light", "dark", "contrast"]),
        ("face", ["serif", "sans"]), ("reading", ["both", "original", "translation"]),
        ("order", ["auto", "newest", "oldest"]), ("announce", ["count", "read", "off"]), ("sound", ["off", "on"]),
        ("keys", ["on", "off"]),
    ]
    /// What style sheets follow on every page.
    static let looks = ["size", "spacing", "width", "theme", "face"]
    /// By name: those that are not as designed.
    private(set) var chosen: [String: String] = [:]
    /// The address named one.
    private(set) var isAsked = false

    /// The page as designed.
    init() {}

    /// - Parameter request: What it names that is no setting, or that a setting cannot be, counts for nothing.
    init(of request: Request) {
        for pair in (request.cookie(Self.cookie) ?? "").split(separator: ".") {
            let words = pair.split(separator: "-").map(String.init)
            if words.count == 2 { set(words[0], to: words[1]) }
        }
        for choice in Self.choices {
            guard let value = request.query(choice.name), set(choice.name, to: value) else { continue }
            isAsked = true
        }
    }

    /// In the order of `choices`.
    var inOrder: [(name: String, value: String)] {
        Self.choices.compactMap { choice in chosen[choice.name].map { (choice.name, $0) } }
    }

    func attributes(where isCarried: (String) -> Bool) -> [Slots] {
        inOrder.filter { isCarried($0.name) }.map { ["name": $0.name, "value": $0.value] }
    }

    /// Read by the page's own program too, so a script may read it; it says nothing about who reads.
    func header(isSecure: Bool) -> String {
        let value = inOrder.map { "\($0.name)-\($0.value)" }.joined(separator: ".")
        return "\(Self.cookie)=\(value); Path=/; Max-Age=\(GrantsCookie.lifetime); SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }

    private static let cookie = "openfloor-reading"

    /// - Returns: Whether there is such a setting that can be so.
    @discardableResult
    private mutating func set(_ name: String, to value: String) -> Bool {
        guard let choice = Self.choices.first(where: { $0.name == name }), choice.values.contains(value) else {
            return false
        }
        chosen[name] = value == choice.values[0] ? nil : value
        return true
    }
}

extension Pages {
    /// What the page carries of them; the order of lines is how the server prints them.
    var readingAttributes: [Slots] { reading.attributes { $0 != "order" } }

    /// What the page of a record carries: it has no program, so that only how it looks counts.
    var recordAttributes: [Slots] { reading.attributes { ReadingSettings.looks.contains($0) || $0 == "reading" } }

    /// Some of the settings as choices of a form.
    func settingSlots(_ names: [String]) -> [Slots] {
        ReadingSettings.choices.filter { names.contains($0.name) }.map { choice in
            let chosen = reading.chosen[choice.name] ?? choice.values[0]
            return [
                "name": choice.name, "words": phrases.say("settings_\(choice.name)"),
                "options": choice.values.map { value in
                    [
                        "value": value, "words": phrases.say("settings_\(choice.name)_\(value)"),
                        "isSet": value == chosen,
                    ] as Slots
                },
            ]
        }
    }

    /// What helps on the live pages of a role.
    static func settings(of view: MeetingView) -> [String] {
        var looks = ReadingSettings.looks
        if view.minutes.notes.contains(where: { $0.translates != nil }) { looks.append("reading") }
        if view.role.isStaff { return looks + ["keys"] }
        return looks + ["order"] + (view.minutes.phase == .closed ? [] : ["announce", "sound"])
    }

    /// All settings, for every page of this browser.
    ///
    /// - Parameters:
    ///   - back: Path of the page the reader came from.
    ///   - home: Absolute address of the front page, for a link that carries the settings.
    func settings(back: String?, home: String) -> [UInt8] {
        let words = reading.inOrder.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        var slots: Slots = [
            "readingChoices": settingSlots(ReadingSettings.choices.map(\.name)), "isSaved": reading.isAsked,
            "words": words.isEmpty ? false : "?" + words as Any, "link": "\(home)/?\(words)",
            "plain": "/settings?" + ReadingSettings.choices.map { "\($0.name)=\($0.values[0])" }.joined(separator: "&"),
        ]
        slots["back"] = back
        return render("settings-page", title: phrases.say("settings_heading"), slots)
    }

    /// How accessible the pages are, what was tried, what is known to be amiss.
    func accessibility() -> [UInt8] {
        render(
            "accessibility", title: phrases.say("accessibility_heading"),
            ["unreviewed": unreviewed, "hasUnreviewed": !unreviewed.isEmpty])
    }
}

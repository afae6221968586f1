import Foundation
import Proceedings
import Wire

/// Shows of hands as the partials `hands`, `hand` and the console's want them.
struct PollSlots {
    let phrases: Phrases
    let view: MeetingView
    /// Client ids for the forms.
    var formID: () -> String = { "" }
    /// What the device that reads the page has answered, where it is known.
    var vote: OwnQuestions.Vote?
    /// What was typed and refused, given back.
    var kept: FormFields?

    /// So many results are on a page; all are in the record.
    private static let closedShown = 5

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
    }

    var slots: Slots {
        let polls = view.minutes.polls
        let open = [polls.open].compactMap(\.self).filter { _ in view.minutes.phase != .closed }
        let closed = polls.all.filter { !$0.isOpen }.suffix(Self.closedShown).reversed()
        return [
            "open": open.map(poll), "closed": closed.map(poll), "hasOpen": !open.isEmpty,
            "hasClosed": !closed.isEmpty, "isNone": open.isEmpty && closed.isEmpty,
        ]
    }

    /// The partial with every part in it, for the page's program to clone and fill.
    var blank: Slots {
        [
            "number": "", "label": " ", "question": " ", "isOpen": true, "isClosed": true, "named": true,
            "secrecy": " ", "turnout": " ", "formID": "", "hasRemote": true, "hasRoom": true, "remoteTotal": " ",
            "roomTotal": " ", "voted": false, "mayVote": true, "hasNames": true, "namesPublished": true,
            "names": [["words": " ", "list": " "]] as [Slots],
            "options": [
                [
                    "n": "", "words": " ", "remote": " ", "room": " ", "remoteShare": 0, "roomShare": 0,
                    "checked": false, "value": "",
                ] as Slots
            ],
        ]
    }

    private func poll(_ poll: Poll) -> Slots {
        let answered = vote?.number == poll.number ? vote : nil
        let names = poll.names ?? []
        return [
            "number": poll.number, "label": phrases.say("client_poll_label", ["n": String(poll.number)]),
            "question": poll.asked.question, "isOpen": poll.isOpen, "isClosed": !poll.isOpen,
            "named": poll.asked.isNamed,
            "secrecy": phrases.say(poll.asked.isNamed ? "client_poll_named" : "client_poll_anonymous"),
            "turnout": poll.isOpen ? phrases.count("client_poll_turnout", view.surroundings.voted) : "",
            "formID": formID(), "options": options(poll, answered),
            "hasRemote": poll.remote != nil, "hasRoom": poll.room != nil,
            "remoteTotal": poll.remote.map { phrases.count("client_poll_remote", $0.reduce(0, +)) } ?? "",
            "roomTotal": poll.room.map { phrases.count("client_poll_room", $0.reduce(0, +)) } ?? "",
            "voted": answered != nil, "mayVote": answered == nil || poll.asked.isNamed,
            "hasNames": poll.names != nil, "namesPublished": poll.hasPublicNames,
            "names": zip(poll.asked.options, names).filter { !$1.isEmpty }.map { option, names in
                ["words": option, "list": names.joined(separator: ", ")] as Slots
            },
        ]
    }

    private func options(_ poll: Poll, _ answered: OwnQuestions.Vote?) -> [Slots] {
        let isKept = kept?["number"] == String(poll.number)
        return poll.asked.options.enumerated().map { place, words in
            let (remote, room) = (poll.remote?[place], poll.room?[place])
            return [
                "n": place + 1, "words": words, "remote": remote.map(String.init) ?? "",
                "room": room.map(String.init) ?? "", "remoteShare": Self.share(place, of: poll.remote),
                "roomShare": Self.share(place, of: poll.room), "checked": answered?.option == place + 1,
                "value": (isKept ? kept?["count\(place + 1)"] : nil) ?? room.map(String.init) ?? "",
            ]
        }
    }

    /// Per cent, of those who were counted in the same way.
    private static func share(_ place: Int, of counts: [Int]?) -> Int {
        guard let counts else { return 0 }
        let all = counts.reduce(0, +)
        return all > 0 ? (counts[place] * 100 + all / 2) / all : 0
    }
}

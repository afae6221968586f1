package import Procedure
import Proceedings

extension Problem {
    package init(_ refusal: Refusal) {
        switch refusal {
        case .notPermitted(let kind, let role):
            let article = "aeiou".contains(role.rawValue.prefix(1)) ? "An" : "A"
            self.init(
                .notPermitted,
                "\(article) \(role.rawValue) may not do “\(kind.rawValue)”. Ask a facilitator or organiser.")
        case .notOpen: self.init(.notOpen, "The meeting is not open yet. A facilitator or organiser opens it.")
        case .already(let phase): self.init(.already, "That is already so; the meeting is \(phase.rawValue).")
        case .closed: self.init(.closed, "The meeting is closed; its record takes no more lines.")
        case .itemsOpen(let count):
            let items = count == 1 ? "1 agenda item was" : "\(count) agenda items were"
            self.init(
                .itemsOpen, "\(items) not taken up. If that is meant, tick “Yes, really” (--really) and close again.")
        case .justTakenUp(let number):
            self.init(
                .justTakenUp, "Item \(number) was taken up under a minute ago, perhaps by somebody else. Look first.")
        case .unknownLine(let line):
            self.init(.unknownLine, line.map { "No note has the id \($0.number)." } ?? "There is no note yet.")
        case .lineGone(let line): self.init(.lineGone, "Line \(line.number) was taken back; its words are gone.")
        case .noMatch(let words):
            self.init(.noMatch, "No line to change for “\(words.prefix(80))”. Check spelling and case.")
        case .unknownItem(let number):
            self.init(
                .unknownItem, number.map { "The agenda has no item \($0)." } ?? "No agenda item is left to take up.")
        case .textEmpty: self.init(.textEmpty, "There is nothing to write.")
        case .textTooLong(let limit, let length):
            self.init(
                .textTooLong,
                "A line holds at most \(limit) bytes of UTF-8; this one has \(length). Send it as two lines.",
                limit: limit, length: length)
        case .controlCharacters:
            self.init(.controlCharacters, "The line holds control characters. Take them out and send it again.")
        case .badValue(let field, let rule): self.init(.badValue, "“\(field)” must be \(rule).")
        case .tooMany(let what, let limit):
            self.init(.tooMany, "There may be at most \(limit) \(what).", limit: limit)
        default: self.init(aboutEditing: refusal)
        }
    }

    init(aboutQuestions refusal: Refusal) {
        switch refusal {
        case .unknownQuestion(let number): self.init(.unknownQuestion, "There is no question \(number) to see here.")
        case .questionIs(let number, let state):
            self.init(.questionIs, "Question \(number) is \(Self.phrase(for: state)). Look at it again first.")
        case .notYours(let number):
            self.init(.notYours, "Question \(number) was not asked from this device. Use the link from when you asked.")
        case .questionTooLong(let limit, let length):
            self.init(
                .questionTooLong, "A question holds at most \(limit) characters; this one has \(length).", limit: limit,
                length: length)
        case .questionsPaused:
            self.init(.questionsPaused, "New questions are paused for now. Keep yours and send it when they go on.")
        case .barred:
            self.init(
                .barred,
                """
                A facilitator has closed asking, answering and speaking for this device. You can go on reading. If you \
                think that is a mistake, tell the organisers.
                """)
        case .queueFull(let limit):
            self.init(
                .queueFull, "\(limit) wait to be looked at already, as many as may. Send yours again in a minute.",
                limit: limit)
        case .noToken:
            self.init(
                .noToken,
                "Open the meeting’s questions page first: it gives this device the cookie by which it counts once.")
        case .unknownTurn(let number):
            self.init(
                .unknownTurn,
                number.map { "Turn \($0) is not on the speakers list any more." }
                    ?? "Nobody waits on the speakers list.")
        case .listClosed:
            self.init(.listClosed, "The speakers list is closed. A point of order may still be raised.")
        case .onTheList(let number):
            self.init(.onTheList, "You are on the speakers list already, as number \(number).")
        case .justCalled(let number):
            self.init(
                .justCalled, "Turn \(number) was called a moment ago, perhaps by somebody else. Look first.")
        case .unknownPoll(let number): self.init(.unknownPoll, "There is no show of hands \(number).")
        case .pollIs(let number, let isOpen):
            self.init(
                .pollIs,
                isOpen
                    ? "Show of hands \(number) is open. One is open at a time: close it first."
                    : "Show of hands \(number) is closed.")
        case .voted(let number):
            self.init(
                .voted,
                "This device has answered show of hands \(number). It is anonymous, so an answer cannot be changed.")
        case .notByName(let number):
            self.init(.notByName, "Show of hands \(number) is anonymous: there are no names to publish.")
        case .namesWithheld:
            self.init(
                .namesWithheld, "The attribution policy withholds names. Change it first, if people agree to that.")
        case .placeStruck:
            self.init(.placeStruck, "The facilitator had this place taken out. Give another, or none.")
        case .unknownBreakout(let number):
            self.init(
                .unknownBreakout,
                number.map { "There is no breakout group \($0)." } ?? "There is no breakout group yet.")
        case .otherGroup:
            self.init(.otherGroup, "Your link is for one group’s report. Ask the facilitator for another group’s.")
        case .reportIs(let number, let isReceived):
            self.init(
                .reportIs,
                isReceived
                    ? "The report of group \(number) is signed off. Take that back first."
                    : "The report of group \(number) is not signed off; it may be written.")
        case .noReport(let number):
            self.init(.noReport, "The report of group \(number) has no line yet. Write one, or say why there is none.")
        case .hasReport(let number):
            self.init(.hasReport, "Group \(number) has reported. Take its lines back first, or leave them.")
        case .notHeard(let line):
            self.init(
                .notHeard, "Only its group has heard line \(line.number) so far. Wait until everyone may read it.")
        case .notInTheme(let number, let line):
            self.init(.notInTheme, "Line \(line.number) is not gathered under theme \(number) any more.")
        case .unknownTheme(let number): self.init(.unknownTheme, "There is no theme \(number) in this meeting.")
        default: self.init(.noQuestion, "No question is before the room. Name one: /a 4: words.")
        }
    }

    private static func phrase(for state: Question.State) -> String {
        switch state {
        case .inReview: "in review"
        case .published: "published"
        case .declined: "declined"
        case .merged(let other): "merged into question \(other)"
        case .split: "split into others"
        case .unpublished: "no longer published"
        case .withdrawn: "withdrawn"
        case .next: "next for the room"
        case .onNow: "before the room now"
        case .answered: "answered"
        case .takenAway: "taken away to be answered later"
        case .carriedForward: "carried forward"
        }
    }
}

import Foundation
import Proceedings

// The agenda and the current item.
extension Chamber {
    /// Zakim's guard: `next` within this of taking up an item means two people pressed at once.
    static let pressedTwice: Int64 = 60_000  // milliseconds

    func agenda(_ command: Command, at now: Instant) throws(Refusal) -> Line.Body {
        switch command {
        case .changeItem(let changed):
            _ = try item(changed.number)
            return .itemChanged(try Self.checked(changed))
        case .dropItem(let number):
            guard try item(number).number != minutes.progress.current else {
                throw .badValue(field: "number", rule: "an item that is not under discussion; close it first")
            }
            return .itemDropped(number)
        case .takeUp(let number): return try takenUp(try item(number))
        case .nextItem(let really):
            if !really, let current = minutes.currentItem, let since = minutes.progress.takenUpAt,
                now < since.advanced(byMilliseconds: Self.pressedTwice)
            {
                throw .justTakenUp(number: current.number)
            }
            guard let next = waitingItems.first else { throw .unknownItem(nil) }
            return try takenUp(next)
        case .closeItem(let number): return try closed(try item(number))
        case .addItem(let title, let purpose, let minutes, let presenter):
            guard self.minutes.meeting.agenda.count < Limit.items else {
                throw .tooMany(what: "agenda items", limit: Limit.items)
            }
            return .itemAdded(
                try Self.checked(
                    AgendaItem(
                        number: nextNumber, title: title, purpose: purpose, minutes: minutes, presenter: presenter)))
        default: throw .unknownItem(nil)
        }
    }

    /// Neither taken up nor closed yet, in agenda order.
    var waitingItems: [AgendaItem] {
        minutes.meeting.agenda.filter {
            $0.number != minutes.progress.current && !minutes.progress.done.contains($0.number)
        }
    }

    /// The item whose title a heading repeats, if it is not already under discussion.
    func item(titled title: String) -> AgendaItem? {
        minutes.meeting.agenda.first {
            $0.title.lowercased() == title.lowercased() && $0.number != minutes.progress.current
        }
    }

    static func checked(_ item: AgendaItem) throws(Refusal) -> AgendaItem {
        try Limit.title(item.title, field: "title")
        if let presenter = item.presenter { try Limit.title(presenter, field: "presenter") }
        if let minutes = item.minutes { try Limit.require(minutes, in: Limit.itemMinutes, "minutes") }
        var item = item
        item.title = item.title.trimmingCharacters(in: .whitespaces)
        return item
    }

    private func takenUp(_ item: AgendaItem) throws(Refusal) -> Line.Body {
        guard minutes.phase != .planned else { throw .notOpen }
        guard item.number != minutes.progress.current else { throw .already(minutes.phase) }
        return .itemTakenUp(item.number)
    }

    private func closed(_ item: AgendaItem) throws(Refusal) -> Line.Body {
        guard minutes.phase != .planned else { throw .notOpen }
        guard !minutes.progress.done.contains(item.number) else { throw .already(minutes.phase) }
        return .itemClosed(item.number)
    }

    private func item(_ number: Int) throws(Refusal) -> AgendaItem {
        guard let item = minutes.meeting.agenda.first(where: { $0.number == number }) else {
            throw .unknownItem(number)
        }
        return item
    }

    /// Never one that was used before, dropped items included.
    private var nextNumber: Int { minutes.highestItem + 1 }
}

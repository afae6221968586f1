import Foundation
import Proceedings

/// Says entries as lines of text: `10:02  Dilys Owen: We agree on the dates. [44]`.
struct Teller {
    /// Titles of agenda items, by number.
    private var items: [Int: String]
    private let calendar: Calendar

    /// Of a time zone this machine does not know, times are in UTC.
    init(of meeting: Meeting) {
        items = [:]
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: meeting.timeZone) ?? .gmt
        self.calendar = calendar
        learn(meeting.agenda)
    }

    /// - Returns: `nil` where it tells a reader nothing: plans, counts, what is between staff.
    mutating func text(of row: EntryRow) -> String? {
        guard let body = row.line?.body else { return nil }
        switch body {
        case .planned(let meeting): learn(meeting.agenda)
        case .itemAdded(let item), .itemChanged(let item): learn([item])
        default: break
        }
        guard let words = note(body) ?? course(body) ?? question(body) ?? room(body) else { return nil }
        let lines = Terminal.printable(words).split(separator: "\n", omittingEmptySubsequences: false)
        return "\(time(row.at))  \(lines.joined(separator: "\n       ")) [\(row.position.number)]"
    }

    private mutating func learn(_ agenda: [AgendaItem]) {
        for item in agenda { items[item.number] = item.title }
    }

    private func time(_ instant: Instant) -> String {
        let moment = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        return [parts.hour ?? 0, parts.minute ?? 0].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private func note(_ body: Line.Body) -> String? {
        guard let words = body.words?.plain else { return nil }
        switch body {
        case .topic(_, let level): return String(repeating: "#", count: level) + " " + words
        case .speech(_, let speaker): return speaker.map { "\($0): \(words)" } ?? words
        case .scene: return "(\(words))"
        case .decision: return "Agreed: \(words)"
        case .disagreement: return "Disagreement: \(words)"
        case .action: return "Next step: \(words)"
        case .report(_, let heading): return "\(heading.name), \(heading.asked) \(words)"
        case .feedback: return "On the format of the day: \(words)"
        default: return words
        }
    }

    /// How the meeting goes on, and what becomes of lines.
    private func course(_ body: Line.Body) -> String? {
        switch body {
        case .opened: "The meeting is open."
        case .paused: "The meeting is paused."
        case .resumed: "The meeting goes on."
        case .closed: "The meeting is closed."
        case .itemTakenUp(let number): "Item \(number): \(items[number] ?? "")"
        case .correction(let line, let words, _): "Line \(line.number) now reads: \(words.plain)"
        case .retraction(let line): "Line \(line.number) was taken back."
        case .erasure(let erasure):
            "The words of these lines are gone: \(erasure.lines.map { "\($0.number)" }.joined(separator: ", "))"
        case .restored: "The record was restored from an older copy."
        default: nil
        }
    }

    private func question(_ body: Line.Body) -> String? {
        switch body {
        case .questionPublished(let number, let wording, _, _):
            "Question \(number): \(wording.words)"
                + ([wording.name, wording.organisation].compactMap(\.self).joined(separator: ", ").inBrackets)
        case .questionMoved(let number, .onNow): "Question \(number) is before the room."
        case .questionAnswered(let number, let line): "Question \(number) is answered by line \(line.number)."
        case .questionTakenAway(let number, let owner, let due):
            "Question \(number) is answered after the meeting"
                + [owner, due.map { "by \($0)" }].compactMap(\.self).joined(separator: ", ").inBrackets + "."
        case .questionUnpublished(let number, _): "Question \(number) was taken down."
        default: nil
        }
    }

    private func room(_ body: Line.Body) -> String? {
        switch body {
        case .announced(let words): "Announcement: \(words)"
        case .pollOpened(_, let asked): "Show of hands: \(asked.question) (\(asked.options.joined(separator: " / ")))"
        case .pollClosed(_, let asked, let remote, let room):
            "Show of hands: \(asked.question) "
                + zip(asked.options, remote.indices).map { option, place in
                    let inside = room.map { $0.indices.contains(place) ? $0[place] : 0 }
                    return "\(option): \(remote[place]) remote" + (inside.map { ", \($0) in the room" } ?? "")
                }.joined(separator: "; ")
        case .breakoutCalled(_, let name): "\(name) reports back."
        case .breakoutMissing(_, let name, let reason): "\(name): no report" + (reason.map { ", \($0)" } ?? "") + "."
        default: nil
        }
    }
}

extension String {
    fileprivate var inBrackets: String { isEmpty ? "" : " (\(self))" }
}

import Crypto
import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing

@testable import Publishing
@testable import Recorder
@testable import Relay

/// A record of another house may say any number, under a signature that holds.
@Suite struct `A record taken in never stops the house` {
    static let numbers = [Int.max, .min, 0, -1, 1_000_000_000_000_000_000]
    let desk: PrintingDesk

    init() throws {
        desk = try PrintingDesk()
    }

    /// A meeting in which a line of any kind has what it is about.
    private static let before: [Line.Body] = [
        .planned(
            Meeting(
                title: "M", startsAt: .afternoon,
                agenda: [
                    AgendaItem(number: 1, title: "A", minutes: 30), AgendaItem(number: 2, title: "B", minutes: 60),
                ]
            )), .opened, .itemTakenUp(1), .speech("A", speaker: "Ada"), .breakoutFormed(1, Breakout.Plan("Energy")),
        .breakoutFormed(2, Breakout.Plan("Safety")),
        .questionPublished(1, Question.Wording("Who?"), isEdited: false, splitFrom: nil),
        .turnQueued(1, Turn.Wish(name: "Ada", sector: .media)), .turnQueued(2, Turn.Wish(name: "Bo")), .turnCalled(2),
        .pollOpened(1, Poll.Asked("Now?", options: ["For", "Against"])), .pollCounted(1, [3, 4]),
        .pollClosed(1, Poll.Asked("Now?", options: ["For", "Against"]), remote: [1, 2], room: [3, 4]),
        .pollOpened(2, Poll.Asked("Then?", options: ["For", "Against"])),
    ]
    private static let after: [Line.Body] = [
        .pollClosed(2, Poll.Asked("Then?", options: ["For", "Against"]), remote: [1, 2], room: nil), .turnEnded(2),
        .itemTakenUp(2), .summary("B"), .closed,
    ]

    private static let recorded: [String] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../ProceedingsTests/Fixtures/lines-v1.jsonl").standardized
        guard let lines = FileManager.default.contents(atPath: file.path) else {
            preconditionFailure("\(file.path) cannot be read")
        }
        return String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    }()

    private static let ofMeetings = recorded.filter { line in
        do { return try !PublishedRecord.line(Data(line.utf8)).kind.isOfSeries } catch { return true }
    }

    /// A number of each kind of line, by its field, once.
    private static let trials: [Trial] = {
        var known: Set<String> = []
        return ofMeetings.flatMap { text -> [Trial] in
            do {
                let line = try JSONSerialization.jsonObject(with: Data(text.utf8))
                let kind = try PublishedRecord.line(Data(text.utf8)).kind
                return NumberPlace.all(in: line).filter { known.insert("\(kind) \($0.field)").inserted }
                    .map { Trial(text: text, place: $0) }
            } catch { preconditionFailure("\(error)") }
        }
    }()

    struct Trial {
        let text: String
        let place: NumberPlace
    }

    private static func entries(with line: Line) -> [Entry] {
        let lines = before.map { Line($0) } + [line] + after.map { Line($0) }
        return lines.enumerated().map { place, line in
            Entry(Position(place + 1), at: .afternoon.advanced(byMilliseconds: Int64(place) * 1_000), line)
        }
    }

    @Test func `every kind of line as this house writes it is taken in`() throws {
        for text in Self.ofMeetings {
            let line = try PublishedRecord.line(Data(text.utf8))
            let incoming = try IncomingRecord(PublishedRecord(Self.entries(with: line)).bytes)
            #expect(incoming.minutes.position.number == Self.before.count + Self.after.count + 1, "\(text)")
        }
    }

    @Test func `a line of a series is in no record of a meeting`() throws {
        let line = Line(.series(.meetingScheduled(1, ScheduledMeeting(title: "M", minutes: .max))))
        #expect(throws: IncomingRecord.Fault.self) {
            try IncomingRecord(PublishedRecord(Self.entries(with: line)).bytes)
        }
    }

    @Test(arguments: trials)
    func `any number in a line is refused by its name, or the record is printed in every form`(trial: Trial) throws {
        let line = try JSONSerialization.jsonObject(with: Data(trial.text.utf8))
        for number in Self.numbers {
            // Given a record with a number in it as no command could have brought it
            let odd = try JSONSerialization.data(withJSONObject: trial.place.putting(number, into: line))
            guard let read = PublishedRecord.lineIfAny(odd) else { continue }  // no record can say it
            let record = try PublishedRecord(Self.entries(with: read))
            // When it is taken in
            let taken = Result { () throws(IncomingRecord.Fault) in try IncomingRecord(record.bytes) }
            switch taken {
            // Then it is printed and shown whole
            case .success(let incoming): try desk.print(incoming)
            // Or the refusal says where the number is
            case .failure(let fault):
                #expect(fault.description.contains("position \(Self.before.count + 1) "), "\(fault)")
                #expect(fault.description.contains("“\(trial.place.field)"), "\(fault)")
            }
        }
    }

    @Test func `a record of any times that a calendar knows is printed in every form`() throws {
        let lines = Self.entries(with: Line(.action("C", owner: "Ada", due: "2027-03-26")))
        let (first, last) = (Instant.printable.lowerBound, Instant.printable.upperBound)
        // The plan, a note, a turn that begins, the close
        for place in [0, 3, 9, lines.count - 1] {
            for instant in [first, last] {
                var entries = lines
                entries[place] = lines[place].at(instant)
                try desk.print(try IncomingRecord(PublishedRecord(entries).bytes))
            }
        }
        for number in Self.numbers + [Int(last.milliseconds) + 1] where number != 0 && number != -1 {
            var entries = lines
            entries[3] = lines[3].at(Instant(milliseconds: Int64(number)))
            #expect(throws: IncomingRecord.Fault.self) { try IncomingRecord(PublishedRecord(entries).bytes) }
        }
    }

    @Test(arguments: [[], [1], [1, 2, 3]])
    func `counts for other answers than there are count for none`(counts: [Int]) throws {
        let asked = Poll.Asked("Then?", options: ["For", "Against"])
        for body in [Line.Body.pollCounted(2, counts), .pollClosed(2, asked, remote: counts, room: counts)] {
            let incoming = try IncomingRecord(PublishedRecord(Self.entries(with: Line(body))).bytes)
            try desk.print(incoming)
            #expect(incoming.minutes.polls[2]?.room == nil)
        }
    }
}

extension Entry {
    fileprivate func at(_ instant: Instant) -> Entry {
        Entry(position: position, acceptedAt: instant, content: content)
    }
}

extension Line.Kind {
    fileprivate var isOfSeries: Bool { Line.Kind.allCases.drop { $0 != .seriesPlanned }.contains(self) }
}

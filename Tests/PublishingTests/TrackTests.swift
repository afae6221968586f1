import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `The tracks of a recording` {
    private struct Cue: Equatable {
        let id: String
        let start, end: Int
        let text: String
    }

    /// By the letter of the format: blocks are parted by blank lines, and only a line with an arrow makes a cue.
    private func cues(_ file: String) -> [Cue] {
        #expect(file.hasPrefix("WEBVTT\n\n"))
        return file.components(separatedBy: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let times = lines.firstIndex(where: { $0.contains("-->") }) else { return nil }
            let ends = lines[times].components(separatedBy: " --> ").map(milliseconds)
            return Cue(
                id: times == 0 ? "" : lines[0], start: ends[0], end: ends[1],
                text: lines[(times + 1)...].joined(separator: "\n").trimmingCharacters(in: .newlines))
        }
    }

    private func milliseconds(_ stamp: String) -> Int {
        let parts = stamp.split { ":.".contains($0) }.compactMap { Int($0) }
        return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1_000 + parts[3]
    }

    private func sample(_ entries: [Entry]? = nil, from seconds: Int64? = nil, imported: Bool = false) -> Transcript {
        Transcript(
            entries: entries ?? SampleMeeting.entries, sealed: [], address: SampleMeeting.address, slug: "t",
            record: RecordID("t"), publisher: "T", isImported: imported,
            recording: seconds.map { SampleMeeting.start.advanced(byMilliseconds: $0 * 1_000) })
    }

    @Test func `say line by line what the record for programs says`() throws {
        struct Document: Decodable {
            struct Line: Decodable { let id: String, text: String, speaker: String? }
            let lines: [Line]
        }
        // Given the lines of record.json
        let json = try Shelf.print(SampleMeeting.transcript(), as: .json)
        let lines = try JSONDecoder().decode(Document.self, from: Data(json.utf8)).lines
        // When the cues are read back
        let cues = cues(try Shelf.print(SampleMeeting.transcript(), as: .notesTrack))
        // Then they are the same lines with the same words by the same speakers
        #expect(cues.map(\.id) == lines.map(\.id))
        func squeezed(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        for (cue, line) in zip(cues, lines) {
            let plain = cue.text.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            #expect(squeezed(plain).contains(squeezed(line.text)), "\(cue)")
            #expect(cue.text.hasPrefix("<v ") == (line.speaker != nil))
        }
    }

    @Test func `each cue ends where the next begins, lasts a second at least and the last one ten`() throws {
        let cues = cues(try Shelf.print(sample(), as: .notesTrack))
        #expect(cues.first?.start == 0)
        for (cue, next) in zip(cues, cues.dropFirst()) {
            #expect(next.start >= cue.start)
            #expect(cue.end == max(next.start, cue.start + 1_000))
        }
        let last = try #require(cues.last)
        #expect(last.end == last.start + 10_000)
    }

    @Test func `count from the beginning of the recording and say what came before it`() throws {
        // Given a recording that began half an hour after the opening
        let notes = try Shelf.print(sample(from: 1_805), as: .notesTrack)
        // Then the first cue is the first line after that, and the eight before are counted
        #expect(cues(notes).first == Cue(id: "l13", start: 5_000, end: 15_000, text: "Energy"))
        #expect(notes.contains("\n00:00:00.000 is 2014-05-29T09:30:05Z.\nLines noted before then, left out here: 8.\n"))
        // And the chapter that had begun is there from the start
        let chapters = try Shelf.print(sample(from: 1_805), as: .chapters)
        #expect(cues(chapters).first?.start == 0)
        #expect(cues(chapters).first?.id == "l12")
        #expect(chapters.contains("Sections that ended before then, left out here: 2."))
    }

    @Test func `a recording that began before the opening has its silence first`() throws {
        let notes = try Shelf.print(sample(from: -3_600 * 2), as: .notesTrack)
        #expect(cues(notes).first?.start == 7_200_000)
        #expect(!notes.contains("left out"))
    }

    @Test func `chapters follow or contain each other, and never cross`() throws {
        let chapters = cues(try Shelf.print(sample(), as: .chapters))
        #expect(chapters.count == 6)
        for (place, one) in chapters.enumerated() {
            #expect(one.start < one.end)
            for other in chapters[(place + 1)...] {
                #expect(other.start >= one.end || other.end <= one.end, "\(one) crosses \(other)")
            }
        }
    }

    @Test func `headings of one moment are chapters all the same`() throws {
        let bodies: [Line.Body] = [
            .planned(Meeting(title: "T")), .opened, .topic(InlineText(plain: "A"), level: 1),
            .topic(InlineText(plain: "B"), level: 2), .topic(InlineText(plain: "C"), level: 2),
            .topic(InlineText(plain: "D"), level: 1),
        ]
        let entries = bodies.enumerated().map { Entry(Position($0 + 1), at: SampleMeeting.start, Line($1)) }
        let chapters = cues(try Shelf.print(sample(entries), as: .chapters))
        #expect(chapters.map(\.text) == ["Meeting notes", "A", "B", "C", "D"])
        for (place, one) in chapters.enumerated() {
            #expect(one.start < one.end)
            for other in chapters[(place + 1)...] { #expect(other.start >= one.end || other.end <= one.end) }
        }
    }

    @Test func `a clock set back takes no cue back`() throws {
        let bodies: [(Int64, Line.Body)] = [
            (0, .planned(Meeting(title: "T"))), (0, .opened), (9_000, .summary(InlineText(plain: "A"))),
            (4_000, .summary(InlineText(plain: "B"))), (12_000, .closed),
        ]
        let entries = bodies.enumerated().map { place, each in
            Entry(
                Position(place + 1), at: SampleMeeting.start.advanced(byMilliseconds: each.0), Line(each.1))
        }
        #expect(cues(try Shelf.print(sample(entries), as: .notesTrack)).map(\.start) == [0, 9_000, 9_000, 12_000])
    }

    @Test(arguments: [Form.notesTrack, .chapters]) func `an imported note has no cues and says why`(form: Form) throws {
        let file = try Shelf.print(sample(imported: true), as: form)
        #expect(cues(file).isEmpty)
        #expect(file.contains("which has no times"))
    }
}

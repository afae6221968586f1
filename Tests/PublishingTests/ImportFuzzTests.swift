import Foundation
import Proceedings
import Publishing
import TestSupport
import Testing

/// Files come from strangers: an importer says no, with the place, or keeps every word.
@Suite struct `Hostile files` {
    private static let samples: [(name: String, bytes: [UInt8])] = {
        var samples: [(String, [UInt8])] = []
        do {
            for name in ["canal-forum-2025-03-12.txt", "canal-forum-minutes.txt", "windows-1252.txt"] {
                samples.append((name, try Shelf.bytes("Samples/" + name)))
            }
            for name in ["meeting.scribe.log", "meeting.akn.xml", "meeting.sayit.xml", "meeting.md", "meeting.jsonl"] {
                samples.append((name, try Shelf.bytes("Golden/" + name)))
            }
        } catch {
            Issue.record(error)
        }
        return samples
    }()

    /// Both ways in: as a note, and as entries.
    private func take(_ bytes: [UInt8], _ name: String) {
        do {
            let note = try Importer.read(bytes, name: name)
            #expect(note.lines.allSatisfy { ($0.body.words?.plain.utf8.count ?? 0) <= 4_000 })
            #expect(note.lines.last?.body == .closed)
        } catch {
            #expect(!error.description.isEmpty)
        }
        do { _ = try EntryFile(bytes) } catch { #expect(!error.description.isEmpty) }
    }

    @Test(arguments: samples.map(\.name)) func `cut anywhere are read or refused`(name: String) throws {
        let bytes = try #require(Self.samples.first { $0.name == name }).bytes
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
            take(Array(bytes.prefix(length)), name)
        }
    }

    @Test(arguments: samples.map(\.name)) func `changed anyhow are read or refused`(name: String) throws {
        let bytes = try #require(Self.samples.first { $0.name == name }).bytes
        var dice = Dice(seed: 97)
        for _ in 0..<60 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &dice) {
                let place = Int.random(in: changed.indices, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: changed[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: changed.remove(at: place)
                case 2: changed.insert(contentsOf: Array("<\"{\n- \u{0}".utf8), at: place)
                default:
                    let end = min(place + Int.random(in: 1...200, using: &dice), changed.count)
                    changed.insert(contentsOf: changed[place..<end], at: place)
                }
            }
            take(changed, name)
        }
    }

    @Test(arguments: `Hostile words`.corpus) func `with hostile words keep them`(words: String) throws {
        let plain = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        func kept(_ text: String) throws -> Bool {
            do {
                let note = try Importer.read(Array(text.utf8), name: nil)
                let all = note.lines.compactMap { $0.body.words?.plain } + note.meeting.agenda.map(\.title)
                let said = (all + [note.meeting.title]).joined(separator: " ").split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
                let bare = plain.drop { "-*+#= \t".contains($0) || $0.isNumber || $0 == "." }
                return said.contains(bare) || said.contains(plain)
            } catch {
                guard case .notText = error else { throw error }
                return words.unicodeScalars.contains {
                    $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0.value == 0xFFFE
                }
            }
        }
        #expect(try kept("Notes of the day\n\n- first thing\n\n- \(words)\n\n- last thing\n"))
        // A form in XML carries what XML can, and gives it back
        let document = try Shelf.print(try `Hostile words`.transcript(words), as: .sayIt)
        guard words.utf8.count < 1_000 else {
            // The line has the words four times, which is longer than a record takes
            let refused = #expect(throws: ImportError.self) { try Importer.read(Array(document.utf8), name: nil) }
            guard case .lineTooLong = refused else { throw try #require(refused) }
            return
        }
        let note = try Importer.read(Array(document.utf8), name: nil)
        let printable = words.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }.prefix(12)
        let said = note.lines.compactMap { $0.body.words?.plain }.joined(separator: "\n")
        #expect(said.unicodeScalars.count > printable.count * 4)
    }

    @Test func `of ten thousand lines, or of one word, take no time to speak of`() throws {
        let clock = ContinuousClock()
        let many = (1...10_000).map { "- Line \($0) says that by 3 March Ann Lee to do it" }.joined(separator: "\n\n")
        var lines = 0
        let first = try clock.measure { lines = try Importer.read(Array(many.utf8), name: nil).lines.count }
        #expect(lines >= 10_000)
        #expect(first < .seconds(20))  // in debug; a square would take minutes
        let word = "Notes\n\n- ok\n\n- " + String(repeating: "a", count: 65_536)
        let second = clock.measure {
            #expect(throws: ImportError.self) { try Importer.read(Array(word.utf8), name: nil) }
        }
        #expect(second < .seconds(5))
        let wrapped = "- start\n" + String(repeating: "  and on it goes without an end\n", count: 10_000)
        let third = clock.measure {
            #expect(throws: ImportError.self) { try Importer.read(Array(wrapped.utf8), name: nil) }
        }
        #expect(third < .seconds(20))
    }
}

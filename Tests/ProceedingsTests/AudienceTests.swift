import Foundation
import Proceedings
import Testing

@Suite struct `Who may read a line` {
    @Test func `staff read all, a group what is its own, and others what is everyone's`() {
        let audiences: [Audience] = [.everyone, .staff, .breakout(1), .breakout(2)]
        func read(_ reader: Reader) -> [Bool] { audiences.map { $0.admits(reader) } }
        for role in Role.allCases where role.isStaff { #expect(read(Reader(role)) == [true, true, true, true]) }
        for role in [Role.attendee, .rapporteur] {
            #expect(read(Reader(role, group: 1)) == [true, false, true, false])
            #expect(read(Reader(role, group: 2)) == [true, false, false, true])
        }
        for role in Role.allCases where !role.isStaff { #expect(read(Reader(role)) == [true, false, false, false]) }
    }

    @Test func `is stored and sent as one word`() throws {
        for (audience, word) in [(Audience.everyone, "everyone"), (.staff, "staff"), (.breakout(12), "breakout-12")] {
            let bytes = try JSONEncoder().encode([audience])
            #expect(String(decoding: bytes, as: UTF8.self) == "[\"\(word)\"]")
            #expect(try JSONDecoder().decode([Audience].self, from: bytes) == [audience])
        }
        for word in ["breakout-0", "breakout--1", "breakout-01", "breakout-+1", "breakout-", "group-1", "Staff", ""] {
            #expect(Audience(rawValue: word) == nil)
        }
    }

    @Test func `a line of a group says so, and which line said it first`() throws {
        let heading = Breakout.Heading(breakout: 3, name: "Energy", prompt: 1, asked: "What?")
        let own = Line(.report(InlineText(plain: "A"), under: heading), audience: .breakout(3))
        let heard = Line(
            .report(
                InlineText(plain: "A"),
                under: Breakout.Heading(breakout: 3, name: "Energy", prompt: 1, asked: "What?", origin: Position(9))))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = try [own, heard].map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        #expect(
            texts == [
                #"{"audience":"breakout-3","kind":"report","report":{"asked":"What?","breakout":3,"name":"Energy","prompt":1},"text":["A"]}"#,
                #"{"kind":"report","report":{"asked":"What?","breakout":3,"name":"Energy","origin":9,"prompt":1},"text":["A"]}"#,
            ])
        for (line, text) in zip([own, heard], texts) {
            #expect(try JSONDecoder().decode(Line.self, from: Data(text.utf8)) == line)
        }
    }

    @Test func `a scroll from which one is taken has the others in order`() {
        for index in [0, 1, 63, 64, 65, 127, 128, 199] {
            var scroll = Scroll<Int>()
            for number in 0..<200 { scroll.append(number) }
            scroll.remove(at: index)
            #expect(Array(scroll) == (0..<200).filter { $0 != index })
            scroll.append(200)
            #expect(scroll.count == 200 && scroll.last == 200)
        }
    }
}

import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct Themes {
    @Test func `lines are gathered under a name, each once, and taken out again`() throws {
        var chamber = Chamber.holding(.summary("Pilots first"), .summary("Try it out"))
        let notes = chamber.minutes.notes.filter { $0.kind.isNote }.map(\.position)
        try chamber.hear(.gather(notes[0], theme: nil, name: "Pilots"))
        // A name that is there is that theme, however it is written
        try chamber.hear(.gather(notes[1], theme: nil, name: " pilots "))
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.gather(notes[1], theme: 1, name: nil)) }
        #expect(chamber.minutes.themes[1]?.lines == notes)
        #expect(chamber.minutes.themes[1]?.name == "Pilots")
        try chamber.hear(.release(notes[0], theme: 1))
        #expect(throws: Refusal.notInTheme(1, notes[0])) { try chamber.hear(.release(notes[0], theme: 1)) }
        #expect(chamber.minutes.themes.all.map(\.lines) == [[notes[1]]])
        // And one that is empty meanwhile is the same one again
        try chamber.hear(.release(notes[1], theme: 1))
        try chamber.hear(.gather(notes[0], theme: nil, name: "PILOTS"))
        #expect(chamber.minutes.themes.highest == 1)
    }

    @Test func `a line that is taken back is of no theme any more, and a theme without lines is none`() throws {
        var chamber = Chamber.holding(.summary("Pilots first"))
        try chamber.hear(.gather(chamber.newest, theme: nil, name: "Pilots"))
        try chamber.hear(.retract(chamber.newest))
        #expect(chamber.minutes.themes.all.isEmpty)
        // And its number is not given again
        try chamber.write("Safeguards")
        try chamber.hear(.gather(chamber.newest, theme: nil, name: "Safeguards"))
        #expect(chamber.minutes.themes.all.map(\.number) == [2])
    }

    @Test func `what is no line and no theme is refused`() throws {
        var chamber = Chamber.holding(.summary("Pilots first"))
        #expect(throws: Refusal.unknownLine(Position(99))) {
            try chamber.hear(.gather(Position(99), theme: nil, name: "X"))
        }
        #expect(throws: Refusal.unknownTheme(4)) { try chamber.hear(.gather(chamber.newest, theme: 4, name: nil)) }
        #expect(throws: Refusal.self) { try chamber.hear(.gather(chamber.newest, theme: nil, name: " ")) }
        #expect(throws: Refusal.unknownTheme(4)) { try chamber.hear(.release(chamber.newest, theme: 4)) }
    }
}

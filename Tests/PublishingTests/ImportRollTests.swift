import Proceedings
import Publishing
import Testing

/// A note seldom says where its list of people ends.
@Suite struct `The attendees of an imported note` {
    private func read(_ text: String) throws -> (people: [String], rest: [String], guesses: [ImportReport.Guess]) {
        let note = try Importer.read(Array(text.utf8), name: nil)
        var people: [String] = []
        var rest: [String] = []
        for line in note.lines {
            switch line.body {
            case .speakerAdded(let speaker): people.append(speaker.name)
            case .topic(let words, let level): rest.append(String(repeating: "#", count: level) + " " + words.plain)
            default: if let words = line.body.words { rest.append(words.plain) }
            }
        }
        return (people, rest, note.report.guessed)
    }

    @Test func `on the line of their label end with it`() throws {
        let note = try read(
            """
            Minutes of the Trust
            12 March 2026
            Present: Ada Ng, Bob Lee
            Apologies: Cy Roe

            Welcome
            - Ada: hello
            - Agreed: to pay

            Roof
            - It leaks
            """)
        #expect(note.people == ["Ada Ng", "Bob Lee"])
        #expect(
            note.rest == ["# Apologies", "Cy Roe", "# Welcome", "Ada: hello", "Agreed: to pay", "# Roof", "It leaks"])
    }

    @Test(arguments: ["", "- ", "1. "])
    func `under a heading end at the next, however it is marked`(mark: String) throws {
        for heading in ["Money", "## Money", "Meeting notes", "Meeting Notes", "1. Money", "Item 1 – Money"] {
            for gap in ["\n", "\n\n"] {
                let note = try read(
                    "Attendees\(gap)\(mark)Ada Ng\n\(mark)Bob Lee (Trust)\n\n\(heading)\(gap)- Paid by Ada\n- Ada: hello\n"
                )
                #expect(note.people.count == 2, "\(mark)\(heading): \(note.people)")
                #expect(note.rest.suffix(2) == ["Paid by Ada", "Ada: hello"], "\(heading)")
            }
        }
    }

    @Test(
        arguments: [
            "Ada: hello", "Agreed to pay", "Agreed: to pay", "Action: pay", "The roof was mended", "It leaks.",
            "One two three four five six seven",
        ])
    func `end at what is no name, and the report says so`(words: String) throws {
        let note = try read("Attendees\n- Ada Ng\n- Bob Lee\n- \(words)\n- Cy Roe\n")
        #expect(note.people == ["Ada Ng", "Bob Lee"])
        #expect(note.rest.count == 2)
        #expect(
            words.hasPrefix("Action") || note.guesses.contains { $0.reading == "no attendee" && $0.lineNumber == 4 })
    }

    @Test func `go on after a blank line where names plainly do, and the report says so`() throws {
        let bullets = try read("Attendees\n\n- Ada Ng\n\n- Bob van Lee (Trust)\n\n- Chair: Cy Roe\n\nMoney\n\n- Paid\n")
        #expect(bullets.people == ["Ada Ng", "Bob van Lee", "Chair: Cy Roe"])
        #expect(bullets.rest == ["# Money", "Paid"])
        let lines = try read("Attendees\nAda Ng\nBob Lee\n\nCy Roe\nDi Poe, Boat Club\n\nLock repairs\n\n- Paid\n")
        #expect(lines.people == ["Ada Ng", "Bob Lee", "Cy Roe", "Di Poe"])
        #expect(lines.guesses.contains { $0.reading == "attendee" && $0.text == "Cy Roe" && $0.lineNumber == 5 })
    }

    @Test func `may stand below a label with one name beside it`() throws {
        let note = try read("Present:  Ada Ng (Chair)\n          Bob Lee\n          Cy Roe\n\nWelcome\n- hello\n")
        #expect(note.people == ["Ada Ng", "Bob Lee", "Cy Roe"])
        let wrapped = try read("Present: Ada Ng, Bob Lee,\nCy Roe, Di Poe\n\nWelcome\n- hello\n")
        #expect(wrapped.people == ["Ada Ng", "Bob Lee", "Cy Roe", "Di Poe"])
    }

    @Test func `of our own published page leave its headings alone, whose marks are no words`() throws {
        let text = """
            # Third open \\& free meeting

            29 May 2014, Town Hall

            ## Attendees

            - Ada Ng (Chair)
            - O’Neil, P. (Night Walkers)

            ## Meeting notes

            ### Money

            - Paid
            """
        let note = try read(text)
        #expect(note.people == ["Ada Ng", "O’Neil, P."])
        #expect(note.rest == ["# Meeting notes", "## Money", "Paid"])
        #expect(try Importer.read(Array(text.utf8), name: nil).meeting.title == "Third open & free meeting")
    }
}

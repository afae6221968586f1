import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing
import Wire

@Suite struct `The protocol page says what the code does` {
    private static let said = Page.frames.filter { $0.word("is") != nil }
    private static let asked = Page.frames.filter { $0.word("do") != nil }

    @Test func `every literal frame is one the server says or a client says`() {
        #expect(Self.said.count + Self.asked.count == Page.frames.count)
        #expect(Self.said.count == Frames.ofThePage.count)
        #expect(Self.asked.count == Frames.asked.count)
    }

    @Test(arguments: zip(asked, Frames.asked))
    func `a client frame on the page is read as it is meant`(frame: Page.Frame, meaning: ClientFrame) throws {
        #expect(try ReceivedFrame(frame.bytes).meaning == meaning)
        if case .command(let id, let command) = meaning {
            #expect(frame.word("do") == command.kind.rawValue)
            #expect(ClientFrame.id(in: frame.bytes) == id)
        }
    }

    @Test(arguments: zip(said, Frames.ofThePage.indices))
    func `a server frame on the page is what the server says, key for key`(frame: Page.Frame, place: Int) throws {
        let spoken = Frames.ofThePage[place]
        #expect(try Page.canonical(frame.bytes) == Page.canonical(spoken.bytes))
        #expect(frame.word("is") == Frames.name(of: spoken))
    }

    @Test func `every frame of the code is on the page and in the AsyncAPI document, and no other`() {
        let does = Set(Command.Kind.allCases.map(\.rawValue) + ["draft"])
        let says = Set(Frames.ofThePage.map(Frames.name(of:)))
        #expect(Set(Self.asked.compactMap { $0.word("do") }) == does)
        #expect(Set(Self.said.compactMap { $0.word("is") }) == says)
        #expect(Set(Page.constants("do", in: Page.asyncAPI)) == does)
        #expect(Set(Page.constants("is", in: Page.asyncAPI)) == says)
        let toSeries = Set(SeriesCommand.Kind.allCases.map(\.rawValue))
        #expect(Set(Page.constants("do", in: Page.openAPI)) == does.subtracting(["draft"]).union(toSeries))
    }

    @Test func `the refusal codes and their statuses are the page's`() {
        let rows = Page.table("Refusal codes").map { Array($0.prefix(2)) }
        #expect(rows == Problem.Code.allCases.map { [$0.rawValue, String($0.status)] })
        for yaml in [Page.asyncAPI, Page.openAPI] {
            #expect(Page.list(after: "ProblemCode:", in: yaml) == Problem.Code.allCases.map(\.rawValue))
        }
    }

    @Test func `the close codes are the page's`() {
        #expect(Page.table("Close codes").map { $0[0] } == Goodbye.allCases.map { String($0.rawValue) })
        #expect(
            Page.list(after: "x-close-codes:", in: Page.asyncAPI).map { String($0.prefix(4)) }
                == Goodbye.allCases.map { String($0.rawValue) })
    }

    @Test func `the kinds of line and the roles are in both documents`() {
        for yaml in [Page.asyncAPI, Page.openAPI] {
            #expect(Page.list(after: "LineKind:", in: yaml) == Line.Kind.allCases.map(\.rawValue))
            #expect(Page.list(after: "Role:", in: yaml) == Role.allCases.map(\.rawValue))
            #expect(Page.list(after: "Attribution:", in: yaml) == Attribution.allCases.map(\.rawValue))
            #expect(Page.list(after: "Phase:", in: yaml) == Meeting.Phase.allCases.map(\.rawValue))
        }
    }

    @Test(arguments: Command.Kind.allCases)
    func `who may say a frame is in both documents`(kind: Command.Kind) throws {
        for yaml in [Page.asyncAPI, Page.openAPI] {
            let roles = try #require(Page.roles(of: kind.rawValue, in: yaml))
            #expect(Set(roles) == Set(kind.permitted.map(\.rawValue)))
        }
    }

    @Test func `the limits on the page are the rules'`() {
        #expect(Page.protocolPage.contains("at most \(Limit.text) bytes of UTF-8"))
        #expect(Page.protocolPage.contains("the last \(StateView.reach);"))
        #expect(
            Page.protocolPage.contains(
                "subprotocol `\(ServerFrame.protocolName)` (readers) or `\(ServerFrame.writerProtocolName)`"))
    }

    @Test(arguments: Frames.refusals)
    func `a refusal leaves the house under its own code, with words that say what to do`(refusal: Refusal) {
        let problem = Problem(refusal)
        #expect(problem.code.rawValue == refusal.code)
        #expect(problem.detail.hasSuffix(".") && problem.detail.utf8.count < 300)
        #expect(Frames.refusals.map(\.code).contains(refusal.code))
    }

    @Test func `every refusal code has been refused once`() {
        // Those that only the relay gives are no refusals of the rules
        let relays: Set<Problem.Code> = [
            .badFrame, .unknownFrame, .badID, .idReused, .noGrant, .unknownMeeting, .unknownSeries, .notRecorded,
            .recordDamaged, .tooFast, .full,
        ]
        let rules = Set(Frames.refusals.map { Problem($0).code })
        #expect(rules.isDisjoint(with: relays))
        #expect(rules.union(relays) == Set(Problem.Code.allCases))
    }
}

@Suite struct `What the server says` {
    @Test func `a refused frame has its id where there is one, and its limits`() throws {
        let text = String(decoding: ServerFrame.refused(id: nil, Problem(.badFrame, "No.")).bytes, as: UTF8.self)
        #expect(text == #"{"code":"bad-frame","detail":"No.","is":"refused"}"#)
        let limited = ServerFrame.refused(id: "x", Problem(.tooMany(what: "speakers", limit: 500))).bytes
        #expect(String(decoding: limited, as: UTF8.self).contains(#""limit":500"#))
    }

    @Test func `a draft that is withheld has no text, an ended one has an empty text`() {
        #expect(
            String(decoding: ServerFrame.draft(scribe: "s1", text: nil).bytes, as: UTF8.self)
                == #"{"is":"draft","scribe":"s1"}"#)
        #expect(
            String(decoding: ServerFrame.draft(scribe: "s1", text: "").bytes, as: UTF8.self)
                == #"{"is":"draft","scribe":"s1","text":""}"#)
    }

    @Test func `an entry made of its sealed line has the same bytes`() throws {
        var compared = 0
        for case .entry(let entry, let after) in Frames.ofThePage {
            guard let line = entry.line else { continue }
            let bytes = ServerFrame.entryBytes(
                at: entry.position, entry.acceptedAt, after: after, line: JSON.bytes(line))
            #expect(bytes == ServerFrame.entry(entry, after: after).bytes)
            compared += 1
        }
        #expect(compared > 1)
    }

    @Test func `what is withheld says where it stood and nothing more`() {
        let entry = Entry(position: Position(2), acceptedAt: Instant(milliseconds: 5), content: .withheld)
        #expect(
            String(decoding: ServerFrame.entry(entry, after: Position(1)).bytes, as: UTF8.self)
                == #"{"after":1,"at":5,"is":"entry","position":2}"#)
    }

    @Test(arguments: [(UInt64(0), "0000000000000000"), (1, "0000000000000001"), (.max, "ffffffffffffffff")])
    func `an epoch is sixteen digits`(epoch: UInt64, text: String) {
        #expect(ServerFrame.text(of: epoch) == text)
    }

    @Test func `a state holds the last fifty lines and says where older ones begin`() throws {
        // Given 120 lines
        let minutes = Minutes(Entry.run((1...120).map { .summary(InlineText(plain: "line \($0)")) }))
        // When the state and then two blocks are taken
        let state = try #require(
            Page.object(JSON.bytes(StateView(minutes, support: [:], in: Surroundings()))) as? [String: Any])
        let second = Block(minutes, before: Position(71), limit: 50)
        let third = Block(minutes, before: second.before, limit: 50)
        // Then they join without gap or overlap
        #expect((state["lines"] as? [Any])?.count == StateView.reach && state["before"] as? Int == 71)
        #expect(second.lines.count == 50 && second.before == Position(21))
        #expect(third.lines.count == 20 && third.before == nil)
        #expect(Block(minutes, before: Position(1), limit: 50).lines.isEmpty)
        #expect(Block(minutes, before: Position(999), limit: 100).lines.count == 100)
        #expect(Block(Minutes(), before: nil, limit: 1).lines.isEmpty)
    }

    @Test func `a line as it stands now says whether it is a key moment, corrected or taken back`() {
        let notes = Minutes(
            Entry.run([
                .summary("a"), .scene("b"), .keyMoment(of: Position(1)), .correction(of: Position(1), to: "c"),
                .retraction(of: Position(2)),
            ])
        ).notes
        let views = notes.map { String(decoding: JSON.bytes(LineView($0)), as: UTF8.self) }
        #expect(
            views[0].contains(#""key":true"#) && views[0].contains(#""corrected":1790000003000"#)
                && views[0].contains(#""text":["c"]"#))
        #expect(views[1] == #"{"at":1790000001000,"kind":"scene","position":2,"retracted":1790000004000}"#)
    }

    @Test func `a reading names the position before each entry`() throws {
        let entries = Entry.run([.opened, .summary("a"), .scene("b")])
        let reading = Reading(epoch: 1, from: .start, last: Position(3), entries: [entries[0], entries[2]])
        let object = try #require(Page.object(JSON.bytes(reading)) as? [String: Any])
        #expect((object["entries"] as? [[String: Any]])?.compactMap { $0["after"] as? Int } == [0, 1])
        #expect(object["epoch"] as? String == "0000000000000001" && object["last"] as? Int == 3)
    }
}

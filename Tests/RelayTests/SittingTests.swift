import Procedure
import Proceedings
import Recorder
import TestSupport
import Testing
import Transport
import Wire

@testable import Relay

@Suite struct `A sitting` {
    @Test func `answers a line sent again as it did before, though it was taken back and the server started anew`()
        async throws
    {
        try await Room.with { room in
            // Given a line that was taken back
            let first = try await room.sitting()
            async let running: Void = first.run()
            #expect(try await first.answer(#"{"do":"write","id":"a","text":"Never mind."}"#).positions == [3])
            #expect(try await first.answer(#"{"do":"retract","id":"b","line":3}"#).positions == [4])
            await first.end()
            await running
            // When its writer, who never heard the answer, sends it to the next server
            let second = try await room.sitting()
            async let runningAgain: Void = second.run()
            // Then it is the same line
            #expect(try await second.answer(#"{"do":"write","id":"a","text":"Never mind."}"#).positions == [3])
            await second.end()
            await runningAgain
        }
    }

    @Test func `holds a question under the name of somebody who has a link to a role there`() async throws {
        try await Room.with { room in
            let sitting = try await room.sitting()
            async let running: Void = sitting.run()
            #expect(try await sitting.answer(#"{"do":"moderation","id":"a","moderation":"none"}"#).positions == [3])
            // When one attendee asks under such a name, and one under another
            let (ada, bo) = (Participant(id: "ada", role: .attendee), Participant(id: "bo", role: .attendee))
            let held = #"{"do":"ask","id":"b","text":"Who pays?","name":"gwen réés"}"#
            #expect(try await sitting.answer(held, from: ada).positions == [4])
            #expect(
                try await sitting.answer(#"{"do":"ask","id":"c","text":"When?","name":"Bo"}"#, from: bo).positions == [
                    5, 6,
                ])
            // Then the first waits, and it is said why
            let first = await sitting.floor.minutes.questions[1]
            #expect(first?.state == .inReview && first?.asking?.noticed?.name == .staff)
            await sitting.end()
            await running
        }
    }

    @Test func `that has ended answers as the closed record does`() async throws {
        try await Room.with { room in
            // Given a sitting that closed and was let go
            let sitting = try await room.sitting()
            async let running: Void = sitting.run()
            #expect(try await sitting.answer(#"{"do":"close","id":"a","really":true}"#).positions == [3])
            await sitting.end()
            await running
            // When somebody who still holds it gives a command
            let late = try await sitting.answer(#"{"do":"write","id":"b","text":"One more thing."}"#)
            let again = try await sitting.answer(#"{"do":"close","id":"a","really":true}"#)
            // Then there is an answer, and nobody waits for ever
            #expect(late.refusal == .closed)
            #expect(again.positions == [3])
        }
    }

    @Test func `whose loop was cancelled leaves no command without an answer`() async throws {
        try await Room.with { room in
            // Given a loop that is cancelled before its first turn
            let sitting = try await room.sitting()
            let refusal = try await withThrowingTaskGroup(of: Problem.Code?.self) { group in
                group.addTask {
                    try await sitting.answer(#"{"do":"write","id":"a","text":"Is anybody there?"}"#).refusal
                }
                group.addTask {
                    withUnsafeCurrentTask { $0?.cancel() }
                    await sitting.run()
                    return nil
                }
                // When a command comes
                return try await group.reduce(nil) { $0 ?? $1 }
            }
            // Then it is refused, not forgotten
            #expect(refusal == .notRecorded)
            #expect(try await room.store.head(of: Room.record)?.last == Position(2))
        }
    }

    @Test func `goes on, once the record was read again, from what the disk has`() async throws {
        try await Room.with(isOpen: false) { room in
            // Given a commit that reached the disk although it was told to have failed
            let sitting = try await room.sitting()
            let opened = Entry(Position(2), at: .afternoon, Line(.opened, by: .organiser))
            try await room.store.append(
                RecordStore.Batch(entries: [opened], listing: room.listing(.open, joinCode: "123456")),
                to: Room.record)
            // When the record is read again, and a line comes
            try await sitting.reread()
            async let running: Void = sitting.run()
            #expect(try await sitting.answer(#"{"do":"write","id":"a","text":"We begin."}"#).positions == [3])
            // Then the code on the screens is still the one that lets people in
            #expect(try await room.store.listing(record: Room.record)?.joinCode == "123456")
            await sitting.end()
            await running
        }
    }

    @Test func `lets readers go when entries turn up as the record is read again`() async throws {
        try await Room.with(isOpen: false) { room in
            // Given a reader who waits for position 2, in a record that has it already
            let sitting = try await room.sitting()
            let opened = Entry(Position(2), at: .afternoon, Line(.opened, by: .organiser))
            try await room.store.append(
                RecordStore.Batch(entries: [opened], listing: room.listing(.open)), to: Room.record)
            async let waiting: Void = sitting.wait(
                Peer(number: 1), after: Position(1), as: .attendee, until: .now + .seconds(3600))
            // When the record is read again
            try await sitting.reread()
            // Then the reader looks, and finds it
            await waiting
            #expect(await sitting.floor.minutes.position == Position(2))
        }
    }
}

@Suite struct `What readers are told` {
    @Test func `has the same bytes, made of the sealed line or of the line`() async throws {
        try await Room.with { room in
            // Given lines that need escapes, attributes and other alphabets
            let lines = [
                Line(.summary(InlineText(marked: #""A" \ **b** [c](https://example.org/a?b=1&c=2)"#)), by: .scribe),
                Line(.speech(InlineText(plain: "Diolch / مرحبا / 🙂"), speaker: "Ann"), language: .welsh, by: .scribe),
                Line(.speakerAdded(Speaker(name: "Ann", aliases: ["a"])), by: .organiser, audience: .staff),
            ]
            let last = try #require(try await room.store.head(of: Room.record)).last
            let entries = lines.enumerated().map { place, line in
                Entry(Position(last.number + 1 + place), at: .afternoon, line)
            }
            // When they are recorded
            let sealed = try await room.store.append(RecordStore.Batch(entries: entries), to: Room.record)
            // Then what was sealed and what is encoded anew are told alike
            #expect(sealed.map(\.body) == lines.map { JSON.bytes($0) })
        }
    }
}

@Suite struct `The join desk` {
    @Test func `lets ten guesses of one prefix be under way, however many come at once`() async {
        // Given a desk, and guesses none of which is known to be wrong yet
        let desk = JoinDesk(guesses: 10)
        let now = Moment.now
        // When twelve come from one prefix
        var allowed: [Bool] = []
        for host in 1...12 { allowed.append(await desk.mayTry("192.0.2.\(host)", at: now)) }
        // Then ten are looked up
        #expect(allowed.filter { $0 }.count == 10)
        // And one that was right makes room for another
        await desk.wasRight("192.0.2.1")
        #expect(await desk.mayTry("192.0.2.99", at: now))
        #expect(await !desk.mayTry("192.0.2.99", at: now))
    }
}

import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Verifying` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Five entries, signed at 2 and at 5; the folder is closed.
    private func signed() async throws {
        let store = try await scratch.begun()
        try await store.append(.init(entries: Entry.numbered(1...2)), to: .plenary)
        _ = try await store.sign(.plenary, at: .noon)
        try await store.append(.init(entries: Entry.numbered(3...5)), to: .plenary)
        _ = try await store.sign(.plenary, at: .noon)
        try await store.close()
    }

    private func faults() async throws -> [Fault?] {
        let store = try scratch.open()
        let verdicts = try await store.verify()
        try await store.close()
        return verdicts.map(\.fault)
    }

    @Test func `a record as it was written is sound`() async throws {
        try await signed()
        let store = try scratch.open()
        let sound = Verdict(record: .plenary, size: 5, withoutWords: 0, checkpoints: 2, fault: nil)
        #expect(try await store.verify() == [sound])
        try await store.close()
    }

    @Test(arguments: [
        (
            "DROP TRIGGER body_is_only_emptied; UPDATE body SET bytes = "
                + "CAST(replace(CAST(bytes AS TEXT), 'Line 3', 'Lime 3') AS BLOB) WHERE position = 3",
            Fault.Kind.wordsChanged, 3...3
        ),
        (
            "DROP TRIGGER body_is_only_emptied; UPDATE body SET salt = randomblob(32) WHERE position = 4",
            .wordsChanged, 4...4
        ),
        (
            "DROP TRIGGER entry_is_final; UPDATE entry SET header = "
                + "CAST(replace(CAST(header AS TEXT), '0003,\"kind\"', '0009,\"kind\"') AS BLOB) WHERE position = 3",
            .rootDiffers(size: 5), 3...5
        ),
        (
            "DROP TRIGGER entry_is_final; UPDATE entry SET header = "
                + "CAST(replace(CAST(header AS TEXT), '0001,\"kind\"', '0009,\"kind\"') AS BLOB) WHERE position = 1",
            .rootDiffers(size: 2), 1...2
        ),
        (
            "DROP TRIGGER entry_is_final; UPDATE entry SET header = CAST(header || ' ' AS BLOB) WHERE position = 2",
            .headerDamaged, 2...2
        ),
        (
            "DROP TRIGGER entry_is_final; UPDATE entry SET header = "
                + "CAST(replace(CAST(header AS TEXT), 'summary', 'scene') AS BLOB) WHERE position = 2",
            .kindChanged, 2...2
        ),
        (
            "DROP TRIGGER entry_is_final; UPDATE entry SET header = "
                + "CAST(replace(CAST(header AS TEXT), 'abcd', 'zzzz') AS BLOB) WHERE position = 2",
            .ofAnotherRecord, 2...2
        ),
        (
            "DROP TRIGGER entry_stays; DROP TRIGGER body_row_stays; DELETE FROM body WHERE position = 5;"
                + "DELETE FROM entry WHERE position = 5", .entriesMissing(size: 5), 5...5
        ),
        (
            "DROP TRIGGER entry_stays; DROP TRIGGER body_row_stays; DELETE FROM body WHERE position = 2;"
                + "DELETE FROM entry WHERE position = 2", .gap, 2...2
        ),
    ]) func `a changed entry is found, and where it is`(
        sql: String, kind: Fault.Kind, positions: ClosedRange<Int>
    ) async throws {
        try await signed()
        try scratch.tamper(sql)
        let place = Position(positions.lowerBound)...Position(positions.upperBound)
        #expect(try await faults() == [Fault(kind: kind, positions: place)])
    }

    @Test(arguments: [
        ("replace(note, substr(note, 60, 1), '!')", Fault.Kind.checkpointDamaged(size: 5)),
        ("replace(note, '\u{2014} notes', '\u{2014} votes')", .signatureWrong(size: 5)),
        ("(SELECT c.note FROM checkpoint c WHERE c.size = 2)", .checkpointDamaged(size: 5)),
        (
            "replace(note, char(10) || '5' || char(10), char(10) || '5' || char(10) || char(10))",
            .checkpointDamaged(size: 5)
        ),
    ]) func `a changed checkpoint is found`(note: String, kind: Fault.Kind) async throws {
        try await signed()
        try scratch.tamper("DROP TRIGGER checkpoint_is_final; UPDATE checkpoint SET note = \(note) WHERE size = 5")
        let found = try await faults()
        #expect(found.count == 1)
        #expect([kind, .signatureWrong(size: 5)].contains(found.first??.kind))
    }

    @Test func `a byte changed in the file is found`() async throws {
        try await signed()
        let file = URL(fileURLWithPath: scratch.database)
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data("Line 4".utf8)))
        bytes[place.lowerBound] ^= 0x20
        try bytes.write(to: file)
        #expect(try await faults() == [Fault(kind: .wordsChanged, positions: Position(4)...Position(4))])
    }

    @Test func `damage to the file's structure is found, whatever it hits`() async throws {
        try await signed()
        let file = URL(fileURLWithPath: scratch.database)
        var bytes = try Data(contentsOf: file)
        let slug = try #require(bytes.range(of: Data("01hzy7m4q8v3n5k2x9r6t0abcd".utf8), options: .backwards))
        bytes.replaceSubrange(slug, with: Data("01hzy7m4q8v3n5k2x9r6t0abce".utf8))
        try bytes.write(to: file)
        #expect(try await faults().contains { $0 != nil })
    }

    @Test func `each record has its own verdict`() async throws {
        try await signed()
        let store = try scratch.open()
        _ = try await store.begin(.other, host: "notes.example.org", at: .noon.advanced(byMilliseconds: 1))
        try await store.append(.init(entries: Entry.numbered(1...1)), to: .other)
        try await store.close()
        try scratch.tamper(
            "DROP TRIGGER body_is_only_emptied;"
                + "UPDATE body SET bytes = x'7b7d' WHERE position = 1 AND record = '\(RecordID.other.text)'")
        let found = try await faults()
        #expect(found == [nil, Fault(kind: .wordsChanged, positions: Position(1)...Position(1))])
    }
}

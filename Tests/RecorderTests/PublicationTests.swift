import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `A publication verified offline` {
    /// What a reader of a publication has.
    private struct Published {
        var entries: [SealedEntry]
        var note: String
        var key: String

        var verdict: Verdict { Verdict(publication: entries, checkpoint: note, verifierKey: key) }
    }

    private func publication() async throws -> Published {
        let scratch = try Scratch()
        let store = try await scratch.begun()
        try await store.append(
            .init(entries: Entry.numbered(1...2) + [.said("For staff.", at: 3, to: .staff)]), to: .plenary)
        try await store.append(.init(entries: [.said("End.", at: 4)], withdrawn: [Position(1)]), to: .plenary)
        let checkpoint = try await store.sign(.plenary, at: .noon)
        let published = Published(
            entries: try await store.sealedEntries(of: .plenary, after: .start, limit: 5000, for: Reader(.attendee)),
            note: checkpoint.note, key: try await store.verifierKey(of: .plenary))
        try await store.close()
        return published
    }

    @Test func `it is sound with or without what was withheld and erased`() async throws {
        let verdict = try await publication().verdict
        #expect(verdict == Verdict(record: .plenary, size: 4, withoutWords: 2, checkpoints: 1, fault: nil))
    }

    @Test func `any changed byte is found`() async throws {
        let published = try await publication()
        for (index, entry) in published.entries.enumerated() {
            for part in [\SealedEntry.header, \.body.bytes, \.salt.bytes] {
                for place in entry[keyPath: part].indices {
                    var changed = published
                    var bytes = entry[keyPath: part]
                    bytes[place] ^= 1
                    changed.entries[index] = SealedEntry(
                        position: entry.position, header: part == \.header ? bytes : entry.header,
                        salt: part == \.salt.bytes ? bytes : entry.salt,
                        body: part == \.body.bytes ? bytes : entry.body)
                    #expect(!changed.verdict.isSound, "position \(index + 1), byte \(place)")
                }
            }
        }
    }

    @Test func `entries left out, added or put in another order are found`() async throws {
        let published = try await publication()
        var short = published
        short.entries.removeLast()
        #expect(short.verdict.fault?.kind == .entriesMissing(size: 4))
        var torn = published
        torn.entries.remove(at: 1)
        #expect(torn.verdict.fault == Fault(kind: .gap, positions: Position(2)...Position(2)))
        var turned = published
        turned.entries.swapAt(1, 2)
        #expect(turned.verdict.fault?.kind == .gap)
        var long = published
        let forged = try Sealer().seal(.said("More.", at: 5), Line(.opened), in: .plenary)
        long.entries.append(forged)
        #expect(
            long.verdict.fault == Fault(kind: .notCovered(size: 4), positions: Position(5)...Position(5)))
    }

    @Test func `another key, a key for another record and a broken key are found`() async throws {
        let published = try await publication()
        let stranger = try SigningKey(seed: Array(repeating: 1, count: 32))
        let origin = "notes.example.org/" + RecordID.plenary.text
        var other = published
        other.key = stranger.verifier(origin).line
        #expect(other.verdict.fault?.kind == .signatureWrong(size: 4))
        other.key = stranger.verifier("notes.example.org/other").line
        #expect(other.verdict.fault?.kind == .signatureWrong(size: 4))
        other.key = "nonsense"
        #expect(other.verdict.fault?.kind == .keyMalformed)
        other = published
        other.note = "nonsense"
        #expect(other.verdict.fault?.kind == .checkpointDamaged(size: 0))
    }
}

extension Optional<[UInt8]> {
    fileprivate var bytes: [UInt8] { self ?? [] }
}

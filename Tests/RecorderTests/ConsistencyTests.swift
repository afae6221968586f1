import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `A tree that grows` {
    private let leaves = (0..<40).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) }

    private func root(_ range: Range<Int>) -> [UInt8] { MerkleTree.root(of: leaves[range]) }

    private func proof(_ former: Int, _ size: Int) -> [[UInt8]] {
        MerkleTree.consistencyParts(from: former, to: size).map(root)
    }

    @Test func `is proved to go on from every earlier one, and from no other`() {
        for size in 1...40 {
            for former in 1...size {
                let proof = proof(former, size)
                let (old, new) = ((former, root(0..<former)), (size, root(0..<size)))
                #expect(MerkleTree.isConsistent(old, with: new, by: proof), "\(former) to \(size)")
                #expect(!MerkleTree.isConsistent((former, leaves[39]), with: new, by: proof) || size == 1)
                #expect(!MerkleTree.isConsistent(old, with: (size, leaves[38]), by: proof))
                for place in proof.indices {
                    var changed = proof
                    changed[place][0] ^= 1
                    #expect(!MerkleTree.isConsistent(old, with: new, by: changed), "\(former) to \(size)")
                    changed = proof
                    changed.remove(at: place)
                    #expect(!MerkleTree.isConsistent(old, with: new, by: changed))
                }
                #expect(!MerkleTree.isConsistent(old, with: new, by: proof + [leaves[0]]))
            }
        }
    }

    /// Certificate Transparency's own tests have these numbers of hashes for a tree of eight.
    @Test func `needs few hashes for it`() {
        #expect(proof(1, 8).count == 3)
        #expect(proof(6, 8).count == 3)
        #expect(proof(2, 5).count == 2)
        #expect(proof(8, 8).isEmpty)
        #expect(proof(3, 7) == [leaves[2], leaves[3], root(0..<2), root(4..<7)])
    }

    @Test func `is cosigned by who saw it`() throws {
        let cosigner = try #require(Cosigner(name: "witness.example.org"))
        let again = try #require(Cosigner(secret: cosigner.secret))
        #expect(again.verifierLine == cosigner.verifierLine)
        #expect(Cosigner(name: "a b") == nil)
        #expect(Cosigner(secret: cosigner.secret + "A") == nil)
        let key = try SigningKey(seed: Array(repeating: 7, count: 32))
        let text = TreeHead(origin: "o/r", size: 3, root: root(0..<3)).text
        let note = try key.sign(text, as: "o/r").encoded
        let cosigned = try #require(try cosigner.cosigned(note, at: 1_700_000_000))
        #expect(cosigned.hasPrefix(note))
        // Signed twice is signed once, and the log's own signature stands
        #expect(try cosigner.cosigned(cosigned, at: 1_700_000_000) == cosigned)
        #expect(Notary.statement(of: cosigned, by: key.verifier("o/r"))?.size == 3)
        #expect(Notary.statement(of: cosigned, by: key.verifier("o/s")) == nil)
        #expect(try cosigner.cosigned("nonsense", at: 0) == nil)
    }
}

@Suite struct `A record taken in` {
    private func adopted(
        _ sealed: [SealedEntry], _ key: VerifierKey, _ checkpoint: Checkpoint, _ record: RecordID = .plenary
    ) -> RecordStore.Adopted {
        let listing = Listing(
            record: record, slug: "at-\(record.text)", title: "There", phase: .closed, createdAt: .noon, closedAt: .noon
        )
        return RecordStore.Adopted(
            listing: listing, origin: key.name, sealed: sealed, checkpoint: checkpoint, key: key, support: [1: 3])
    }

    @Test func `keeps its leaves, its checkpoint and who signed it`() async throws {
        // Given a record of another server
        let there = try Scratch()
        let source = try await there.begun()
        try await source.append(.init(entries: Entry.numbered(1...4)), to: .plenary)
        let checkpoint = try await source.sign(.plenary, at: .noon)
        let sealed = try await source.sealedEntries(of: .plenary, after: .start, limit: 5000, for: Reader(.organiser))
        let key = try #require(VerifierKey(try await source.verifierKey(of: .plenary)))
        try await source.close()
        // When it is taken in here
        let scratch = try Scratch()
        let store = try scratch.open()
        #expect(try await store.adopt(adopted(sealed, key, checkpoint), at: .noon) == .new)
        // Then it is the same to the byte, sound, and verified by the key of the other
        #expect(
            try await store.sealedEntries(of: .plenary, after: .start, limit: 5000, for: Reader(.organiser)) == sealed)
        #expect(try await store.verify().map(\.fault) == [nil])
        #expect(try await store.sign(.plenary, at: .noon) == checkpoint)
        #expect(try await store.verifierKey(of: .plenary) == key.line)
        #expect(try await store.publisherKey(of: .plenary, host: "here").name == "here/\(RecordID.plenary.text)")
        #expect(try await store.supports(of: .plenary).count == 3)
        // And once more changes nothing, nor does an older copy, while another of its name is refused at the place where they part
        #expect(try await store.adopt(adopted(sealed, key, checkpoint), at: .noon) == .known)
        var other = sealed
        other[2] = SealedEntry(position: Position(3), header: [1], salt: nil, body: nil)
        #expect(try await store.adopt(adopted(other, key, checkpoint), at: .noon) == .differs(at: Position(3)))
        #expect(try await store.adopt(adopted(Array(sealed.prefix(2)), key, checkpoint), at: .noon) == .known)
        try await store.close()
    }

    @Test func `is verified by the key it came with, and no other record is`() async throws {
        // Given two records of another server
        let there = try Scratch()
        let source = try await there.begun()
        _ = try await source.begin(.other, host: "notes.example.org", at: .noon)
        let scratch = try Scratch()
        let store = try scratch.open()
        for record in [RecordID.plenary, .other] {
            try await source.append(.init(entries: Entry.numbered(1...4)), to: record)
            let checkpoint = try await source.sign(record, at: .noon)
            let sealed = try await source.sealedEntries(of: record, after: .start, limit: 9, for: Reader(.organiser))
            let line = try #require(VerifierKey(try await source.verifierKey(of: record)))
            // When one is taken in with its key, and the other with some other key
            let key = record == .plenary ? line : VerifierKey(name: line.name, publicKey: line.publicKey.reversed())
            #expect(try await store.adopt(adopted(sealed, key, checkpoint, record), at: .noon) == .new)
        }
        // Then the key of the first does not speak for the second
        #expect(try await store.verify().map(\.isSound) == [true, false])
        try await source.close()
        try await store.close()
    }

    @Test func `does not bring back what was erased from it here`() async throws {
        // Given a record of which a line was erased, and a copy of it from before
        let scratch = try Scratch()
        let source = try await scratch.begun()
        try await source.say("We begin.", "Zanzibar owes us money.", "We end.", from: 1)
        let checkpoint = try await source.sign(.plenary, at: .noon)
        let sealed = try await source.sealedEntries(of: .plenary, after: .start, limit: 5000, for: Reader(.organiser))
        let key = try #require(VerifierKey(try await source.verifierKey(of: .plenary)))
        let erasure = Erasure(of: [Position(2)], ground: .court)
        try await source.append(
            .init(
                entries: [Entry(Position(4), at: .noon, Line(.erasure(erasure), by: .organiser))],
                withdrawn: [Position(2)], erasing: RecordStore.Erasing()), to: .plenary)
        try await source.close()
        // When the folder is begun anew, with the list of erasures, and the copy taken in
        let list = URL(fileURLWithPath: scratch.place + "/erasures.jsonl")
        let erased = try Data(contentsOf: list)
        try FileManager.default.removeItem(atPath: scratch.place)
        let store = try scratch.open()
        try erased.write(to: list)
        #expect(try await store.adopt(adopted(sealed, key, checkpoint), at: .noon) == .new)
        // Then the words are nowhere, and the notice stands
        #expect(try !scratch.holds("Zanzibar"))
        #expect(try await store.allEntries(of: .plenary).map { $0.line?.kind } == [.summary, nil, .summary, .erasure])
        #expect(try await store.verify().map(\.isSound) == [true])
        try await store.close()
    }
}

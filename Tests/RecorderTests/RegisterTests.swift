import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `The register` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func both() async throws -> RecordStore {
        let store = try await scratch.begun()
        _ = try await store.begin(.other, host: "notes.example.org", at: .noon)
        return store
    }

    @Test func `a meeting is found by address, record and join code, also after a restart`() async throws {
        let store = try await both()
        let plenary = Listing(
            record: .plenary, slug: "plenary", visibility: .listed, title: "Plenary", startsAt: .noon, phase: .open,
            joinCode: "012345", createdAt: .noon)
        let other = Listing(record: .other, slug: "other", title: "Other", createdAt: .noon.advanced(byMilliseconds: 1))
        try await store.enter(plenary)
        try await store.append(.init(entries: Entry.numbered(1...1), listing: other), to: .other)
        try await store.close()
        let again = try scratch.open()
        #expect(try await again.listing(slug: "plenary") == plenary)
        #expect(try await again.listing(record: .other) == other)
        #expect(try await again.listing(joinCode: "012345") == plenary)
        #expect(try await again.listings() == [plenary, other])
        #expect(try await again.listing(slug: "nowhere") == nil)
        try await again.close()
    }

    @Test func `an address and a join code belong to one meeting`() async throws {
        let store = try await both()
        try await store.enter(
            Listing(record: .plenary, slug: "a", title: "A", phase: .open, joinCode: "111111", createdAt: .noon))
        let slug = Listing(record: .other, slug: "a", title: "B", createdAt: .noon)
        #expect(await code { try await store.enter(slug) } == .slugTaken)
        let number = Listing(
            record: .other, slug: "b", title: "B", phase: .paused, joinCode: "111111", createdAt: .noon)
        #expect(await code { try await store.enter(number) } == .joinCodeTaken)
        #expect(try await store.listings().count == 1)
        try await store.close()
    }

    @Test func `a join code lives only while the meeting is open`() async throws {
        let store = try await both()
        for phase in [Meeting.Phase.planned, .closed] {
            let listing = Listing(
                record: .plenary, slug: "a", title: "A", phase: phase, joinCode: "111111", createdAt: .noon)
            #expect(await code { try await store.enter(listing) } == .cannotAppend)
        }
        let malformed = Listing(
            record: .plenary, slug: "a", title: "A", phase: .open, joinCode: "12345x", createdAt: .noon)
        #expect(await code { try await store.enter(malformed) } == .cannotAppend)
        try await store.close()
    }

    @Test func `a meeting's address may change, and frees the old one`() async throws {
        let store = try await both()
        var listing = Listing(record: .plenary, slug: "a", title: "A", createdAt: .noon)
        try await store.enter(listing)
        listing.slug = "b"
        listing.phase = .closed
        listing.closedAt = .noon
        try await store.enter(listing)
        #expect(try await store.listings() == [listing])
        try await store.enter(Listing(record: .other, slug: "a", title: "B", createdAt: .noon))
        try await store.close()
    }

    @Test func `a grant lives until it is revoked`() async throws {
        let store = try await both()
        let site = Grant(
            id: "g1", record: nil, role: .siteOrganiser, digest: Array(repeating: 1, count: 32), createdAt: .noon)
        let scribe = Grant(
            id: "g2", record: .plenary, role: .scribe, name: "Ada", digest: Array(repeating: 2, count: 32),
            createdAt: .noon, expiresAt: .noon)
        try await store.add(site)
        try await store.add(scribe)
        #expect(try await store.grants() == [site, scribe])
        try await store.revoke("g2", at: .noon)
        try await store.close()
        let again = try scratch.open()
        #expect(try await again.grants() == [site])
        let twin = Grant(id: "g3", record: nil, role: .scribe, digest: site.digest, createdAt: .noon)
        #expect(await code { try await again.add(twin) } == .cannotAppend)
        try await again.close()
    }
}

import Foundation
import GRDB
import Proceedings
import TestSupport
import Testing

@testable import Recorder

@Suite struct `Answers to a show of hands` {
    private let scratch: Scratch
    private let key = [UInt8](repeating: 7, count: 32)
    private let token = [UInt8](repeating: 9, count: 32)

    init() throws { scratch = try Scratch() }

    @Test func `are kept until it closes, and then nothing of them is in the folder`() async throws {
        // Given an anonymous one and one by name, with answers
        let store = try await scratch.begun()
        try await store.append(
            .init(
                entries: [],
                ballots: [
                    .opened(poll: 1, key: key), .cast(poll: 1, token: token, option: 2),
                    .opened(poll: 2, key: key), .castByName(poll: 2, .init("ada", option: 1, name: "Ada Ng")),
                    .castByName(poll: 2, .init("ada", option: 2, name: "Ada Ng")),
                ]), to: .plenary)
        let anonymous = try #require(try await store.ballots(of: .plenary, poll: 1))
        #expect(anonymous.tally == [2: 1] && anonymous.tokens == [token] && anonymous.key == key)
        #expect(try await store.ballots(of: .plenary, poll: 2)?.named == [.init("ada", option: 2, name: "Ada Ng")])
        // When both are closed
        try await store.append(
            .init(entries: [], ballots: [.closed(poll: 1), .closed(poll: 2)]), to: .plenary)
        // Then neither is known, and no token or key is in any file
        #expect(try await store.ballots(of: .plenary, poll: 1) == nil)
        #expect(try await store.ballots(of: .plenary, poll: 2) == nil)
        try await store.close()
        for file in try FileManager.default.subpathsOfDirectory(atPath: scratch.folder) {
            guard let bytes = FileManager.default.contents(atPath: scratch.folder + "/" + file) else { continue }
            #expect(bytes.range(of: Data(key)) == nil && bytes.range(of: Data(token)) == nil, "\(file)")
        }
    }

    @Test func `a token answers once`() async throws {
        let store = try await scratch.begun()
        try await store.append(
            .init(
                entries: [], ballots: [.opened(poll: 1, key: key), .cast(poll: 1, token: token, option: 1)]),
            to: .plenary)
        await #expect(throws: RecorderError.self) {
            try await store.append(
                .init(entries: [], ballots: [.cast(poll: 1, token: token, option: 2)]), to: .plenary)
        }
    }

    @Test func `a second later the log shows no answer by itself, and nobody where they were before`() async throws {
        let store = try await scratch.begun()
        try await store.append(
            .init(
                entries: [],
                ballots: [.opened(poll: 1, key: key), .cast(poll: 1, token: token, option: 1)],
                whereabouts: [.told("ada", Whereabouts(place: "Plantedplace"))]), to: .plenary)
        try await store.append(.init(entries: [], whereabouts: [.told("ada", Whereabouts())]), to: .plenary)
        await store.tidy()
        for file in try FileManager.default.subpathsOfDirectory(atPath: scratch.folder) {
            guard let bytes = FileManager.default.contents(atPath: scratch.folder + "/" + file) else { continue }
            #expect(!file.hasSuffix("-wal") || bytes.isEmpty, "\(file)")
            #expect(bytes.range(of: Data("Plantedplace".utf8)) == nil, "\(file)")
        }
        try await store.close()
    }

    @Test func `who was seen where they are is so until they say something else`() async throws {
        let store = try await scratch.begun()
        let leeds = Whereabouts(place: "Leeds")
        try await store.append(
            .init(entries: [], whereabouts: [.told("ada", leeds), .told("bo", leeds), .seen(["ada", "bo"])]),
            to: .plenary)
        try await store.append(.init(entries: [], whereabouts: [.told("bo", Whereabouts(place: "York"))]), to: .plenary)
        #expect(try await store.places(of: .plenary).seen == ["ada"])
        try await store.close()
    }

    @Test func `a participant is in one group, in none once they left, and all are forgotten`() async throws {
        let store = try await scratch.begun()
        try await store.append(
            .init(
                entries: [],
                whereabouts: [.joined("ada", 1), .joined("bo", 1), .joined("ada", 2), .joined("bo", nil)]),
            to: .plenary)
        #expect(try await store.places(of: .plenary).groups == ["ada": 2])
        try await store.append(.init(entries: [], whereabouts: [.forgotten]), to: .plenary)
        #expect(try await store.places(of: .plenary).groups.isEmpty)
        try await store.close()
    }

    @Test func `where people are is as they last said, is struck by place, and is forgotten`() async throws {
        let store = try await scratch.begun()
        try await store.append(
            .init(
                entries: [],
                whereabouts: [
                    .told("ada", Whereabouts(place: "Łódź", sector: .media)), .told("bo", Whereabouts(place: "łódź")),
                    .told("cy", Whereabouts(place: "Leeds")), .told("bo", Whereabouts(place: "ŁÓDŹ")),
                ]), to: .plenary)
        try await store.append(.init(entries: [], whereabouts: [.struck(place: "łÓdź")]), to: .plenary)
        let places = try await store.places(of: .plenary)
        let known = places.told
        #expect(places.struck == ["łódź"] && places.seen.isEmpty)
        #expect(known["ada"] == Whereabouts(sector: .media) && known["cy"] == Whereabouts(place: "Leeds"))
        #expect(known["bo"] == Whereabouts())
        try await store.append(.init(entries: [], whereabouts: [.forgotten]), to: .plenary)
        #expect(try await store.places(of: .plenary) == .init(told: [:], seen: [], struck: []))
        try await store.close()
    }
}

@Suite struct `Texts that say something like some words` {
    private static let texts = [
        (number: 1, words: "Who pays for the street lights?"), (number: 2, words: "When does the trial begin?"),
        (number: 3, words: "Who is paying for lighting the streets?"), (number: 4, words: "What is a diolch?"),
    ]

    @Test func `are found by their stems, the likest first`() async throws {
        let index = try await WordIndex(Self.texts)
        #expect(try await index.like("who pays for lighting our streets", limit: 5) == [1, 3])
        #expect(try await index.like("the trial begins when", limit: 5) == [2])
    }

    @Test(arguments: [
        "", "a of to", "\"", "abcd\u{0D4E}\"", "\u{0600}\" OR words", "* OR (", "words:NEAR", "DROP TABLE text; --",
        String(repeating: "x", count: 9000),
    ])
    func `whatever is typed, the answer is a list`(words: String) async throws {
        let index = try await WordIndex(Self.texts)
        #expect(try await index.like(words, limit: 5).isEmpty)
        #expect(try await WordIndex([]).like(words, limit: 5).isEmpty)
    }
}

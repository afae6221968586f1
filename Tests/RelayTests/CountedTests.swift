import Foundation
import Procedure
import Proceedings
import Recorder
import TestSupport
import Testing
import Transport
import Wire

@testable import Relay

@Suite struct `What is counted and is no entry` {
    private static let now = Instant(milliseconds: 1_790_000_000_000)

    private func draft(_ floor: Floor, _ submissions: Submission...) -> Draft {
        var draft = Draft(of: floor, at: Self.now)
        for submission in submissions { draft.take(submission) }
        return draft
    }

    private func vote(_ option: Int, by name: Participant.ID, id: String = "v") throws -> Submission {
        try .saying(
            #""do":"poll-vote","id":"\#(id)","number":1,"option":\#(option)"#,
            by: Participant(id: name, role: .attendee))
    }

    @Test func `an anonymous answer counts once, cannot be changed, and is told at the close`() throws {
        // Given a show of hands that opens in the same batch as it is answered and closed
        let draft = draft(
            .holding(.opened),
            try .saying(
                #""do":"poll-open","id":"o","text":"Each month?","options":["For","Against"]"#, by: .facilitator),
            try vote(1, by: "ada"), try vote(2, by: "ada"), try vote(1, by: "ada"), try vote(1, by: "bo"),
            try .saying(#""do":"poll-close","id":"c","number":1"#, by: .facilitator), try vote(1, by: "cy"))
        #expect(draft.outcomes.map(\.1.word) == ["3", "", "voted", "voted", "", "4", "poll-is"])
        #expect(draft.floor.minutes.polls[1]?.remote == [2, 0])
        // Then nothing that goes to disk tells who chose what: not even a receipt
        let batch = draft.recorded(with: nil)
        #expect(batch.receipts.map(\.clientID) == ["o", "c"])
        #expect(batch.ballots.count == 4)
        #expect(draft.floor.counted.ballots.voted == 0)
    }

    @Test func `an answer by name may be changed, and its name is counted`() throws {
        func named(_ option: Int, _ name: String, by id: Participant.ID) throws -> Submission {
            try .saying(
                #""do":"poll-vote","id":"v","number":1,"option":\#(option),"name":"\#(name)""#,
                by: Participant(id: id, role: .attendee))
        }
        let draft = draft(
            .holding(.opened),
            try .saying(
                #""do":"poll-open","id":"o","text":"Each month?","options":["For","Against"],"named":true"#,
                by: .facilitator),
            try named(1, "Bo", by: "bo"), try named(1, " Ada ", by: "ada"), try named(2, "Bo", by: "bo"))
        #expect(draft.floor.counted.ballots.tally == Tally([1, 1], names: [["Ada"], ["Bo"]]))
        #expect(draft.floor.counted.ballots.vote(of: "bo")?.option == 2)
        #expect(draft.floor.counted.ballots.vote(of: "cy") == nil)
    }

    @Test func `who followed is recorded before the meeting closes, and where they are is forgotten`() throws {
        // Given a draft that knows how many followed, and one of them said from where
        var draft = Draft(of: .holding(.opened), at: Self.now, followers: 38)
        let ada = Participant(id: "ada", role: .attendee)
        let bo = Participant(id: "bo", role: .attendee)
        draft.take(try .saying(#""do":"whereabouts","id":"w","from":"Leeds","sector":"media""#, by: ada))
        draft.noteWhoFollows(["ada"])
        // And one who says so does not follow
        draft.take(try .saying(#""do":"whereabouts","id":"w","from":"Leeds","sector":"academia""#, by: bo))
        draft.take(try .saying(#""do":"close","id":"c""#, by: .facilitator))
        // Then it stands before the close, small groups untold
        let following = Following(followers: 38, sectors: [.init("media", 1)], hasOthers: true)
        #expect(draft.entries.map(\.line?.body) == [.followed(following), .closed])
        #expect(draft.recorded(with: nil).whereabouts.last == .forgotten)
        #expect(draft.outcomes.last?.1.word == "3,4")
    }

    @Test func `whoever is there once is told of, also when the meeting was read again meanwhile`() throws {
        let ada = Participant(id: "ada", role: .attendee)
        var draft = Draft(of: .holding(.opened), at: Self.now, followers: 2)
        draft.take(try .saying(#""do":"whereabouts","id":"w","sector":"media""#, by: ada))
        draft.noteWhoFollows(["ada", "bo"])
        #expect(draft.recorded(with: nil).whereabouts.last == .seen(["ada"]))
        // Said anew it is known, and elsewhere it is not yet
        draft.take(try .saying(#""do":"whereabouts","id":"x","sector":"media""#, by: ada))
        #expect(draft.floor.counted.following(followers: 2).sectors == [.init("media", 1)])
        draft.noteWhoFollows([])
        draft.take(try .saying(#""do":"whereabouts","id":"y","sector":"academia""#, by: ada))
        #expect(draft.floor.counted.following(followers: 2).sectors.isEmpty)
    }

    @Test func `a place that was taken out is not given again, however it is spelt`() throws {
        let ada = Participant(id: "ada", role: .attendee)
        let draft = draft(
            .holding(.opened),
            try .saying(#""do":"whereabouts-strike","id":"s","from":" Rudeword ""#, by: .facilitator),
            try .saying(#""do":"whereabouts","id":"w","from":"RUDE\u200bword""#, by: ada))
        #expect(draft.outcomes.map(\.1.word) == ["", "place-struck"])
        #expect(draft.recorded(with: nil).whereabouts == [.struck(place: "Rudeword")])
    }

    @Test func `everybody who answers by name is counted, and only so many names are read out`() throws {
        var floor = draft(
            .holding(.opened),
            try .saying(
                #""do":"poll-open","id":"o","text":"Each month?","options":["For","Against"],"named":true"#,
                by: .facilitator)
        ).floor
        for voter in 0...Limit.names {
            _ = floor.counted.ballots.cast(1, by: Participant.ID("\(voter)"), named: "Ada \(voter)")
        }
        let tally = floor.counted.ballots.tally
        #expect(tally.counts == [Limit.names + 1, 0] && tally.names?.map(\.count) == [Limit.names, 0])
    }

    @Test func `a meeting that nobody followed says nothing of an audience`() throws {
        let draft = draft(.holding(.opened), try .saying(#""do":"close","id":"c""#, by: .facilitator))
        #expect(draft.entries.map(\.line?.body) == [.closed])
    }
}

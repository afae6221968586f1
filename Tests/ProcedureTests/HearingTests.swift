import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Whatever was asked, in whatever order` {
    private static let seeds = 0..<40
    private static let readers =
        [Role.attendee, .screen].map { Reader($0) } + [1, 2].map { Reader(.attendee, group: $0) }
        + [Reader(.rapporteur, group: 1), Reader(.scribe)]

    private func meeting(_ round: Int) throws -> (play: RandomMeeting, seed: UInt64) {
        let seed = UInt64(0x0f50_0000 + round)
        var play = RandomMeeting(seed: seed)
        try play.run(commands: 400)
        return (play, seed)
    }

    @Test(arguments: seeds)
    func `nothing is heard that the role may not hear`(round: Int) throws {
        let (play, seed) = try meeting(round)
        var hearsay = Hearsay(play.plan)
        for act in play.acts {
            // When somebody has done something
            hearsay.take(act)
            for entry in act.entries {
                let line = try #require(entry.line)
                let text = String(decoding: try JSONEncoder().encode(line), as: UTF8.self)
                // Then those who are told of it are told no word that is not for them
                for reader in Self.readers where line.audience.admits(reader) {
                    #expect(hearsay.secrets(in: text, for: reader) == [], "seed \(seed): \(reader) heard \(entry)")
                }
                #expect(line.audience.admits(Reader(.facilitator)))
            }
        }
    }

    @Test(arguments: seeds)
    func `what is said of a line is heard by nobody who may not hear the line`(round: Int) throws {
        let (play, seed) = try meeting(round)
        for entry in play.entries {
            guard let line = entry.line, let target = line.body.target else { continue }
            let former = try #require(play.entries[target.number - 1].line)
            let wrong = Self.readers.filter { line.audience.admits($0) && !former.audience.admits($0) }
            #expect(wrong == [], "seed \(seed): \(entry)")
        }
    }

    @Test func `every kind of command is taken at some time`() throws {
        var untried = Set(Command.Kind.allCases)
        for round in Self.seeds {
            let (play, _) = try meeting(round)
            untried.subtract(play.acts.map(\.command.kind))
        }
        #expect(untried.map(\.rawValue).sorted() == [], "seeds \(0x0f50_0000) on")
    }
}

extension Line.Body {
    /// The line that this one is about.
    fileprivate var target: Position? {
        switch self {
        case .correction(let line, _, _), .retraction(let line), .keyMoment(let line), .themeGathered(_, _, let line),
            .themeReleased(_, let line), .questionAnswered(_, let line), .suggestionReceived(let line, _, _),
            .suggestionDeclined(_, let line, _):
            line
        default: nil
        }
    }
}

import Foundation
import Logging
import Procedure
import Proceedings
import Wire

/// Meetings that play themselves, so that an organiser sees theirs before anybody comes: a copy of it, into which the
/// house types what `web/samples` has.
struct Rehearsals: Sendable {
    /// How long a rehearsal stays open after its last line, for everything to be tried.
    private static let patience = Duration.seconds(1800)

    private let waiting: AsyncStream<Rehearsal>
    private let entrance: AsyncStream<Rehearsal>.Continuation

    private struct Rehearsal: Sendable {
        let record: RecordID
        let steps: [RehearsalScript.Step]
    }

    init() {
        // One to a meeting that may be founded.
        (waiting, entrance) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func begin(_ record: RecordID, _ steps: [RehearsalScript.Step]) {
        entrance.yield(Rehearsal(record: record, steps: steps))
    }

    /// Plays each to its end; all break off when this is cancelled.
    func run(at reception: Reception) async {
        await withDiscardingTaskGroup { group in
            for await rehearsal in waiting {
                group.addTask {
                    do { try await Self.play(rehearsal, at: reception) } catch is CancellationError {
                    } catch {
                        // Closed, or the disk refuses: the organiser sees it on the page itself.
                        reception.hub.log.notice("a rehearsal broke off", metadata: ["error": "\(error)"])
                    }
                }
            }
        }
    }

    private static func play(_ rehearsal: Rehearsal, at reception: Reception) async throws {
        let record = rehearsal.record
        for (number, step) in rehearsal.steps.enumerated() {
            try await Task.sleep(for: .milliseconds(Int(step.after * 1000)))
            let outcome = try await give(step.frame(id: "rehearsal-\(number)"), step.author, to: record, at: reception)
            // Opened already: somebody else began it, or its organiser did. Later refusals leave a step out.
            if number == 0, case .refused = outcome { return }
        }
        try await Task.sleep(for: patience)
        let end = Array(#"{"do":"close","id":"rehearsal-end","really":true}"#.utf8)
        _ = try await give(end, Participant(id: "rehearsal-organiser", role: .organiser), to: record, at: reception)
    }

    private static func give(
        _ frame: [UInt8], _ author: Participant, to record: RecordID, at reception: Reception
    ) async throws(Problem) -> Outcome {
        try await reception.give(frame, from: author, at: "", to: try await reception.hub.listing(of: record))
    }
}

/// What is typed into a rehearsal, in order, by language tag: the files `web/samples/rehearsal.TAG.json`.
package struct RehearsalScript: Sendable {
    private var languages: [String: [Step]] = [:]

    /// In a meeting's language, or in English.
    func steps(in language: Language) -> [Step] { languages[language.tag] ?? languages["en", default: []] }

    struct Step: Sendable {
        let author: Participant
        /// Seconds after the step before it.
        let after: Double
        /// A client frame (protocol `openfloor.v1`) without its id.
        let words: [UInt8]

        func frame(id: String) -> [UInt8] {
            // `words` is an object of ours with at least `do` in it.
            Array("{\"id\":\"\(id)\",".utf8) + words.dropFirst()
        }
    }

    /// - Parameter bytes: An array of objects with `as`, a role; `who`, where several have it; `after`, and `frame`.
    /// - Throws: What is wrong with the file.
    mutating func add(_ bytes: [UInt8], in tag: String) throws {
        struct Fault: Error { let step: Int }
        guard let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]] else {
            throw Fault(step: 0)
        }
        languages[tag] = try read.enumerated().map { number, step in
            guard let role = (step["as"] as? String).flatMap(Role.init(rawValue:)),
                let after = step["after"] as? Double, let frame = step["frame"] as? [String: Any], frame["do"] is String
            else { throw Fault(step: number + 1) }
            let who = "rehearsal-\(role.rawValue)\(step["who"] as? String ?? "")"
            return Step(
                author: Participant(id: Participant.ID(who), role: role), after: after,
                words: [UInt8](try JSONSerialization.data(withJSONObject: frame, options: .sortedKeys)))
        }
    }
}

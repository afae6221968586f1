import Foundation
import Proceedings

/// The record as stored, one JSON object a line, for those who verify it: first what record this is, then a row for each
/// position with the very bytes that were hashed, last the checkpoint.
///
/// A row has salt and body only where this reader sees the entry *and* its words still stand: before circulation the
/// old wording of a corrected line is as private as that of a retracted one. The organiser's copy has all that is kept.
struct EntryRows {
    private let transcript: Transcript

    init(_ transcript: Transcript) { self.transcript = transcript }

    var bytes: [UInt8] {
        let shown = Self.standing(transcript.entries)
        let rows = (transcript.exact ?? transcript.sealed).map {
            row($0, isShown: transcript.exact != nil || shown.contains($0.position))
        }
        return Array(([head] + rows + [foot]).map { $0.compact + "\n" }.joined().utf8)
    }

    /// What is needed to print the other forms again stands here too: the site's name, and how many supported questions.
    private var head: JSONText {
        let support = transcript.support.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return .sparse([
            ("format", .string("openfloor-entries/1")), ("record", .string(transcript.record.text)),
            ("origin", .string(transcript.origin)), ("address", .string(transcript.address)),
            ("edition", .string(transcript.edition.name)), ("verifierKey", .string(transcript.verifierKey)),
            ("site", .string(transcript.publisher)),
            ("copy", transcript.exact == nil ? .null : .string("organiser")),
            ("support", support.isEmpty ? .null : .object(support.map { ("\($0.key)", .number($0.value)) })),
        ])
    }

    private var foot: JSONText {
        .object([
            ("size", .number(transcript.checkpoint?.size ?? 0)), ("checkpoint", .string(transcript.checkpoint?.note)),
        ])
    }

    private func row(_ entry: SealedEntry, isShown: Bool) -> JSONText {
        var pairs: [(String, JSONText)] = [("position", .number(entry.position.number))]
        pairs.append(Self.field("header", entry.header))
        if isShown, let salt = entry.salt, let body = entry.body {
            pairs.append(("salt", .string(Data(salt).base64EncodedString())))
            pairs.append(Self.field("body", body))
        }
        return .object(pairs)
    }

    /// The bytes as text where they are UTF-8, which gives them back exactly; else in base 64 under another key.
    private static func field(_ name: String, _ bytes: [UInt8]) -> (String, JSONText) {
        if let text = String(validating: bytes, as: UTF8.self) { return (name, .string(text)) }
        return (name + "64", .string(Data(bytes).base64EncodedString()))
    }

    /// Positions whose words this reader may have: present, and neither retracted nor taken down since, nor
    /// corrected before circulation.
    private static func standing(_ entries: [Entry]) -> Set<Position> {
        var standing: Set<Position> = []
        var wordings: [Position: [Position]] = [:]
        var comments: [Int: [Position]] = [:]
        var isCirculated = false
        for entry in entries {
            guard let line = entry.line else { continue }
            standing.insert(entry.position)
            switch line.body {
            case .correction(let target, _, _):
                if !isCirculated { standing.subtract(wordings[target, default: [target]]) }
                wordings[target, default: [target]].append(entry.position)
            case .retraction(let target):
                standing.subtract(wordings[target, default: [target]])
            case .circulated, .finalised: isCirculated = true
            case .series(.commentPublished(let number, _)): comments[number, default: []].append(entry.position)
            case .series(.commentDeclined(let number, _)): standing.subtract(comments[number, default: []])
            default: break
            }
        }
        return standing
    }
}

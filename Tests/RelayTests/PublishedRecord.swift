import Crypto
import Foundation
import Proceedings

@testable import Publishing
@testable import Recorder
@testable import Relay

/// Entries as another house would publish them, sealed and signed.
struct PublishedRecord {
    let bytes: [UInt8]

    private static let key: SigningKey = {
        do { return try SigningKey(seed: (0..<32).map { UInt8($0) }) } catch { preconditionFailure("\(error)") }
    }()
    private static let origin = "elsewhere.example/r"

    init(_ entries: [Entry]) throws {
        var tree = MerkleTree()
        let sealed = try entries.compactMap { entry in
            try entry.line.map { try Sealer().seal(entry, $0, in: RecordID("r")) }
        }
        for entry in sealed { tree.append(entry.header) }
        let head = TreeHead(origin: Self.origin, size: sealed.count, root: tree.root)
        let note = try Self.key.sign(head.text, as: Self.origin).encoded
        let transcript = Transcript(
            entries: entries, sealed: sealed, address: "https://elsewhere.example/m/m", slug: "m",
            record: RecordID("r"), checkpoint: Checkpoint(size: sealed.count, note: note),
            verifierKey: Self.key.verifier(Self.origin).line, publisher: "Elsewhere", exact: sealed)
        bytes = EntryRows(transcript).bytes
    }

    static func line(_ json: Data) throws -> Line { try JSONDecoder().decode(Line.self, from: json) }

    /// - Returns: `nil` where no line says so.
    static func lineIfAny(_ json: Data) -> Line? {
        do { return try line(json) } catch { return nil }
    }
}

/// Where a number stands in the JSON of a line.
struct NumberPlace: CustomStringConvertible {
    private let steps: [Step]

    private enum Step {
        case field(String)
        case place(Int)
    }

    static func all(in json: Any) -> [NumberPlace] { walk(json, []).map { NumberPlace(steps: $0) } }

    var description: String { field }

    /// As a refusal names it: places in a list are left out.
    var field: String {
        steps.compactMap { if case .field(let name) = $0 { name } else { nil } }.joined(separator: ".")
    }

    func putting(_ number: Int, into json: Any) -> Any { Self.put(number, at: steps[...], into: json) }

    private static func walk(_ json: Any, _ steps: [Step]) -> [[Step]] {
        switch json {
        case let fields as [String: Any]:
            fields.sorted { $0.key < $1.key }.flatMap { walk($1, steps + [.field($0)]) }
        case let list as [Any]: list.enumerated().flatMap { walk($1, steps + [.place($0)]) }
        case is NSNumber: [steps]  // or a truth value, of which no number makes a line
        default: []
        }
    }

    private static func put(_ number: Int, at steps: ArraySlice<Step>, into json: Any) -> Any {
        switch steps.first {
        case .field(let name):
            var fields = json as? [String: Any] ?? [:]
            fields[name] = put(number, at: steps.dropFirst(), into: fields[name] ?? number)
            return fields
        case .place(let place):
            var list = json as? [Any] ?? []
            list[place] = put(number, at: steps.dropFirst(), into: list[place])
            return list
        case nil: return number
        }
    }
}

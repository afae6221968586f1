import Foundation
import Proceedings

/// The leaf of an entry: what stays for ever, and tells nothing of the words.
struct EntryHeader: Hashable, Sendable {
    let meeting: RecordID
    let position: Position
    let time: Instant
    /// `nil` is written `restricted`: the entry is not for everyone, and its kind is told by its body only.
    let kind: Line.Kind?
    /// SHA-256(salt ‖ body), 32 bytes.
    let commitment: [UInt8]

    /// Canonical JSON, keys in this order, no blanks. Record ids are plain letters, digits and hyphens.
    var bytes: [UInt8] {
        let kind = kind?.rawValue ?? Self.restricted
        let commitment = Data(commitment).base64EncodedString()
        return Array(
            #"{"meeting":"\#(meeting.text)","position":\#(position.number),"time":\#(time.milliseconds),"#.utf8)
            + Array(#""kind":"\#(kind)","commitment":"\#(commitment)"}"#.utf8)
    }

    init(meeting: RecordID, position: Position, time: Instant, kind: Line.Kind?, commitment: [UInt8]) {
        self.meeting = meeting
        self.position = position
        self.time = time
        self.kind = kind
        self.commitment = commitment
    }

    /// - Returns: `nil` unless `bytes` are exactly what `bytes` of the result would be.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard let meeting = rest.take(after: #"{"meeting":""#, until: #"","position":"#),
            let position = rest.take(after: "", until: #","time":"#).flatMap(Int.init),
            let time = rest.take(after: "", until: #","kind":""#).flatMap(Int64.init),
            let kind = rest.take(after: "", until: #"","commitment":""#),
            let commitment = rest.take(after: "", until: #""}"#).flatMap({ Data(base64Encoded: $0) }),
            commitment.count == 32, kind == Self.restricted || Line.Kind(rawValue: kind) != nil
        else { return nil }
        self.init(
            meeting: RecordID(meeting), position: Position(position), time: Instant(milliseconds: time),
            kind: Line.Kind(rawValue: kind), commitment: Array(commitment))
        guard self.bytes == bytes else { return nil }
    }

    private static let restricted = "restricted"
}

extension ArraySlice<UInt8> {
    /// Removes `before`, then what stands up to `after`, then `after`; returns what stood between.
    fileprivate mutating func take(after before: String, until after: String) -> String? {
        guard starts(with: before.utf8) else { return nil }
        let inside = dropFirst(before.utf8.count)
        guard let end = inside.indices.first(where: { inside[$0...].starts(with: after.utf8) }) else { return nil }
        self = inside[end...].dropFirst(after.utf8.count)
        return String(decoding: inside[..<end], as: UTF8.self)
    }
}

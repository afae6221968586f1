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
        guard rest.drop(#"{"meeting":""#), let meeting = rest.take(until: "\""), rest.drop(#"","position":"#),
            let position = rest.take(until: ",").flatMap(Self.number), rest.drop(#","time":"#),
            let time = rest.take(until: ",").flatMap(Self.number), rest.drop(#","kind":""#),
            let kind = rest.take(until: "\""), rest.drop(#"","commitment":""#),
            let commitment = rest.take(until: "\"").flatMap({ Base64.bytes($0) }), rest.elementsEqual(#""}"#.utf8),
            commitment.count == 32, Instant.printable.contains(Instant(milliseconds: Int64(time))),
            !meeting.contains(UInt8(ascii: "\\")), !meeting.contains(where: { $0 >= 0x80 })
        else { return nil }
        let word = String(decoding: kind, as: UTF8.self)
        guard word == Self.restricted || Self.kinds[word] != nil else { return nil }
        self.init(
            meeting: RecordID(String(decoding: meeting, as: UTF8.self)), position: Position(position),
            time: Instant(milliseconds: Int64(time)), kind: Self.kinds[word], commitment: commitment)
    }

    /// As this house writes it: without a plus, a zero before it, or a minus before nothing.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        let text = String(decoding: digits, as: UTF8.self)
        return Int(text).flatMap { "\($0)" == text ? $0 : nil }
    }

    private static let kinds = Dictionary(uniqueKeysWithValues: Line.Kind.allCases.map { ($0.rawValue, $0) })
    private static let restricted = "restricted"
}

extension ArraySlice<UInt8> {
    /// - Returns: Whether `text` stood at the beginning, and is dropped.
    fileprivate mutating func drop(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        let isThere = self.count >= count && text.withUTF8Buffer { zip($0, self).allSatisfy { $0 == $1 } }
        if isThere { self = self[(startIndex + count)...] }
        return isThere
    }

    /// Removes what stands before the next `mark`, which stays.
    fileprivate mutating func take(until mark: Unicode.Scalar) -> ArraySlice<UInt8>? {
        guard let end = firstIndex(of: UInt8(truncatingIfNeeded: mark.value)) else { return nil }
        defer { self = self[end...] }
        return self[..<end]
    }
}

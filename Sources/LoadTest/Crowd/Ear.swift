/// Understands of a frame what is counted, by its bytes: a real reader's JSON would cost more than the server.
struct Ear {
    enum Heard {
        case welcome(from: Int, isAnew: Bool)
        /// `stamp`: when it was sent, on `Clock`; 0 where no scribe of ours wrote it.
        case entry(after: Int, position: Int, stamp: UInt64)
        case accepted(position: Int)
        case refused
        case other
    }

    private var kind = Needle("\"is\":\"")
    private var after = Needle("\"after\":")
    private var position = Needle("\"position\":")
    private var stamp = Needle("\"ns ")
    private var from = Needle("\"from\":")
    private var state = Needle("\"state\":{")
    private var entries = Needle("\"entries\":[")

    mutating func hear(_ text: UnsafeRawBufferPointer) -> Heard {
        guard let end = kind.end(in: text), end < text.count else { return .other }
        switch text[end] {
        case UInt8(ascii: "e"):
            guard let after = after.number(in: text), let position = position.number(in: text) else { return .other }
            return .entry(after: after, position: position, stamp: UInt64(stamp.number(in: text) ?? 0))
        case UInt8(ascii: "w"):
            return .welcome(from: from.number(in: text) ?? 0, isAnew: state.end(in: text) != nil)
        case UInt8(ascii: "a"): return .accepted(position: entries.number(in: text) ?? 0)
        case UInt8(ascii: "r"): return .refused
        default: return .other
        }
    }
}

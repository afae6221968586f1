/// What a line says: when it was sent, and as many letters as make the delivered frame as long as asked.
struct Wording {
    private let isFloor: Bool
    /// Sets the ids of this scribe's commands apart from those of others.
    private let name = String(Clock.now, radix: 36)
    /// Bytes of an entry's frame beyond the words and the digits of its positions; 0: not known yet.
    private var envelope = 0

    /// Whether frames come out as long as asked.
    var isExact: Bool { isFloor || envelope > 0 }

    init(isFloor: Bool) { self.isFloor = isFloor }

    /// The message that brings about an entry whose frame has `payload` bytes, or more where its envelope is longer.
    func message(_ number: Int, at position: Int, stamp: UInt64, payload: Int) -> String {
        let words = Self.words(stamp)
        if isFloor {
            let filler = payload - Self.entry(position, words).utf8.count
            return Self.entry(position, words + Self.filler(filler))
        }
        let filler = payload - envelope - digits(at: position) - words.utf8.count
        return #"{"do":"write","id":"\#(name)-\#(number)","text":"\#(words)\#(Self.filler(filler))"}"#
    }

    /// Learns the envelope from the first entry, which had no filler.
    mutating func learn(from payload: Int, at position: Int, stamp: UInt64) {
        guard envelope == 0, stamp > 0 else { return }
        envelope = payload - digits(at: position) - Self.words(stamp).utf8.count
    }

    /// No space at the end, which the server would take off.
    private static func words(_ stamp: UInt64) -> String { "ns \(stamp) x" }

    private static func filler(_ count: Int) -> String { String(repeating: "x", count: max(0, count)) }

    /// The frame the server would make of it: on the floor the publisher says it itself.
    private static func entry(_ position: Int, _ words: String) -> String {
        #"{"after":\#(position - 1),"at":1790000000000,"is":"entry","line":{"by":"scribe","kind":"summary","#
            + #""text":["\#(words)"]},"position":\#(position)}"#
    }

    /// Of a position and the one before it.
    private func digits(at position: Int) -> Int {
        String(position).utf8.count + String(max(0, position - 1)).utf8.count
    }
}

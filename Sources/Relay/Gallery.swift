import Proceedings
import Transport
import Wire

/// The readers of one meeting: one reel to each audience mix, and what was last told on it. That of a breakout group is
/// opened when somebody comes who may hear what others may not.
///
/// An entry is framed once for all reels that were told the same before it, and anew where they were not.
struct Gallery {
    private let listener: Listener
    private let record: RecordID
    private var names: [Audience: String] = [:]
    private var last: [Audience: Position] = [:]
    var encodings = Encodings()
    /// What readers hear with their pings: the gauge as it was last looked at.
    var pulse: [UInt8] = []

    /// How many entries before the present a returning reader may resume from without asking for the state.
    private static let past = 500

    init(of record: RecordID, on listener: Listener) {
        self.listener = listener
        self.record = record
    }

    /// - Returns: `nil` until it is opened.
    func reel(for mix: Audience) -> String? { names[mix] }

    /// Opens a reel with the end of what was told before, so that a reader may resume from there.
    func open(_ mix: Audience) async {
        guard let name = names[mix] else { return }
        await listener.openReel(name, at: last[mix, default: .start].number)
        if !pulse.isEmpty { await listener.setPulse(pulse, of: name) }
    }

    /// Where a reel begins: so far before the present.
    mutating func begin(_ mix: Audience, before entries: [Entry]) {
        names[mix] = "\(record.text)/\(mix.rawValue)"
        last[mix] = entries.filter { Self.may($0, be: mix) }.dropLast(Self.past).last?.position ?? .start
    }

    /// Encodes entries that are on disk; those already told are passed over.
    ///
    /// - Parameter sealed: The same entries, where they have just been sealed.
    mutating func frame(_ entries: [Entry], sealed: [SealedEntry] = []) -> [Listener.Publication] {
        var frames: [Audience: [Reel.Frame]] = [:]
        for (place, entry) in entries.enumerated() {
            let line = place < sealed.count ? sealed[place].body : nil
            // Mostly all reels were told the same before, and one encoding serves both.
            var made: [Position: Reel.Frame] = [:]
            for mix in names.keys where Self.may(entry, be: mix) {
                guard let before = last[mix], entry.position > before else { continue }
                let frame =
                    made[before]
                    ?? Reel.Frame(
                        position: entry.position.number, text: Self.bytes(of: entry, after: before, line: line))
                made[before] = frame
                frames[mix, default: []].append(frame)
                last[mix] = entry.position
            }
        }
        return frames.map { Listener.Publication($1, on: names[$0, default: ""]) }
    }

    private static func bytes(of entry: Entry, after: Position, line: [UInt8]?) -> [UInt8] {
        guard let line else { return ServerFrame.entry(entry, after: after).bytes }
        return ServerFrame.entryBytes(at: entry.position, entry.acceptedAt, after: after, line: line)
    }

    /// Answers first, then what is new to the readers, in one visit to the network.
    func tell(_ answers: [(peer: Peer, text: [UInt8])], then publications: [Listener.Publication]) async {
        if answers.isEmpty, publications.isEmpty { return }
        await listener.tell(answers, then: publications)
    }

    /// Readers who have not got past `position` start anew from the state, so that no old words reach them.
    func forget(through position: Position) async {
        for name in names.values { await listener.forget(through: position.number, on: name) }
    }

    /// - Parameters:
    ///   - subject: What it is about; only the latest about the same is said.
    ///   - audience: Staff, or all others.
    func whisper(_ frame: ServerFrame, about subject: String, to audience: Audience) async {
        let bytes = frame.bytes
        for (mix, name) in names where (mix == .staff) == (audience == .staff) {
            await listener.whisper(bytes, about: subject, on: name)
        }
    }

    func setPulse() async {
        for name in names.values { await listener.setPulse(pulse, of: name) }
    }

    func followers() async -> Int {
        var followers = 0
        for name in names.values { followers += await listener.population(of: name).counted }
        return followers
    }

    /// Those who have not been sent what was told when this was last asked, and by how many entries the last lags.
    func behind() async -> (peers: Int, entries: Int) {
        let lag = await listener.lag(on: names[.everyone, default: ""])
        return (lag.peers, lag.frames)
    }

    func close() async {
        for name in names.values { await listener.closeReel(name) }
    }

    static func may(_ entry: Entry, be mix: Audience) -> Bool {
        guard let line = entry.line else {
            if case .erased = entry.content { return true }
            return false
        }
        return line.audience == .everyone || mix == .staff || mix == line.audience
    }
}

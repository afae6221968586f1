import Proceedings
import Transport
import Wire

/// The readers of one meeting: one reel to each audience mix, and what was last told on it.
///
/// An entry is framed once for all reels that were told the same before it, and anew where they were not.
struct Gallery {
    private let listener: Listener
    private let names: [Audience: String]
    private var last: [Audience: Position] = [.everyone: .start, .staff: .start]
    var encodings = Encodings()
    /// What readers hear with their pings: the gauge as it was last looked at.
    var pulse: [UInt8] = []

    /// How many entries before the present a returning reader may resume from without asking for the state.
    private static let past = 500

    init(of record: RecordID, on listener: Listener) {
        self.listener = listener
        names = [.everyone: "\(record.text)/everyone", .staff: "\(record.text)/staff"]
    }

    static func mix(for role: Role) -> Audience { role.isStaff ? .staff : .everyone }

    func reel(for role: Role) -> String { names[Self.mix(for: role), default: ""] }

    /// Opens the reels with the end of what was told before, so that a reader may resume from there.
    func open() async {
        for (mix, name) in names { await listener.openReel(name, at: last[mix, default: .start].number) }
    }

    /// Where the reels begin: so far before the present.
    mutating func begin(before entries: [Entry]) {
        for mix in names.keys {
            let visible = entries.filter { Self.may($0, be: mix) }
            last[mix] = visible.dropLast(Self.past).last?.position ?? .start
        }
    }

    /// Encodes entries that are on disk; those already told are passed over.
    ///
    /// - Parameter sealed: The same entries, where they have just been sealed.
    mutating func frame(_ entries: [Entry], sealed: [SealedEntry] = []) -> [Listener.Publication] {
        var frames: [Audience: [Reel.Frame]] = [:]
        for (place, entry) in entries.enumerated() {
            let line = place < sealed.count ? sealed[place].body : nil
            // Mostly both reels were told the same before, and one encoding serves both.
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

    /// - Parameter subject: What it is about; only the latest about the same is said.
    func whisper(_ frame: ServerFrame, about subject: String, to mix: Audience) async {
        await listener.whisper(frame.bytes, about: subject, on: names[mix, default: ""])
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
        return line.audience == .everyone || mix == .staff
    }
}

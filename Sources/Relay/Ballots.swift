import Crypto
import HashTreeCollections
import Procedure
import Proceedings
import Recorder
import Wire

/// The answers to the show of hands that is open. A batch is ruled on a copy, which shares with the original what it
/// does not change.
struct Ballots: Sendable {
    /// `nil` while none is open.
    private let poll: Poll?
    private let key: SymmetricKey
    /// Of an anonymous one: who has answered, and how many chose each option, from 1.
    private var tokens: TreeSet<[UInt8]> = []
    private var counts: [Int: Int] = [:]
    private var named: TreeDictionary<Participant.ID, RecordStore.Ballot> = [:]

    /// None is open.
    init() {
        poll = nil
        key = SymmetricKey(size: .bits256)
    }

    /// Just opened.
    init(for poll: Poll) {
        self.poll = poll
        key = SymmetricKey(size: .bits256)
    }

    init(_ box: RecordStore.BallotBox, for poll: Poll) {
        self.poll = poll
        key = SymmetricKey(data: box.key)
        tokens = TreeSet(box.tokens)
        counts = box.tally
        named = TreeDictionary(uniqueKeysWithValues: box.named.map { ($0.participant, $0) })
    }

    var opening: RecordStore.BallotChange? {
        poll.map { .opened(poll: $0.number, key: key.withUnsafeBytes { Array($0) }) }
    }

    /// How many have answered.
    var voted: Int { tokens.count + named.count }

    var tally: Tally {
        guard let poll else { return Tally() }
        let options = 1...poll.asked.options.count
        guard poll.asked.isNamed else { return Tally(options.map { counts[$0, default: 0] }) }
        let names = options.map { option in named.values.filter { $0.option == option }.map(\.name).sorted() }
        return Tally(names.map(\.count), names: names.map { Array($0.prefix(Limit.names)) })
    }

    /// - Parameters:
    ///   - option: From 1, one of the options.
    ///   - name: Required where it is by name.
    /// - Returns: What is to be stored; `nil` where the participant has answered and cannot change it.
    mutating func cast(
        _ option: Int, by participant: Participant.ID, named name: String?
    ) -> RecordStore.BallotChange? {
        guard let poll else { return nil }
        if poll.asked.isNamed {
            let ballot = RecordStore.Ballot(participant, option: option, name: (name ?? "").trimmed)
            named[participant] = ballot
            return .castByName(poll: poll.number, ballot)
        }
        let token = token(of: participant)
        guard tokens.insert(token).inserted else { return nil }
        counts[option, default: 0] += 1
        return .cast(poll: poll.number, token: token, option: option)
    }

    /// - Returns: `nil` where the participant has not answered.
    func vote(of participant: Participant.ID) -> OwnQuestions.Vote? {
        guard let poll else { return nil }
        if let ballot = named[participant] { return OwnQuestions.Vote(number: poll.number, option: ballot.option) }
        return tokens.contains(token(of: participant)) ? OwnQuestions.Vote(number: poll.number, option: nil) : nil
    }

    private func token(of participant: Participant.ID) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(participant.text.utf8), using: key))
    }
}

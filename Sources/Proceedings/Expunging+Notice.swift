extension Expunging {
    /// All that is recorded when words go: what is said again without them, then the notice of it.
    ///
    /// - Parameters:
    ///   - gone: Everything that is emptied, at least one.
    ///   - places: As in `instead`.
    ///   - role: Of who has it erased; `nil` is the house's own rule.
    package func lines(
        erasing gone: Set<Position>, places: Places, words: [String] = [], ground: Erasure.Ground,
        reference: String?, by role: Role?
    ) -> [Line] {
        let erasure = Erasure(
            of: gone.sorted(), ground: ground, reference: reference, questions: questions(in: gone),
            highest: Minutes(entries).highest.merging(Ledger(entries).highest) { max($0, $1) })
        return instead(of: gone, places: places, words: words, by: role) + [Line(.erasure(erasure), by: role)]
    }

    /// Those of which no words are left.
    private func questions(in gone: Set<Position>) -> [Int] {
        var left: Set<Int> = []
        var hit: Set<Int> = []
        for entry in entries {
            switch entry.line?.body {
            case .questionReceived(let number, _, _, _), .questionAmended(let number, _, _, _, _),
                .questionPublished(let number, _, _, _):
                if gone.contains(entry.position) { hit.insert(number) } else { left.insert(number) }
            default: break
            }
        }
        return hit.subtracting(left).sorted()
    }

    /// Devices and links that sent what goes; they are told apart within this record only.
    package func participants(of gone: Set<Position>) -> [Participant.ID] {
        var found: Set<Participant.ID> = []
        for position in gone {
            switch self[position]?.body {
            case .questionReceived(_, _, let asker, _), .questionAmended(_, _, let asker, _, _),
                .turnAsked(_, let asker, _), .series(.commentReceived(_, _, let asker)):
                found.insert(asker)
            default: break
            }
        }
        return found.sorted { $0.text < $1.text }
    }

    /// What names these devices and nothing else: that they were barred, and let in again.
    func bars(of participants: [Participant.ID]) -> [Position] {
        entries.filter { entry in
            switch entry.line?.body {
            case .participantBarred(let participant), .participantUnbarred(let participant):
                participants.contains(participant)
            default: false
            }
        }.map(\.position)
    }
}

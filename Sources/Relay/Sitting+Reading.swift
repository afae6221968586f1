import Proceedings
import Transport

/// Where somebody reads: the reel, and the way onto it.
struct Place: Sendable {
    let reel: String
    let way: Encodings.Way
    /// What they may read may become another before they sit there.
    let mayChange: Bool
}

/// Has those attached anew of whom this is true, in the record's meeting.
typealias Reseating = @Sendable (RecordID, @Sendable (Participant) -> Bool) async -> Void

/// Names on the links to roles in the record's meeting.
typealias Holders = @Sendable (RecordID) async -> [String]

// Reading: from memory, whatever the disk does.
extension Sitting {
    /// Where a reader sits: on which reel, what it hears first, and where the reel goes on.
    ///
    /// - Parameter position: What the reader holds; `nil` for the state.
    func place(of participant: Participant, after position: Position?) async -> Place {
        while true {
            await told()
            let reader = floor.reader(participant)
            guard let reel = gallery.reel(for: reader.mix) else {
                await open(reader.mix)
                continue
            }
            return Place(
                reel: reel, way: gallery.encodings.way(after: position, as: reader, on: floor, in: surroundings),
                mayChange: floor.hearsApart)
        }
    }

    /// Whether that is still where the participant reads.
    func isRight(_ place: Place, for participant: Participant) -> Bool {
        gallery.reel(for: floor.reader(participant).mix) == place.reel
    }

    func answer(to wish: Encodings.Wish, for participant: Participant) async -> [UInt8] {
        await told()
        return gallery.encodings.answer(to: wish, as: floor.reader(participant), on: floor, in: surroundings)
    }

    /// By whichever transport; those who follow by asking again and again too.
    func followers() async -> Int { await gallery.followers() + readers.followers }

    func leave(_ peer: Peer) async {
        readers.leave(peer)
        await finishDraft(of: peer, hasLeft: true)
    }

    /// Nothing is told meanwhile: whatever comes next is heard on this reel too.
    func open(_ mix: Audience) async {
        telling.begin()
        gallery.begin(mix, before: Array(floor.entries))
        await gallery.open(mix)
        await gallery.tell([], then: gallery.frame(Array(floor.entries)))
        telling.end()
    }
}

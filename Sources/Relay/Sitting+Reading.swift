import Proceedings
import Transport

// Reading: from memory, whatever the disk does.
extension Sitting {
    func reel(for role: Role) -> String { gallery.reel(for: role) }

    func followers() async -> Int { await gallery.followers() }

    func leave(_ peer: Peer) async {
        readers.leave(peer)
        await finishDraft(of: peer, hasLeft: true)
    }
}

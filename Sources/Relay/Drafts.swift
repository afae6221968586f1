import Procedure
import Proceedings
import Transport
import Wire

/// Lines being typed: latest value to a scribe, never stored.
struct Drafts {
    private var open: [Peer: Unfinished] = [:]
    private var scribes = 0

    /// At most one in this time is passed on for each scribe.
    private static let pause = Duration.milliseconds(500)

    private struct Unfinished {
        let scribe: String
        var text = ""
        /// Something of it is on readers' screens.
        var isShown = false
        var passedAt: Moment?
        var isWaiting = false
    }

    /// - Returns: The scribe's tag where the text may be passed on now; `nil` where it waits for its turn.
    mutating func type(_ text: String, by peer: Peer, at now: Moment) -> String? {
        if open[peer] == nil {
            scribes += 1
            open[peer] = Unfinished(scribe: "s\(scribes)")
        }
        open[peer]?.text = text
        open[peer]?.isWaiting = true
        return pass(peer, at: now)?.scribe
    }

    /// Those whose turn has come.
    mutating func due(at now: Moment) -> [(scribe: String, text: String)] {
        open.keys.compactMap { pass($0, at: now) }
    }

    /// Whether `text` is still what the scribe has typed, rather than sent, or typed over, while it was on its way.
    func isStanding(_ text: String, by scribe: String) -> Bool {
        open.values.contains { $0.scribe == scribe && $0.text == text }
    }

    /// - Returns: The scribe's tag where something was shown that must go now.
    mutating func finish(_ peer: Peer, hasLeft: Bool) -> String? {
        guard let unfinished = open[peer] else { return nil }
        if hasLeft { open[peer] = nil } else { open[peer] = Unfinished(scribe: unfinished.scribe) }
        return unfinished.isShown ? unfinished.scribe : nil
    }

    private mutating func pass(_ peer: Peer, at now: Moment) -> (scribe: String, text: String)? {
        guard let unfinished = open[peer], unfinished.isWaiting,
            unfinished.passedAt.map({ now - $0 >= Self.pause }) ?? true
        else { return nil }
        open[peer]?.isWaiting = false
        open[peer]?.passedAt = now
        open[peer]?.isShown = !unfinished.text.isEmpty
        return (unfinished.scribe, unfinished.text)
    }
}

extension Sitting {
    /// A scribe's unfinished line. Over-long or odd text is not passed on; the line itself will be refused.
    func typed(_ text: String, by peer: Peer) async {
        guard isLive, text.utf8.count <= Limit.text else { return }
        guard let scribe = drafts.type(text, by: peer, at: .now) else { return }
        await show(text, by: scribe)
    }

    func passDrafts(at now: Moment) async {
        for draft in drafts.due(at: now) { await show(draft.text, by: draft.scribe) }
    }

    func finishDraft(of peer: Peer, hasLeft: Bool) async {
        guard let scribe = drafts.finish(peer, hasLeft: hasLeft) else { return }
        for mix in [Audience.everyone, .staff] {
            await gallery.whisper(.draft(scribe: scribe, text: ""), about: scribe, to: mix)
        }
    }

    /// Looks before each whisper: what a finished line has wiped away must not be written after it.
    private func show(_ text: String, by scribe: String) async {
        guard drafts.isStanding(text, by: scribe) else { return }
        await gallery.whisper(.draft(scribe: scribe, text: text), about: scribe, to: .staff)
        guard drafts.isStanding(text, by: scribe) else { return }
        let shown = text.isEmpty ? "" : floor.chamber.publicDraft(text, at: now())
        await gallery.whisper(.draft(scribe: scribe, text: shown), about: scribe, to: .everyone)
    }
}

import Procedure
import Proceedings
import Recorder
import Wire

/// Words that somebody wants gone from a record, and on what ground.
struct ErasureOrder: Sendable {
    let wish: Expunging.Wish
    let ground: Erasure.Ground
    let reference: String?
    /// `nil` is the house's own rule.
    let by: Role?
    /// What goes elsewhere and may be said again here, and from which lines.
    var sayings: [String] = []
    var sources: Set<Series.Source> = []
}

/// An order as it is carried out on one record.
struct Expunged: Sendable {
    let plan: Expunging.Plan
    /// What goes, said aloud for those who look whether it is the right thing; never kept.
    let expunging: Expunging
    private let order: ErasureOrder

    init(_ order: ErasureOrder, from entries: [Entry]) {
        expunging = Expunging(entries)
        plan = expunging.plan(order.wish, repeating: order.sayings, from: order.sources)
        self.order = order
    }

    /// What is said again, then the notice, with their positions.
    func entries(at now: Instant) -> [Entry] {
        let lines = expunging.lines(
            erasing: plan.positions, places: plan.places, words: plan.words, ground: order.ground,
            reference: order.reference, by: order.by)
        let instant = now.following(expunging.entries.last)
        return lines.enumerated().map { Entry(Position(expunging.entries.count + 1 + $0), at: instant, $1) }
    }

    /// - Parameter target: Whose record it is.
    func batch(_ entries: [Entry], in target: Erasable) -> RecordStore.Batch {
        let after = (expunging.entries + entries).expunged
        let title =
            switch target {
            case .meeting: Minutes(after).meeting.title
            case .series: Ledger(after).series.title
            }
        let erased: Erasure? = entries.lazy.compactMap { if case .erasure(let it) = $0.line?.body { it } else { nil } }
            .first
        return RecordStore.Batch(
            entries: entries, withdrawn: plan.positions.sorted(), unsupported: erased?.questions ?? [],
            papers: entries.flatMap { $0.line?.paperChanges(with: nil) ?? [] },
            erasing: RecordStore.Erasing(
                places: plan.places, title: title, name: order.wish.name,
                participants: order.wish.name == nil ? [] : expunging.participants(of: plan.positions)))
    }

    /// What goes from here, as a copy elsewhere would say it.
    var sayings: [String] { expunging.sayings(at: plan.positions) }
}

import Proceedings
import Publishing
import Recorder

/// What goes, or went, record by record.
struct ErasureView: Encodable {
    /// `false`: nothing has happened yet.
    let isDone: Bool
    let records: [Part]
    /// Names on links and answers by name that go too.
    let links, ballots: Int
    /// Addresses of damaged records, which could not be looked at: the name may stand there.
    let unread: [String]
    /// Addresses under which copies may be kept elsewhere: by caches, by a site that was written before.
    let purge: [String]

    struct Part: Encodable {
        let record: RecordID
        let address: String
        let title: String
        let gone: [Line]
        /// To be looked at: they stay unless they are named too.
        let others: [Line]
    }

    struct Line: Encodable {
        let position: Position
        let kind: String
        let why: Expunging.Reason
        /// The rest is said again without the words that go.
        let isSaidAgain: Bool?
        /// What it says now; only before it goes.
        let says: String?
        let address: String?
    }

    /// - Parameter says: Whether the words are shown once more.
    init(
        _ found: [(target: Erasable, expunged: Expunged)], _ labels: (links: Int, ballots: Int), _ unread: [Erasable],
        on site: Site, says: Bool
    ) {
        isDone = !says
        links = labels.links
        ballots = labels.ballots
        self.unread = unread.map { $0.address(on: site) }
        records = found.map { Part($0.expunged, in: $0.target, on: site, says: says) }
        purge = found.filter { !$0.expunged.plan.isEmpty }.flatMap { one -> [String] in
            let address = one.target.address(on: site)
            let lines = one.expunged.plan.positions.sorted().map { "\(address)/lines/\($0.number)" }
            guard case .meeting = one.target else { return ["\(address)/record.jsonl", "\(address)/board", address] }
            return [address, "\(address)/record", "\(address)/feed.atom", "\(address)/feed.json"]
                + Form.allCases.map { "\(address)/record.\($0.rawValue)" } + lines
        }
    }
}

extension ErasureView.Part {
    fileprivate init(_ expunged: Expunged, in target: Erasable, on site: Site, says: Bool) {
        record = target.record
        let place = target.address(on: site)
        address = place
        title = target.title
        let plan = expunged.plan
        func lines(_ positions: [Position: Expunging.Reason]) -> [ErasureView.Line] {
            positions.sorted { $0.key < $1.key }.compactMap { position, why in
                guard let line = expunged.expunging[position] else { return nil }
                let words = line.passages.map(\.words).joined(separator: " · ")
                return ErasureView.Line(
                    position: position, kind: line.kind.rawValue, why: why,
                    isSaidAgain: plan.places[position] == nil ? nil : true, says: says ? LineSlots.excerpt(words) : nil,
                    address: line.kind.isNote ? "\(place)/lines/\(position.number)" : nil)
            }
        }
        gone = lines(plan.gone)
        others = lines(plan.others)
    }
}

extension Erasable {
    func address(on site: Site) -> String {
        switch self {
        case .meeting(let listing): site.address(ofMeeting: listing.slug)
        case .series(let listing): site.address(ofSeries: listing.slug)
        }
    }

    var title: String {
        switch self {
        case .meeting(let listing): listing.title
        case .series(let listing): listing.title
        }
    }
}

import Proceedings

/// The sittings of meetings that are not closed and that somebody asked for.
struct Sittings {
    private var all: [RecordID: Sitting] = [:]
    /// By the address it has now.
    private var records: [String: RecordID] = [:]
    var loading = Loading()

    subscript(record: RecordID) -> Sitting? { all[record] }

    subscript(slug slug: String) -> Sitting? { records[slug].flatMap { all[$0] } }

    var count: Int { all.count }

    var each: [Sitting] { Array(all.values) }

    mutating func add(_ sitting: Sitting, at slug: String) {
        all[sitting.record] = sitting
        records[slug] = sitting.record
    }

    mutating func remove(_ sitting: Sitting) {
        all[sitting.record] = nil
        records = records.filter { $0.value != sitting.record }
    }
}

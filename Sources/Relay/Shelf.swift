import Proceedings

/// What was made of records that were asked for lately: so many, and the one not asked for longest leaves first.
struct Shelf<Value> {
    private let most: Int
    /// Newest use last.
    private var places: [(record: RecordID, value: Value)] = []

    init(most: Int) { self.most = most }

    /// The one of that record, which counts as a use.
    mutating func value(of record: RecordID) -> Value? {
        guard let place = places.firstIndex(where: { $0.record == record }) else { return nil }
        places.append(places.remove(at: place))
        return places[places.count - 1].value
    }

    mutating func remove(_ record: RecordID) { places.removeAll { $0.record == record } }

    mutating func removeAll() { places = [] }

    /// Instead of the one there was.
    mutating func keep(_ value: Value, of record: RecordID) {
        places.removeAll { $0.record == record }
        places.append((record, value))
        places.removeFirst(max(0, places.count - most))
    }
}

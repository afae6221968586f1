import Proceedings

/// Records that are being read just now, and who waits for each, so that none is read twice at once.
struct Loading {
    private var waiting: [RecordID: [CheckedContinuation<Void, Never>]] = [:]

    func isUnderWay(_ record: RecordID) -> Bool { waiting[record] != nil }

    mutating func begin(_ record: RecordID) { waiting[record] = [] }

    /// Resumed by `end`; only while it is under way.
    mutating func wait(for record: RecordID, _ continuation: CheckedContinuation<Void, Never>) {
        waiting[record]?.append(continuation)
    }

    /// Whether it succeeded or not: who waited looks again.
    mutating func end(_ record: RecordID) {
        for one in waiting.removeValue(forKey: record) ?? [] { one.resume() }
    }
}

import GRDB
package import Proceedings

/// Something that happened, on its way to one whom the operator has told of.
package struct Delivery: Hashable, Sendable {
    /// The same however often it is tried.
    package let id: String
    package let target: String
    package let record: RecordID
    /// Of the entry that it is about.
    package let position: Position
    /// `meeting.closed`
    package let event: String
    package let at: Instant
    package let tries: Int
    /// When it is tried next; `nil` once it was delivered or given up.
    package let due: Instant?
    /// What came of the last try, without a word of the meeting.
    package let outcome: String
    /// When it was delivered or given up.
    package let settled: Instant?
}

extension RecordStore {
    /// Whom to tell.
    package struct Target: Hashable, Sendable {
        /// Its kind and address.
        package let id: String
        /// Meetings as public as this, or more.
        package let audience: Meeting.Visibility

        package init(id: String, audience: Meeting.Visibility) {
            self.id = id
            self.audience = audience
        }
    }

    /// From now on these are told, and no others: what waits for others is given up. What was settled long ago is forgotten.
    package func tell(_ targets: [Target], at instant: Instant) async throws(RecorderError) {
        try await write { db in
            try db.execute(sql: "DELETE FROM delivery_target")
            for target in targets {
                try db.execute(
                    sql: "INSERT INTO delivery_target (id, audience) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
                    arguments: [target.id, target.audience.rawValue])
            }
            try db.execute(
                sql: """
                    UPDATE delivery SET due = NULL, settled = ?, outcome = 'given up: nobody is told there any more'
                    WHERE due IS NOT NULL AND target NOT IN (SELECT id FROM delivery_target)
                    """, arguments: [instant.milliseconds])
            try db.execute(
                sql: "DELETE FROM delivery WHERE settled < ?",
                arguments: [instant.advanced(byMilliseconds: -Self.deliveriesKept).milliseconds])
        }
    }

    /// Ninety days.
    private static let deliveriesKept: Int64 = 90 * 86_400_000

    /// What is to be tried now, oldest first: also what was never tried, whatever the clock says, and what would have to
    /// wait longer than its pause because the clock was set back.
    ///
    /// - Parameter pauses: Seconds from each try to the next.
    package func dueDeliveries(
        at instant: Instant, pauses: [Int], limit: Int
    ) async throws(RecorderError) -> [Delivery] {
        let longest = pauses.enumerated().map { "WHEN \($0 + 1) THEN \($1 * 1000)" }.joined(separator: " ")
        return try await deliveries(
            """
            WHERE due IS NOT NULL AND (due <= ?1 OR tries = 0 OR due > ?1 + CASE tries \(longest) END)
            ORDER BY due, id LIMIT ?2
            """, [instant.milliseconds, limit])
    }

    /// The newest first.
    package func deliveries(limit: Int) async throws(RecorderError) -> [Delivery] {
        try await deliveries("ORDER BY at DESC, id LIMIT ?", [limit])
    }

    private func deliveries(_ tail: String, _ arguments: StatementArguments) async throws(RecorderError) -> [Delivery] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM delivery \(tail)", arguments: arguments).map { Delivery($0) }
        }
    }

    /// Whether the target of a delivery may hear of the meeting as it is listed now.
    package func mayHear(_ delivery: Delivery) async throws(RecorderError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM delivery_target AS target, listing
                        WHERE target.id = ? AND listing.record = ? AND \(Delivery.isHeard))
                    """, arguments: [delivery.target, delivery.record.text]) ?? false
        }
    }

    /// What came of a try.
    ///
    /// - Parameter next: When it is tried again; `nil` where it was delivered, or is given up.
    package func note(
        _ outcome: String, of delivery: Delivery, at instant: Instant, next: Instant?
    ) async throws(RecorderError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE delivery SET tries = tries + 1, outcome = ?, due = ?, settled = ? WHERE id = ?",
                arguments: [
                    outcome, next?.milliseconds, next == nil ? instant.milliseconds : nil, delivery.id,
                ])
        }
    }
}

extension Delivery {
    /// In SQL, of a target and a meeting's listing.
    static let isHeard = """
        CASE listing.visibility WHEN 'listed' THEN 1 WHEN 'unlisted' THEN target.audience <> 'listed'
        ELSE target.audience = 'invited' END
        """

    /// Enters, in the transaction that records it, that an entry is to be told. What comes with the founding of a record,
    /// as an import has it, is old already.
    static func enter(_ entries: [Entry], of record: RecordID, in db: Database) throws {
        guard let first = entries.first, first.position.number > 1 else { return }
        for entry in entries {
            guard let event = entry.line?.kind.event else { continue }
            try db.execute(
                sql: """
                    INSERT INTO delivery (id, target, record, position, event, at, due)
                    SELECT 'msg_' || lower(hex(randomblob(12))), target.id, listing.record, ?, ?, ?, ?
                    FROM delivery_target AS target, listing WHERE listing.record = ? AND \(isHeard)
                    """,
                arguments: [
                    entry.position.number, event, entry.acceptedAt.milliseconds, entry.acceptedAt.milliseconds,
                    record.text,
                ])
        }
    }

    fileprivate init(_ row: Row) {
        let due: Int64? = row["due"]
        let settled: Int64? = row["settled"]
        self.init(
            id: row["id"], target: row["target"], record: RecordID(row["record"]), position: Position(row["position"]),
            event: row["event"], at: Instant(milliseconds: row["at"]), tries: row["tries"],
            due: due.map { Instant(milliseconds: $0) }, outcome: row["outcome"],
            settled: settled.map { Instant(milliseconds: $0) })
    }
}

extension Line.Kind {
    /// What is told when a line of this kind is recorded.
    fileprivate var event: String? { self == .closed ? "meeting.closed" : nil }
}

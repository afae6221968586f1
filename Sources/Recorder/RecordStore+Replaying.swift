import Foundation
import GRDB
import Proceedings

// The list of erasures, carried out on what is found in the database.
extension DatabasePool {
    /// Empties what the list names and the database still has, and records the notice of it where it is missing.
    ///
    /// - Returns: The records that were changed.
    @discardableResult
    func carryOut(_ list: ErasureList, at instant: Instant) throws -> [RecordID] {
        let items = Dictionary(grouping: try list.items(), by: \.record)
        guard !items.isEmpty else { return [] }
        return try writeWithoutTransaction { db in
            let (changed, _) = try db.committing { db in
                try db.unname(links: items[nil, default: []].flatMap { $0.links ?? [] })
                return try items.keys.compactMap(\.self).sorted { $0.text < $1.text }.filter { record in
                    try db.carryOut(items[record, default: []], on: record, at: instant)
                }
            }
            if !changed.isEmpty { _ = try db.cutLog() }
            return changed
        }
    }
}

extension Database {
    /// - Returns: Whether there was anything to do.
    @discardableResult
    func carryOut(_ items: [ErasureList.Item], on record: RecordID, at instant: Instant) throws -> Bool {
        let links = try items.flatMap { $0.links ?? [] }.filter { try isNamed(link: $0) }
        try unname(links: links)
        let named = try items.filter { try isNamed($0) }
        let told = named.isEmpty ? [] : try told(in: record)
        let due = try named.filter { try isPresent($0) || !($0.position.map(told.contains) ?? true) }
        guard !due.isEmpty else {
            if !links.isEmpty { try renew(["role_grant"]) }
            return !links.isEmpty
        }
        let sealer = Sealer()
        var entries = try Array(SealedEntry.all(of: record, after: .start, in: self).map { try sealer.open($0) })
        for (way, items) in Dictionary(grouping: due, by: Way.init).sorted(by: { $0.value[0].at < $1.value[0].at }) {
            for line in try erase(items, way, from: entries, of: record) {
                let entry = Entry(Position(entries.count + 1), at: instant.following(entries.last), line)
                try sealer.seal(entry, line, in: record).insert(in: self, of: record)
                entries.append(entry)
            }
        }
        let after = entries.expunged
        let isSeries = try SeriesListing.exists(for: record, in: self)
        let title = isSeries ? Ledger(after).series.title : Minutes(after).meeting.title
        try RecordStore.Erasing(title: title).save(in: self, of: record)
        return true
    }

    /// - Returns: What the record says instead.
    private func erase(
        _ items: [ErasureList.Item], _ way: Way, from entries: [Entry], of record: RecordID
    ) throws -> [Line] {
        let gone = Set(items.compactMap(\.position))
        let paths = items.compactMap { item in item.position.flatMap { at in item.places.map { (at, $0) } } }
        let expunging = Expunging(entries)
        let lines = expunging.lines(
            erasing: gone, places: Dictionary(paths) { $1 }, ground: way.ground, reference: way.reference, by: way.by)
        try RecordStore.empty(gone.sorted(), of: record, in: self)
        for change in lines.flatMap({ $0.paperChanges(with: nil) }) { try change.save(in: self, of: record) }
        for case .erasure(let erasure) in lines.map(\.body) { try unsupport(erasure.questions ?? [], in: record) }
        try RecordStore.Erasing(participants: expunging.participants(of: gone)).save(in: self, of: record)
        return lines
    }

    /// What one notice tells of.
    private struct Way: Hashable {
        let by: Role?
        let ground: Erasure.Ground
        let reference: String?

        init(_ item: ErasureList.Item) {
            by = item.by
            ground = item.ground
            reference = item.reference
        }
    }

    /// The entry is the one that was meant, and not another that a shorter record had at its place.
    private func isNamed(_ item: ErasureList.Item) throws -> Bool {
        guard let position = item.position, let commitment = item.commitment else { return false }
        let header = try Data.fetchOne(
            cachedStatement(sql: "SELECT header FROM entry WHERE record = ? AND position = ?"),
            arguments: [item.record?.text, position.number])
        return header.flatMap { EntryHeader(Array($0)) }?.commitment == Array(commitment)
    }

    private func isPresent(_ item: ErasureList.Item) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT salt <> zeroblob(32) FROM body WHERE record = ? AND position = ?"),
            arguments: [item.record?.text, item.position?.number]) ?? false
    }

    private func isNamed(link: String) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(sql: "SELECT name IS NOT NULL FROM role_grant WHERE id = ?"), arguments: [link]) ?? false
    }

    /// Positions that some notice names. Notices are for everyone, so their kind stands in the header.
    private func told(in record: RecordID) throws -> Set<Position> {
        let notices = try Data.fetchAll(
            self,
            sql: """
                SELECT bytes FROM entry JOIN body USING (record, position)
                WHERE record = ? AND instr(CAST(header AS TEXT), '"kind":"erasure"') > 0 AND salt <> zeroblob(32)
                """, arguments: [record.text])
        return Set(
            try notices.flatMap { bytes -> [Position] in
                let line = try JSONDecoder().decode(Line.self, from: bytes)
                guard case .erasure(let erasure) = line.body else { return [] }
                return erasure.lines
            })
    }
}

import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// What happens to the answers of a show of hands.
    package enum BallotChange: Hashable, Sendable {
        /// `key` is 32 random bytes, of which the tokens are made.
        case opened(poll: Int, key: [UInt8])
        /// Anonymous; `token` has not answered before.
        case cast(poll: Int, token: [UInt8], option: Int)
        /// By name; takes the place of what the participant chose before.
        case castByName(poll: Int, Ballot)
        /// Who chose what is forgotten.
        case closed(poll: Int)
    }

    package struct Ballot: Hashable, Sendable {
        package let participant: Participant.ID
        /// From 1.
        package let option: Int
        package let name: String

        package init(_ participant: Participant.ID, option: Int, name: String) {
            self.participant = participant
            self.option = option
            self.name = name
        }
    }

    /// The answers so far to the show of hands that is open.
    package struct BallotBox: Hashable, Sendable {
        package let key: [UInt8]
        package let tokens: [[UInt8]]
        /// By option, from 1.
        package let tally: [Int: Int]
        package let named: [Ballot]
    }

    /// - Returns: `nil` where none of that number is open.
    package func ballots(of record: RecordID, poll: Int) async throws(RecorderError) -> BallotBox? {
        try await read { db in
            let arguments: StatementArguments = [record.text, poll]
            guard
                let key = try Data.fetchOne(
                    db, sql: "SELECT key FROM poll_key WHERE record = ? AND poll = ?", arguments: arguments)
            else { return nil }
            let tokens = try Data.fetchAll(
                db, sql: "SELECT token FROM voter WHERE record = ? AND poll = ?", arguments: arguments)
            let tally = try Row.fetchAll(
                db, sql: "SELECT option, count FROM tally WHERE record = ? AND poll = ?", arguments: arguments)
            let named = try Row.fetchAll(
                db, sql: "SELECT participant, option, name FROM ballot WHERE record = ? AND poll = ?",
                arguments: arguments)
            return BallotBox(
                key: Array(key), tokens: tokens.map { Array($0) },
                tally: Dictionary(uniqueKeysWithValues: tally.map { ($0["option"], $0["count"]) }),
                named: named.map {
                    Ballot(Participant.ID($0["participant"]), option: $0["option"], name: $0["name"])
                })
        }
    }
}

extension RecordStore.BallotChange {
    /// Something of it is gone from the database, and the log must not keep it: not a moment, or not for long. A log
    /// with two single answers in it would tell which device chose what.
    var forgetting: RecordStore.Forgetting? {
        switch self {
        case .closed: .now
        case .cast, .castByName: .soon
        case .opened: nil
        }
    }

    func save(in db: Database, of record: RecordID) throws {
        switch self {
        case .opened(let poll, let key):
            try db.execute(
                sql: "INSERT INTO poll_key (record, poll, key) VALUES (?, ?, ?)",
                arguments: [record.text, poll, Data(key)])
        case .cast(let poll, let token, let option):
            try db.cachedStatement(sql: "INSERT INTO voter (record, poll, token) VALUES (?, ?, ?)")
                .execute(arguments: [record.text, poll, Data(token)])
            let sql = """
                INSERT INTO tally (record, poll, option, count) VALUES (?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET count = count + 1
                """
            try db.cachedStatement(sql: sql).execute(arguments: [record.text, poll, option])
        case .castByName(let poll, let ballot):
            let sql = """
                INSERT INTO ballot (record, poll, participant, option, name) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET option = excluded.option, name = excluded.name
                """
            try db.cachedStatement(sql: sql).execute(
                arguments: [record.text, poll, ballot.participant.text, ballot.option, ballot.name])
        case .closed(let poll):
            let arguments: StatementArguments = [record.text, poll]
            // Overwritten first: a row that is only deleted may have left copies where pages were merged.
            try db.execute(
                sql: "UPDATE poll_key SET key = zeroblob(32) WHERE record = ? AND poll = ?", arguments: arguments)
            for table in ["poll_key", "voter", "tally", "ballot"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE record = ? AND poll = ?", arguments: arguments)
            }
        }
    }
}

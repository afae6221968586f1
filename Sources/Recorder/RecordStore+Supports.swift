import GRDB
package import Proceedings

extension RecordStore {
    /// One participant's support of one question.
    package struct Support: Hashable, Sendable {
        package let question: Int
        package let participant: Participant.ID
        /// `false` takes it back.
        package let isOn: Bool

        package init(question: Int, participant: Participant.ID, isOn: Bool) {
            self.question = question
            self.participant = participant
            self.isOn = isOn
        }
    }

    /// Every support that stands in a record.
    package func supports(of record: RecordID) async throws(RecorderError) -> [Support] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT question, participant FROM support WHERE record = ?", arguments: [record.text]
            ).map { Support(question: $0["question"], participant: Participant.ID($0["participant"]), isOn: true) }
        }
    }
}

extension Database {
    /// Questions whose words are gone have no support any more.
    func unsupport(_ questions: [Int], in record: RecordID) throws {
        for question in questions {
            try cachedStatement(sql: "DELETE FROM support WHERE record = ? AND question = ?")
                .execute(arguments: [record.text, question])
        }
    }
}

extension RecordStore.Support {
    /// Setting what is set, or taking back what is not there, changes nothing.
    func save(in db: Database, of record: RecordID) throws {
        let sql =
            isOn
            ? "INSERT INTO support (record, question, participant) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            : "DELETE FROM support WHERE record = ? AND question = ? AND participant = ?"
        try db.cachedStatement(sql: sql).execute(arguments: [record.text, question, participant.text])
    }
}

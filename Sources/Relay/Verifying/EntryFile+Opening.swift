import Procedure
import Proceedings
import Publishing
import Recorder
import Wire

extension EntryFile {
    /// What its rows say, position by position.
    ///
    /// - Throws: Which row says what this version does not know, or what no rule of it would have let in.
    func opened() throws(IncomingRecord.Fault) -> [Entry] {
        try sealed.map { row throws(IncomingRecord.Fault) in
            let place = "the entry at position \(row.position.number)"
            let entry: Entry
            do { entry = try Entry(opening: row) } catch {
                throw IncomingRecord.Fault(description: "\(place) says what this version does not know: \(error)")
            }
            do throws(Refusal) {
                if let line = entry.line { try Limit.numbers(of: line) }
            } catch {
                throw IncomingRecord.Fault(description: "\(place) is none of a meeting: \(Problem(error).detail)")
            }
            return entry
        }
    }
}

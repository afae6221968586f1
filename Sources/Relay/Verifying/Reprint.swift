import Proceedings
package import Publishing
import Recorder

/// Prints a record again from its entries, to compare with the forms that were published with them.
package struct Reprint: Sendable {
    private let press: Press
    private let transcript: Transcript?
    /// Why none can be printed; `nil` where one can.
    package let obstacle: String?

    /// - Parameter file: Sound.
    package init(_ file: EntryFile, by press: Press) {
        self.press = press
        do throws(IncomingRecord.Fault) {
            transcript = try Self.transcript(of: file)
            obstacle = nil
        } catch {
            transcript = nil
            obstacle = error.description
        }
    }

    /// What the summary says of the series' board is not in this record, so it is not printed again.
    ///
    /// - Returns: Where `bytes` part from what this version prints; `nil` where they do not, or none can be printed.
    /// - Throws: Where the templates lack something.
    package func firstDifference(_ bytes: [UInt8], as form: Form) throws(PublishingError) -> Int? {
        guard let transcript, form != .jsonl, form != .zip, form != .summary else { return nil }
        let printed = try press.publish(transcript, as: form).bytes
        return printed == bytes ? nil : zip(printed, bytes).prefix { $0.0 == $0.1 }.count
    }

    private static func transcript(of file: EntryFile) throws(IncomingRecord.Fault) -> Transcript {
        guard let address = file.head.address, let site = file.head.site else {
            throw IncomingRecord.Fault(description: "its first line names no address or site")
        }
        let entries = try file.opened()
        var corrected: Set<Position> = []
        for entry in entries {
            switch entry.line?.body {
            case .correction(let target, _, _): corrected.insert(target)
            case .retraction(let target): corrected.remove(target)
            default: break
            }
        }
        // The line would be printed without what only its first words tell, such as its speaker.
        guard corrected.allSatisfy({ entries.indices.contains($0.number - 1) && entries[$0.number - 1].line != nil })
        else {
            throw IncomingRecord.Fault(description: "words that were corrected are the organiser's only")
        }
        let floor = Floor(entries, receipts: [], epoch: 0)
        let support = (file.head.support ?? [:]).compactMap { number, count in Int(number).map { ($0, count) } }
        return Transcript(
            entries: floor.publicEntries, sealed: [], address: address,
            slug: String(address.split(separator: "/").last ?? ""), record: file.record,
            checkpoint: file.checkpoint.map { Checkpoint(size: file.foot.size, note: $0) },
            verifierKey: file.verifierKey, publisher: site, isImported: floor.minutes.times.opened == nil,
            support: Dictionary(support) { first, _ in first })
    }
}

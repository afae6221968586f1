import Procedure
package import Proceedings
package import Publishing
import Recorder

/// A record that comes as its own publication: its entries (JSON Lines), alone or in a bag. Checked, whole and signed.
package struct IncomingRecord: Sendable {
    package let file: EntryFile
    /// By name; of a bag that has some.
    package let papers: [String: [UInt8]]
    package let minutes: Minutes
    /// The time of its first entry.
    let began: Instant?
    let key: VerifierKey
    let origin: String
    let checkpoint: Checkpoint
    private let withoutWords: Int

    /// Why a publication is not taken in, or not printed again.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    private static let mostSupport = 100_000

    /// Whether a file is such a publication, sound or not.
    package static func isOne(_ bytes: [UInt8]) -> Bool {
        EntryFile.isOne(bytes) || bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    package init(_ bytes: [UInt8]) throws(Fault) {
        if EntryFile.isOne(bytes) {
            try self.init(entries: bytes, papers: [:])
            return
        }
        let bag: PackedBag
        do {
            let archive = try ZipArchive(bytes)
            guard PackedBag.isOne(archive.files.map(\.name)) else {
                throw Fault(
                    description:
                        "the file is a ZIP, Word or OpenDocument file and no BagIt bag; save a note as plain text")
            }
            bag = try PackedBag(archive)
        } catch { throw Fault(description: "\(error)") }
        guard let entries = bag.entries else {
            throw Fault(description: "the bag holds no record of this kind: no .jsonl file lies in its data folder")
        }
        if let fault = BagSignature(of: bag).fault { throw Fault(description: fault) }
        try self.init(entries: entries.bytes, papers: bag.papers)
    }

    private init(entries bytes: [UInt8], papers: [String: [UInt8]]) throws(Fault) {
        do { file = try EntryFile(bytes) } catch { throw Fault(description: "\(error)") }
        guard file.sealed.count <= Limit.entries else {
            throw Fault(description: "it has more than \(Limit.entries) entries")
        }
        guard let note = file.checkpoint, let line = file.verifierKey, let key = VerifierKey(line) else {
            throw Fault(description: "it holds no checkpoint and key; only the record of a closed meeting is taken in")
        }
        let verdict = Verdict(publication: file.sealed, checkpoint: note, verifierKey: line)
        if let fault = verdict.fault { throw Fault(description: "it is not sound: \(fault)") }
        guard verdict.record == file.record, key.name.hasSuffix("/" + file.head.record),
            file.head.origin ?? key.name == key.name
        else { throw Fault(description: "its first line names another record than its entries") }
        guard (file.head.support ?? [:]).values.allSatisfy({ (0...Self.mostSupport).contains($0) }) else {
            throw Fault(description: "its first line says of a question that more supported it than ever do")
        }
        let entries = try file.opened()
        minutes = Minutes(entries)
        began = entries.first?.acceptedAt
        guard minutes.phase == .closed else {
            throw Fault(description: "it is not the record of a closed meeting, and only those are taken in")
        }
        self.papers = papers
        self.key = key
        origin = key.name
        checkpoint = Checkpoint(size: verdict.size, note: note)
        withoutWords = verdict.withoutWords
    }

    /// What a person should know before it is taken in.
    package var report: Report {
        var told: [String] = []
        if file.head.copy != "organiser" {
            told.append("a public copy: \(withoutWords) of its entries come without their words")
        } else if withoutWords > 0 {
            let without = withoutWords == 1 ? "1 entry is" : "\(withoutWords) entries are"
            told.append("\(without) without words: taken back or erased")
        }
        if !papers.isEmpty { told.append(papers.count.counted("paper")) }
        return Report(
            title: minutes.meeting.title, record: file.head.record, origin: origin, entries: file.sealed.count,
            withoutWords: withoutWords, told: told)
    }

    package struct Report: Codable, Sendable {
        package let title, record, origin: String
        package let entries, withoutWords: Int
        package let told: [String]
    }
}

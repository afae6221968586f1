import Crypto
import Foundation
import Proceedings

@testable import Publishing
@testable import Relay

extension Inlet {
    /// Files that are taken in, or verified.
    static let imports = [
        Inlet("note") { try takesNote($0) { XMLTree.isOne($0) ? nil : "forum-2014-05-29.txt" } },
        Inlet("scribe-log") { try takesNote($0) { $0.contains(UInt8(ascii: "<")) ? "forum.log" : nil } },
        Inlet("debate") { try takesNote($0) { XMLTree.isOne($0) ? "debate.xml" : nil } },
        Inlet("entries") { bytes in
            guard let file = try unlessRefused({ () throws(EntryFileError) in try EntryFile(bytes) }) else {
                return false
            }
            let lines = bytes.split(separator: 0x0A)
            for (line, sealed) in zip(lines.dropFirst(), file.sealed) where text(Array(line)) != nil {
                try promise(
                    (try JSONSerialization.jsonObject(with: Data(line))) is [String: Any], "a row that is read is JSON")
                try promise(sealed.position > .start, "an entry has a position after the start")
            }
            let incoming = try unlessRefused { () throws(IncomingRecord.Fault) in try IncomingRecord(bytes) }
            guard let incoming else { return true }
            try promise(incoming.minutes.position.number == file.sealed.count, "a record taken in is whole")
            let entries = try incoming.file.opened()
            for form in 0...Form.printed.count { try promisePrinted(entries, as: form) }
            return true
        },
        Inlet("zip") { bytes in
            guard let archive = try unlessRefused({ () throws(ZipError) in try ZipArchive(bytes) }) else {
                return false
            }
            let again = try ZipArchive(ZipArchive.bytes(of: archive.files))
            // Not their times: an archive can name days that no calendar has.
            try promise(again.files.map(\.name) == archive.files.map(\.name), "files packed again have their names")
            try promise(again.files.map(\.bytes) == archive.files.map(\.bytes), "and their bytes")
            try promise(again.oddByte == nil, "what the house packs has no odd byte")
            for file in archive.files {
                let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
                try promise(parts.allSatisfy { !["", ".", ".."].contains($0) }, "a name leads to nowhere else")
            }
            return true
        },
        Inlet("bag") { bytes in
            guard let files = bagged(bytes),
                let bag = try unlessRefused({ () throws(BagError) in try PackedBag(files) })
            else { return false }
            try promise(bag.files.count == files.count, "a bag is whole")
            let instant = Instant(milliseconds: 1_401_354_000_000)
            let archive = ZipArchive.bytes(of: bag.files.map { ZipArchive.File(name: $0, bytes: $1, at: instant) })
            // A bag's names may be such as no archive may have.
            if let read = try unlessRefused({ () throws(ZipError) in try ZipArchive(archive) }) {
                try promise(try PackedBag(read).files == bag.files, "a bag packed and unpacked is the same")
            }
            _ = (bag.entries, bag.papers, BagSignature(of: bag).fault)
            return true
        },
        Inlet("inflation") { bytes in
            guard bytes.count >= 4 else { return false }
            let size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard let plain = Inflation.bytes(Array(bytes.dropFirst(4)), size: size) else { return false }
            try promise(plain.count == size, "it is as long as was said")
            return true
        },
    ]

    /// - Parameter name: Of the file; `nil` where the bytes are for another inlet.
    private static func takesNote(_ bytes: [UInt8], _ name: ([UInt8]) -> String?) throws -> Bool {
        guard let name = name(bytes),
            let note = try unlessRefused({ () throws(ImportError) in try Importer.read(bytes, name: name) })
        else { return false }
        try promise(note.lines.last?.body == .closed, "a note that is read is of a closed meeting")
        try promise(
            note.lines.allSatisfy { ($0.body.words?.plain.utf8.count ?? 0) <= Importer.lineLimit },
            "no line is too long")
        try promise(try Importer.read(bytes, name: name) == note, "the same bytes give the same note")
        for line in note.lines {
            try promise(try again(line) == line, "a line comes back from JSON as it was")
            try promise(isBounded(line), "its numbers are such as a meeting has")
        }
        let entries = ([Line(.planned(note.meeting))] + note.lines).enumerated().map {
            Entry(Position($0 + 1), at: Instant(milliseconds: 0), $1)
        }
        try promise(Minutes(entries).phase == .closed, "its entries are a meeting's")
        return true
    }

    /// Files as `== NAME` above each, for archives are hard to write by hand and by chance; `{sum:NAME}` is the digest
    /// of a file that stands before it.
    private static func bagged(_ bytes: [UInt8]) -> [String: [UInt8]]? {
        guard let words = text(bytes), words.utf8.starts(with: "== ".utf8) else { return nil }
        var files: [String: [UInt8]] = [:]
        for part in words.components(separatedBy: "== ").dropFirst() {
            guard let end = part.unicodeScalars.firstIndex(of: "\n") else { return nil }
            var content = String(part.unicodeScalars[end...].dropFirst())
            for (name, bytes) in files {
                content = content.replacingOccurrences(of: "{sum:\(name)}", with: SHA256.hash(data: bytes).hex)
            }
            files[String(part.unicodeScalars[..<end])] = Array(content.utf8)
        }
        return files
    }
}

import Foundation
import FoundationXML
import Procedure
import Proceedings
import Publishing

@testable import Recorder
@testable import Relay

extension Inlet {
    /// What a database, a backup or a record of another house says.
    static let records = [
        Inlet("header") { bytes in
            guard let header = EntryHeader(bytes) else { return false }
            try promise(header.bytes == bytes, "a header is read only as it would be written")
            return true
        },
        Inlet("line") { bytes in
            guard let line = decoded(bytes) else { return false }
            let written = try encoded(line)
            let again = try JSONDecoder().decode(Line.self, from: written)
            try promise(again == line, "a line written and read is the same")
            try promise(try encoded(again) == written, "and is written the same")
            let sealed = try Sealer().seal(
                Entry(Position(1), at: Instant(milliseconds: 0), line), line, in: RecordID("r"))
            let examined = Examined(sealed)
            try promise(examined.headerFault == nil, "the header of a line that is sealed is sound")
            try promise(examined.wordsFault == nil, "and so are its words")
            try promise(try Entry(opening: sealed).line == line, "a line unsealed is the same")
            return true
        },
        Inlet("record") { bytes in
            let contents = bytes.split(separator: 0x0A).prefix(60).compactMap { content(Array($0)) }
            guard !contents.isEmpty else { return false }
            let entries = contents.enumerated().map { place, content in
                Entry(
                    position: Position(place + 1),
                    acceptedAt: Instant(milliseconds: 1_401_354_000_000 + Int64(place) * 7_000), content: content)
            }
            _ = (Ledger(entries), Chamber(replaying: entries))
            // All of them take too long for every try; which one, the bytes decide.
            try promisePrinted(entries, as: bytes.count % (Form.printed.count + 1))
            return true
        },
        Inlet("erasures") { bytes in
            guard let known = items(in: bytes), !known.isEmpty else { return false }
            let encoder = JSONEncoder()
            var written: [UInt8] = []
            for item in known { written += Array(try encoder.encode(item)) + [0x0A] }
            try promise(items(in: written) == known, "the list of erasures written and read is the same")
            try promise(items(in: written + Array("{\"cut".utf8)) == known, "a line cut short is none")
            return true
        },
    ]

    /// A line; or, of an entry whose words were erased, the name of its kind.
    private static func content(_ bytes: [UInt8]) -> Entry.Content? {
        if let kind = text(bytes).flatMap(Line.Kind.init(rawValue:)) { return .erased(kind) }
        return decoded(bytes).flatMap { isBounded($0) ? .present($0) : nil }
    }

    private static func decoded(_ bytes: [UInt8]) -> Line? {
        do { return try JSONDecoder().decode(Line.self, from: Data(bytes)) } catch { return nil }
    }

    private static func encoded(_ line: Line) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(line)
    }

    private static func items(in bytes: [UInt8]) -> [ErasureList.Item]? {
        do { return try ErasureList.items(in: Data(bytes), of: "erasures.jsonl") } catch { return nil }
    }

    /// As the house holds a record to it that it takes in. What is in the record of a series none of these prints.
    static func isBounded(_ line: Line) -> Bool {
        if case .series = line.body { return true }
        do throws(Refusal) {
            try Limit.numbers(of: line)
            return true
        } catch {
            return false
        }
    }

    /// - Parameter place: Of a form, as they are printed; after the last comes the meeting's page.
    static func promisePrinted(_ entries: [Entry], as place: Int) throws {
        guard Form.printed.indices.contains(place) else {
            let view = MeetingView(
                slug: "m", address: "https://floor.example/m/m", minutes: Minutes(entries), epoch: "1")
            return try promise(text(house.pages.meeting(view)) != nil, "a page is UTF-8")
        }
        let transcript = Transcript(
            entries: entries, sealed: [], address: "https://floor.example/m/m", slug: "m", record: RecordID("r"),
            publisher: "Floor")
        let form = Form.printed[place]
        try promiseReadable(try house.press.publish(transcript, as: form).bytes, as: form)
    }

    private static func promiseReadable(_ bytes: [UInt8], as form: Form) throws {
        switch form {
        case .json: _ = try JSONSerialization.jsonObject(with: Data(bytes))
        case .jsonl:
            for line in bytes.split(separator: 0x0A) { _ = try JSONSerialization.jsonObject(with: Data(line)) }
        case .akomaNtoso, .sayIt, .tei:
            let parser = XMLParser(data: Data(bytes))
            try promise(parser.parse(), "\(form) is well-formed XML")
        case .openDocument: _ = try ZipArchive(bytes)
        default: try promise(text(bytes) != nil, "\(form) is UTF-8")
        }
    }

    /// With the house's own templates and text.
    private static let house: (press: Press, pages: Pages) = {
        let web = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../web").standardized
        do {
            let assets = try Assets(folder: web.path)
            return (Press(assets), try Pages(assets))
        } catch { preconditionFailure("\(error)") }
    }()
}

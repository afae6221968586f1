import ArgumentParser
import Foundation
import HTTPTypes
import Publishing

/// `openfloor publish SLUG --as FORM --out DIR`, `openfloor publish --series SLUG --out DIR`.
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the record of a closed meeting, or of a series with its papers, as files.")

    @OptionGroup var folder: Folder
    @Argument(help: "The meeting's address.") var slug: String?
    @Option(help: "A series' address, instead of a meeting's.") var series: String?
    @Option(name: .customLong("as"), help: "html, md, txt, odt, json, jsonl, csv, zip …; repeat. Default: all.")
    var forms: [String] = []
    @Option(help: "Folder for the files; made where it is missing.") var out = "."
    @Flag(help: "For the organiser's own archive: .jsonl and .zip with all that is kept, also what is for staff only.")
    var exact = false

    func validate() throws {
        guard (slug == nil) != (series == nil) else {
            throw ValidationError("Name a meeting by its address, or a series by --series.")
        }
        guard series == nil || forms.isEmpty else {
            throw ValidationError("The record of a series is written as JSONL; leave --as out.")
        }
        if let unknown = forms.first(where: { Form(rawValue: $0) == nil }) {
            throw ValidationError(
                "“\(unknown)” is no form. There are \(Form.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        try await Office.open(folder) { office in
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            var written: [String] = []
            if let slug { written = try await meeting(slug, from: office) }
            if let series { written = try await SeriesArchive(slug: series, out: out).write(from: office) }
            if folder.json {
                Terminal.say([UInt8](try JSONEncoder().encode(["files": written])))
            } else {
                for path in written { Terminal.say(path) }
            }
        }
    }

    private func meeting(_ slug: String, from office: Office) async throws -> [String] {
        var written: [String] = []
        for form in forms.isEmpty ? Form.allCases.map(\.rawValue) : forms {
            let bytes = try await office.ask(
                .get, "/api/v1/meetings/\(slug.percentEncoded)/record.\(form)\(exact ? "?as=organiser" : "")")
            let file = URL(fileURLWithPath: out).appendingPathComponent("\(slug).\(form)")
            try Data(bytes).write(to: file, options: .atomic)
            written.append(file.path)
        }
        return written
    }
}

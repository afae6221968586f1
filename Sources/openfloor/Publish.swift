import ArgumentParser
import Foundation
import HTTPTypes
import Publishing

/// `openfloor publish SLUG --as FORM --out DIR`.
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes the record of a closed meeting as files.")

    @OptionGroup var folder: Folder
    @Argument(help: "The meeting's address.") var slug: String
    @Option(name: .customLong("as"), help: "html, md, txt, json, jsonl or csv; repeat for more. Default: all.")
    var forms: [String] = []
    @Option(help: "Folder for the files; made where it is missing.") var out = "."

    func validate() throws {
        if let unknown = forms.first(where: { Form(rawValue: $0) == nil }) {
            throw ValidationError(
                "“\(unknown)” is no form. There are \(Form.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let wanted = forms.isEmpty ? Form.allCases.map(\.rawValue) : forms
        try await Office.open(folder) { office in
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            var written: [String] = []
            for form in wanted {
                let bytes = try await office.ask(
                    .get, "/api/v1/meetings/\(slug.percentEncoded)/record.\(form)?as=organiser")
                let file = URL(fileURLWithPath: out).appendingPathComponent("\(slug).\(form)")
                try Data(bytes).write(to: file, options: .atomic)
                written.append(file.path)
            }
            if folder.json {
                Terminal.say([UInt8](try JSONEncoder().encode(["files": written])))
            } else {
                for path in written { Terminal.say(path) }
            }
        }
    }
}

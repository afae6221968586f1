import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Publishing

/// `openfloor publish SLUG --as FORM --out DIR`, `openfloor publish --series SLUG --out DIR`, `openfloor publish --site DIR`.
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Writes the record of a closed meeting, of a series with its papers, or a static site of all, as files.")

    @OptionGroup var folder: Folder
    @Argument(help: "The meeting's address.") var slug: String?
    @Option(help: "A series' address, instead of a meeting's.") var series: String?
    @Option(help: "Folder for a static site of all listed meetings and series; what changed since is written anew.")
    var site: String?
    @Option(help: "The address where the static site will be read. Default: that of the server.") var siteURL: String?
    @Option(help: "The language of what is printed beside the meeting's own words, such as cy. Default: en.")
    var language: String?
    @Flag(help: "Write every file of the static site again.") var anew = false
    @Option(name: .customLong("as"), help: "html, md, txt, odt, json, jsonl, csv, zip …; repeat. Default: all.")
    var forms: [String] = []
    @Option(help: "Folder for the files; made where it is missing.") var out = "."
    @Flag(help: "For the organiser's own archive: .jsonl and .zip with all that is kept, also what is for staff only.")
    var exact = false

    func validate() throws {
        guard [slug, series, site].compactMap(\.self).count == 1 else {
            throw ValidationError("Name a meeting by its address, or a series by --series, or a folder by --site.")
        }
        guard slug != nil || forms.isEmpty else {
            throw ValidationError("The record of a series is written as JSONL, a site in every form; leave --as out.")
        }
        guard site != nil || siteURL == nil && !anew else {
            throw ValidationError("--site-url and --anew go with --site.")
        }
        guard series == nil || language == nil else {
            throw ValidationError("The record of a series has no words of ours; leave --language out.")
        }
        if let unknown = forms.first(where: { Form(rawValue: $0) == nil }) {
            throw ValidationError(
                "“\(unknown)” is no form. There are \(Form.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        if let site { return try await write(site) }
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

    private func write(_ site: String) async throws {
        let publication = SitePublication(out: site, address: siteURL, language: language, anew: anew)
        try await Office.open(folder) { office in
            let outcome = try await publication.write(from: office)
            if folder.json { return Terminal.say([UInt8](try JSONEncoder().encode(outcome))) }
            Terminal.say(
                "\(site): \(outcome.files.counted("file")), \(outcome.written) written, \(outcome.removed) removed")
        }
    }

    private func meeting(_ slug: String, from office: Office) async throws -> [String] {
        var written: [String] = []
        if forms.isEmpty {
            // The bag has every other form in it, so that all are made of one reading of the record.
            let bag = try await record(of: slug, as: Form.zip.rawValue, from: office)
            let files = try PackedBag(try ZipArchive(bag)).files
            // One that has moved is named as it is now.
            let slug = files.keys.compactMap(Self.slug).first ?? slug
            for name in Form.printed.map({ "\(slug).\($0.fileExtension)" }) {
                guard let bytes = files["data/\(name)"] else {
                    throw Office.Refused(words: "The bag of \(slug) holds no \(name).")
                }
                written.append(try write(bytes, as: name))
            }
            written.append(try write(bag, as: "\(slug).zip"))
        }
        for form in forms {
            written.append(try write(try await record(of: slug, as: form, from: office), as: "\(slug).\(form)"))
        }
        return written
    }

    /// Whose entries a file of a bag is; `nil` for any other file.
    private static func slug(ofEntries name: String) -> String? {
        name.hasPrefix("data/") && name.hasSuffix(".jsonl") ? String(name.dropFirst(5).dropLast(6)) : nil
    }

    private func record(of slug: String, as form: String, from office: Office) async throws -> [UInt8] {
        let query = [exact ? "as=organiser" : nil, language.map { "language=\($0.percentEncoded)" }]
            .compactMap(\.self).joined(separator: "&")
        return try await office.ask(.get, "/api/v1/meetings/\(slug.percentEncoded)/record.\(form)?\(query)")
    }

    private func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = URL(fileURLWithPath: out).appendingPathComponent(name)
        try Data(bytes).write(to: file, options: .atomic)
        return file.path
    }
}

import Crypto
import Foundation
import Proceedings
package import Publishing
package import Transport

/// The folder `web/`, read once: templates, texts, and the files browsers ask for.
package struct Assets: Sendable {
    package let templates: Templates
    /// By language tag: `en`.
    package let phrases: [String: Phrases]
    /// What is typed into a rehearsal.
    package let rehearsal: RehearsalScript
    package let languages: Languages
    /// By address: `/assets/styles/base.css`.
    package let files: [String: StaticFile]

    /// What a Content-Security-Policy must allow for the record's page: it carries its style with it, so that it reads
    /// the same away from this server.
    package let recordStyle: String
    /// Another where any of it is another.
    package let digest: String

    private static func hash(ofStyleIn page: String) -> String {
        let style = page.split(separator: "<style>").last?.split(separator: "</style>").first ?? ""
        return "'sha256-" + Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString() + "'"
    }

    /// Folders whose files are served; templates and texts are not.
    static let servedFolders = ["styles", "client", "views", "images", "api"]
    static let contentTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "yaml": "application/yaml; charset=utf-8",
    ]

    /// Takes the path of `web/`, which holds `templates`, `text`, `samples`, `styles`, `client`, `views`, `images`, `api`.
    ///
    /// - Throws: `folderMissing` where it is no such folder, `cannotRead`, `templateBroken`, `textBroken` with the path.
    package init(folder: String) throws(AssetsError) {
        var isFolder: ObjCBool = false
        for part in ["templates", "text", "samples"] + Self.servedFolders {
            let path = folder + "/" + part
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                throw AssetsError(code: .folderMissing, path: path, underlying: nil)
            }
        }
        let sources = try Self.readTemplates(folder + "/templates")
        templates = try Self.parsed(sources, in: folder + "/templates")
        do {
            recordStyle = Self.hash(ofStyleIn: try templates.render("record/style", [:]))
        } catch {
            throw AssetsError(
                code: .templateBroken, path: folder + "/templates/record/style.mustache", underlying: error)
        }
        phrases = try Self.readPhrases(folder + "/text")
        rehearsal = try Self.readRehearsal(folder + "/samples")
        languages = Languages(phrases)
        files = try Self.readFiles(folder)
        var hash = SHA256()
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) { hash.update(data: Data((name + source).utf8)) }
        for (address, file) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Data((address + file.etag).utf8))
        }
        for (tag, words) in phrases.sorted(by: { $0.key < $1.key }) {
            for (key, phrase) in words.strings.sorted(by: { $0.key < $1.key }) {
                hash.update(data: Data("\(tag) \(key) \(phrase)".utf8))
            }
        }
        digest = hash.finalize().hex
    }

    private static func readTemplates(_ folder: String) throws(AssetsError) -> [String: String] {
        var sources: [String: String] = [:]
        for name in try names(in: folder) where name.hasSuffix(".mustache") {
            sources[String(name.dropLast(".mustache".count))] = String(
                decoding: try read(folder + "/" + name), as: UTF8.self)
        }
        return sources
    }

    private static func parsed(_ sources: [String: String], in folder: String) throws(AssetsError) -> Templates {
        do throws(PublishingError) {
            return try Templates(sources)
        } catch {
            let name = if case .brokenTemplate(let name, _) = error { "/\(name).mustache" } else { "" }
            throw AssetsError(code: .templateBroken, path: folder + name, underlying: error)
        }
    }

    private static func readPhrases(_ folder: String) throws(AssetsError) -> [String: Phrases] {
        var phrases: [String: Phrases] = [:]
        for name in try names(in: folder) where name.hasSuffix(".json") {
            let bytes = try read(folder + "/" + name)
            do {
                let strings = try JSONDecoder().decode([String: String].self, from: Data(bytes))
                let tag = String(name.dropLast(".json".count))
                phrases[tag] = try Phrases(language: tag, strings: strings)
            } catch {
                throw AssetsError(code: .textBroken, path: folder + "/" + name, underlying: error)
            }
        }
        guard let own = phrases[Languages.own] else {
            throw AssetsError(code: .textBroken, path: folder + "/\(Languages.own).json", underlying: nil)
        }
        return phrases.mapValues { $0.completed(by: own) }
    }

    private static func readRehearsal(_ folder: String) throws(AssetsError) -> RehearsalScript {
        var script = RehearsalScript()
        for name in try names(in: folder) where name.hasPrefix("rehearsal.") && name.hasSuffix(".json") {
            let tag = name.split(separator: ".")[1]
            do { try script.add(try read(folder + "/" + name), in: String(tag)) } catch {
                throw AssetsError(code: .textBroken, path: folder + "/" + name, underlying: error)
            }
        }
        return script
    }

    private static func readFiles(_ folder: String) throws(AssetsError) -> [String: StaticFile] {
        var files: [String: StaticFile] = [:]
        for part in servedFolders {
            for name in try names(in: folder + "/" + part) {
                guard let type = contentTypes[String(name.split(separator: ".").last ?? "")] else { continue }
                let read = try read("\(folder)/\(part)/\(name)")
                let bytes = name.hasSuffix(".js") ? Bare.script(read) : read
                let address = address(of: name, in: part)
                let etag = "\"" + SHA256.hash(data: bytes).hex + "\""
                files[address] = StaticFile(
                    path: address, contentType: type, cacheControl: "no-cache", bytes: bytes,
                    gzip: Gzip.squeeze(bytes), etag: etag)
            }
        }
        return files
    }

    /// A service worker keeps pages below its own address only.
    private static func address(of name: String, in part: String) -> String {
        if part == "client", name == "worker.js" { return "/worker.js" }
        return part == "api" ? "/api/\(name)" : "/assets/\(part)/\(name)"
    }

    /// Paths of the files below `folder`, in order.
    private static func names(in folder: String) throws(AssetsError) -> [String] {
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
                .filter { $0.split(separator: "/").last?.contains(".") == true }
        } catch {
            throw AssetsError(code: .cannotRead, path: folder, underlying: error)
        }
    }

    private static func read(_ path: String) throws(AssetsError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw AssetsError(code: .cannotRead, path: path, underlying: error)
        }
    }
}

/// Why `web/` cannot be used.
package struct AssetsError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable { case folderMissing, cannotRead, templateBroken, textBroken }
    package let code: Code
    package let path: String
    package let underlying: (any Error)?

    package var description: String {
        let cause = underlying.map { ": \($0)" } ?? ""
        switch code {
        case .folderMissing: return "the web folder has no \(path); name it with --web DIR"
        case .cannotRead: return "cannot read \(path)\(cause)"
        case .templateBroken: return "template \(path) cannot be used\(cause)"
        case .textBroken: return "text catalogue \(path) is missing or not a flat JSON object\(cause)"
        }
    }
}

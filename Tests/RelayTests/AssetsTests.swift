import Foundation
import Testing
import Transport

@testable import Relay

@Suite struct `The web folder` {
    @Test func `every served file has a type, a tag, and a smaller copy where there is one`() throws {
        let files = try Assets(folder: webFolder).files
        #expect(files["/assets/styles/base.css"]?.contentType == "text/css; charset=utf-8")
        #expect(files["/assets/client/wire.js"]?.contentType == "text/javascript; charset=utf-8")
        for file in files.values {
            #expect(file.etag.count == 66)
            #expect(file.gzip.map { $0.count < file.bytes.count && $0.prefix(2) == [0x1f, 0x8b] } ?? true)
        }
        #expect(files.keys.allSatisfy { !$0.contains("mustache") && !$0.contains(".json") })
    }

    @Test func `scripts are served without comments, line by line the same`() throws {
        let script = """
            // one
            /** two
             * three */
            const a = /** @type {string} */ (b); // kept
              /** @type {B} */ (c).d();

            """
        #expect(
            String(decoding: Bare.script(Array(script.utf8)), as: UTF8.self)
                == "\n\n\nconst a = /** @type {string} */ (b); // kept\n(c).d();\n")
        // And ours have no template literal with a line that looks like a comment
        for path in try FileManager.default.subpathsOfDirectory(atPath: webFolder) where path.hasSuffix(".js") {
            let words = try String(contentsOfFile: webFolder + "/" + path, encoding: .utf8)
            let literals = words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }
            #expect(
                literals.allSatisfy { !$0.element.contains("\n") || path.hasPrefix("tests/") || isProse($0.element) })
        }
    }

    /// Backquotes in a comment, not a literal.
    private func isProse(_ words: Substring) -> Bool { words.contains("\n *") || words.contains("\n//") }

    @Test func `pages keep within their budgets`() throws {
        // Given what each page loads, gzipped
        let files = try Assets(folder: webFolder).files
        func size(_ names: [String]) throws -> Int {
            try names.map { name in
                let file = try #require(files["/assets/" + name])
                return (file.gzip ?? file.bytes).count
            }.reduce(0, +)
        }
        let styles = ["styles/tokens.css", "styles/base.css", "styles/rail.css", "styles/meeting.css"]
        let reader = [
            "views/early.js", "views/meeting.js", "views/lines.js", "views/parts.js", "views/browser.js",
            "client/announcer.js", "client/connection.js", "client/follower.js", "client/phrases.js",
            "client/record.js", "client/wire.js",
        ]
        let staff =
            ["scribe", "composer", "controls", "outgoing"].map { "views/\($0).js" }
            + ["client/outbox.js", "client/scribe-syntax.js"]
        // Then an attendee's page and a scribe's stay small
        #expect(try size(reader) <= 20_000)
        #expect(try size(styles) <= 12_000)
        #expect(try size(reader + staff) <= 40_000)
        #expect(try size(styles + ["styles/scribe.css"]) <= 12_000)
    }

    @Test func `a missing web folder is named in the error`() throws {
        let error = #expect(throws: AssetsError.self) { try Assets(folder: "/nowhere/web") }
        #expect(error?.code == .folderMissing)
        #expect(error?.description == "the web folder has no /nowhere/web/templates; name it with --web DIR")
    }

    @Test func `a broken template or catalogue is named in the error`() throws {
        for (path, words, code) in [
            ("templates/home.mustache", "{{#open}}", AssetsError.Code.templateBroken),
            ("text/en.json", "[1]", .textBroken),
        ] {
            // Given a copy of the web folder with one broken file
            let copy = FileManager.default.temporaryDirectory.appendingPathComponent("openfloor-web-\(UUID())").path
            try FileManager.default.copyItem(atPath: webFolder, toPath: copy)
            defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: copy) } }
            try words.write(toFile: copy + "/" + path, atomically: true, encoding: .utf8)
            // Then it is refused by name
            let error = #expect(throws: AssetsError.self) { try Assets(folder: copy) }
            #expect(error?.code == code)
            #expect(error?.path.hasSuffix(path) == true)
        }
    }
}

@Suite struct `QR codes` {
    @Test func `have a quiet zone and the three corners`() throws {
        let code = try #require(QRCode("https://notes.example.org/m/a"))
        #expect(code.size == 29 + 8)
        #expect(code.path.hasPrefix("M4,4h7v1h-7z"))
        #expect(code.path.contains("M26,4h7v1h-7z") && code.path.contains("M4,32h7v1h-7z"))
    }

    @Test func `do not exist for what they cannot hold`() {
        #expect(QRCode(String(repeating: "a", count: 4000)) == nil)
        #expect(QRCode("a\0b") == nil)
    }
}

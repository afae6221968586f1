import Foundation
import Proceedings
import Publishing
import Testing

/// Files beside the tests, and the house's templates and text as the server would load them.
enum Shelf {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let web = tests.appending(path: "../../web").standardized

    static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: tests.appending(path: path))) }

    static func templates() throws -> Templates {
        let folder = web.appending(path: "templates/record")
        var sources: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".mustache") {
            sources["record/" + name.dropLast(9)] = try String(
                contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        return try Templates(sources)
    }

    static func text() throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(contentsOf: web.appending(path: "text/en.json")))
    }

    static func press() throws -> Press { Press(templates: try templates(), text: try text()) }

    static func print(_ transcript: Transcript, as form: Form) throws -> String {
        String(decoding: try press().publish(transcript, as: form).bytes, as: UTF8.self)
    }
}

/// Compares with `Golden/NAME`; `RECORD_GOLDEN=1` writes the file instead, for a person to read the difference.
func expectGolden(_ bytes: [UInt8], _ name: String) throws {
    let file = Shelf.tests.appending(path: "Golden").appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        try Data(bytes).write(to: file)
        return
    }
    let golden = Array(try Data(contentsOf: file))
    let differs = zip(golden, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(
        golden == bytes, "\(name) differs from its golden file at byte \(differs ?? min(golden.count, bytes.count))")
}

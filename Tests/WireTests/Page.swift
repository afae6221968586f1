import Foundation
import Testing

/// `Protocol.md` and `asyncapi.yaml` as a reader has them.
enum Page {
    static let protocolPage = text("Sources/Wire/Wire.docc/Protocol.md")
    static let asyncAPI = text("web/api/asyncapi.yaml")
    static let openAPI = text("web/api/openapi.yaml")

    /// Every literal frame of a meeting, in order, with its `is` or `do`.
    static let frames = sections.filter { !$0.hasPrefix("Series\n") }.flatMap(frames(in:))

    /// Every literal frame of a series.
    static let seriesFrames = sections.filter { $0.hasPrefix("Series\n") }.flatMap(frames(in:))

    private static let sections = protocolPage.components(separatedBy: "\n## ")

    private static func frames(in section: String) -> [Frame] {
        var frames: [Frame] = []
        var isFrame = false
        for line in section.split(separator: "\n") {
            if line.hasPrefix("```") {
                isFrame = line == "```json"
            } else if isFrame {
                frames.append(Frame(String(line)))
            }
        }
        return frames
    }

    struct Frame: Sendable, CustomTestStringConvertible {
        let text: String
        var bytes: [UInt8] { Array(text.utf8) }
        var testDescription: String { String(text.prefix(60)) }

        init(_ text: String) { self.text = text }

        func word(_ key: String) -> String? { (Page.object(bytes) as? [String: Any])?[key] as? String }
    }

    /// Rows of the table under a heading, cells without their backquotes.
    static func table(_ heading: String) -> [[String]] {
        guard let section = protocolPage.components(separatedBy: "\n## ").first(where: { $0.hasPrefix(heading) }) else {
            return []
        }
        return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }

    /// The words a one-line `const` of the YAML gives for a key: `do: { const: write }`.
    static func constants(_ key: String, in yaml: String) -> [String] {
        yaml.split(separator: "\n").compactMap { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            guard line.hasPrefix("\(key): { const: "), line.hasSuffix(" }") else { return nil }
            return String(line.dropFirst("\(key): { const: ".count).dropLast(2))
        }
    }

    /// `x-roles` of the schema whose `do` is `word`.
    static func roles(of word: String, in yaml: String) -> [String]? {
        let lines = yaml.split(separator: "\n")
        guard let place = lines.firstIndex(of: "        do: { const: \(word) }"),
            let row = lines[..<place].last(where: { $0.hasPrefix("      x-roles: [") })
        else { return nil }
        return row.dropFirst("      x-roles: [".count).dropLast().components(separatedBy: ", ")
    }

    /// The items of the block list that follows a line, one `- word` to a line.
    static func list(after start: String, in yaml: String) -> [String] {
        let lines = yaml.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let place = lines.firstIndex(of: start) else { return [] }
        return lines[(place + 1)...].drop { !$0.hasPrefix("- ") }.prefix { $0.hasPrefix("- ") }.map {
            String($0.dropFirst(2))
        }
    }

    static func object(_ bytes: [UInt8]) -> Any? {
        do { return try JSONSerialization.jsonObject(with: Data(bytes)) } catch { return nil }
    }

    /// Keys sorted, for comparing what is not written in the same order.
    static func canonical(_ bytes: [UInt8]) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(bytes))
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }

    private static func text(_ path: String) -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return FileManager.default.contents(atPath: root.appending(path: path).path).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }
}

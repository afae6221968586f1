import Foundation
import Yams

/// The options of `openfloor serve` as a file: YAML, one `key: value` a line, comments after `#`.
struct ConfigFile {
    let path: String
    private(set) var settings: [Setting] = []
    private(set) var faults: [Fault] = []
    /// Whether there are keys in it at all.
    private(set) var isYAML = true

    /// The option that names the file.
    static let option = "config"

    struct Setting {
        let key: String
        let values: [String]
        /// From 1.
        let line: Int
    }

    struct Fault {
        /// `nil` where it is about what is not there.
        let line: Int?
        let words: String
    }

    /// Reads what can be read; what cannot is among `faults`.
    init(_ path: String, keys: ServeKeys) throws {
        self.path = path
        let text = String(decoding: try Terminal.read(path), as: UTF8.self)
        do {
            guard let root = try Yams.compose(yaml: text) else { return }  // nothing but comments
            guard case .mapping(let mapping) = root else {
                throw Unfit(words: "this is no YAML with one “key: value” a line")
            }
            for (key, value) in mapping { take(key, value, keys) }
        } catch {
            isYAML = false
            faults.append(Self.fault(error))
        }
    }

    /// As words of a command line, without those keys that it names itself.
    func arguments(beneath given: [String]) -> [String] {
        settings.filter { setting in
            !given.contains { $0 == "--\(setting.key)" || $0.hasPrefix("--\(setting.key)=") }
        }.flatMap { setting in setting.values.map { "--\(setting.key)=\($0)" } }
    }

    func setting(_ key: String) -> Setting? { settings.first { $0.key == key } }

    /// `FILE:LINE: words`, as compilers write it and editors jump to it.
    func sentence(_ fault: Fault) -> String {
        "\(path):\(fault.line.map { "\($0):" } ?? "") \(fault.words)"
    }

    private mutating func take(_ name: Node, _ value: Node, _ keys: ServeKeys) {
        let line = name.mark?.line ?? 1
        guard case .scalar(let scalar) = name, let key = keys[scalar.string] else {
            let word = name.scalar?.string ?? ""
            return faults.append(
                Fault(line: line, words: "there is no key “\(word)”; did you mean “\(keys.nearest(to: word))”?"))
        }
        do throws(Unfit) {
            settings.append(Setting(key: key.name, values: try Self.values(of: value, for: key), line: line))
        } catch { faults.append(Fault(line: line, words: error.words)) }
    }

    private struct Unfit: Error { let words: String }

    private static func values(of node: Node, for key: ServeKeys.Key) throws(Unfit) -> [String] {
        switch node {
        case .scalar(let scalar):
            guard !scalar.string.isEmpty else {
                throw Unfit(words: "“\(key.name)” has no value; write one, or put a # before the line")
            }
            return [scalar.string]
        case .sequence(let sequence) where key.isRepeating:
            let words = sequence.compactMap(\.scalar?.string)
            guard words.count == sequence.count else {
                throw Unfit(words: "“\(key.name)” takes a list of plain values")
            }
            return words
        default:
            throw Unfit(
                words: key.isRepeating
                    ? "“\(key.name)” takes one value, or a list of them in [ ]"
                    : "“\(key.name)” takes one value; put it in \"quotes\" where it begins with a bracket")
        }
    }

    private static func fault(_ error: any Error) -> Fault {
        if let unfit = error as? Unfit { return Fault(line: 1, words: unfit.words) }
        return switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Fault(line: mark.line, words: "this is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            Fault(
                line: context.mark.line,
                words: "\(duplicates.sorted().map { "“\($0)”" }.joined(separator: ", ")) stands here more than once")
        default: Fault(line: nil, words: "this is no YAML: \(error)")
        }
    }
}

import ArgumentParser
import Foundation

/// What a configuration file may say: the options of `openfloor serve`, by their own names and in their own words, so
/// that none can be forgotten.
struct ServeKeys {
    let all: [Key]

    struct Key {
        let name: String
        let help: String
        let preset: String?
        let isRepeating: Bool
        let section: String?
    }

    init() throws {
        // As ArgumentParser prints it for `--experimental-dump-help`.
        struct Dump: Decodable { let command: Command }
        struct Command: Decodable { let arguments: [Argument] }
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let kind: String
            let preferredName: Name?
            let abstract: String?
            let defaultValue: String?
            let isRepeating: Bool
            let sectionTitle: String?
        }
        let dump = try JSONDecoder().decode(Dump.self, from: Data(Serve._dumpHelp().utf8))
        all = dump.command.arguments.compactMap { argument in
            guard argument.kind == "option", let name = argument.preferredName?.name, name != ConfigFile.option else {
                return nil
            }
            return Key(
                name: name, help: argument.abstract ?? "", preset: argument.defaultValue,
                isRepeating: argument.isRepeating, section: argument.sectionTitle)
        }
    }

    subscript(name: String) -> Key? { all.first { $0.name == name } }

    func nearest(to name: String) -> String {
        all.map(\.name).min { $0.difference(from: name).count < $1.difference(from: name).count } ?? ""
    }
}

import ArgumentParser
import Foundation

/// Looks through a configuration file the way a start would, and further: all faults rather than the first.
struct ConfigCheck {
    let file: ConfigFile

    init(_ path: String) throws {
        file = try ConfigFile(path, keys: try ServeKeys())
    }

    func faults() async -> [ConfigFile.Fault] {
        guard file.isYAML else { return file.faults }
        var left = file.settings
        var faults = file.faults
        var setAside: Set<String> = []
        while true {
            do {
                let plan = try Self.plan(left)
                let obstacles = await House.obstacles(to: plan)
                return faults + obstacles.map { ConfigFile.Fault(line: file.setting($0.key)?.line, words: $0.words) }
            } catch {
                let words = Serve.message(for: error)
                // What a word that is not understood stands for is not known: the rest is looked at without it.
                guard let culprit = left.firstIndex(where: { Self.concerns(words, $0) }) else {
                    return faults + [ConfigFile.Fault(line: nil, words: words)]
                }
                // That a key lacks its companion is no fault of its own where that was set aside.
                if setAside.isDisjoint(with: Self.keys(in: words)) {
                    faults.append(ConfigFile.Fault(line: left[culprit].line, words: words))
                }
                setAside.insert(left.remove(at: culprit).key)
            }
        }
    }

    private static func plan(_ settings: [ConfigFile.Setting]) throws -> House.Plan {
        let words = settings.flatMap { setting in setting.values.map { "--\(setting.key)=\($0)" } }
        return try Serve.parse(words).plan()
    }

    private static func keys(in words: String) -> [String] {
        words.matches(of: #/--([a-z\-]+)/#).map { String($0.1) }
    }

    private static func concerns(_ words: String, _ setting: ConfigFile.Setting) -> Bool {
        let names = keys(in: words)
        if !names.isEmpty { return names.contains(setting.key) }
        return setting.values.contains { words.contains($0) }
    }
}

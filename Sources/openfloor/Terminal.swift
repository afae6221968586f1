import ArgumentParser
import Foundation

/// What the commands say on standard output, at once even where it is a pipe; and the files they are given.
enum Terminal {
    /// - Throws: `ValidationError` with the file's name and what is the matter with it.
    static func read(_ file: String) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            throw ValidationError("\(file) cannot be read: \(error.localizedDescription)")
        }
    }

    static func say(_ line: String) {
        say(Array(line.utf8))
    }

    static func say(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes + [0x0A]))
        } catch {
            // Whoever read us has gone, as in `openfloor meeting list | head -1`; the work itself goes on.
        }
    }
}

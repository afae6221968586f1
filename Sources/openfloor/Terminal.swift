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

    /// Whether a file's first bytes are these.
    static func begins(_ file: String, with bytes: [UInt8]) throws -> Bool {
        let handle: FileHandle
        do { handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file)) } catch {
            throw ValidationError("\(file) cannot be read: \(error.localizedDescription)")
        }
        defer {
            do { try handle.close() } catch {}  // it was only read
        }
        return [UInt8](try handle.read(upToCount: bytes.count) ?? Data()) == bytes
    }

    static func say(_ line: String) {
        say(Array(line.utf8))
    }

    /// On standard error, where cron and people look for what is wrong.
    static func warn(_ line: String) {
        do {
            try FileHandle.standardError.write(contentsOf: Data(Array(line.utf8) + [0x0A]))
        } catch {
            say(line)
        }
    }

    static func say(_ bytes: [UInt8]) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes + [0x0A]))
        } catch {
            // Whoever read us has gone, as in `openfloor meeting list | head -1`; the work itself goes on.
        }
    }
}

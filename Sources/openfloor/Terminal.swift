import ArgumentParser
import Foundation
import Proceedings

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

    /// - Returns: `false` where nobody reads any more.
    static func utter(_ line: String) -> Bool {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(Array(line.utf8) + [0x0A]))
            return true
        } catch {
            return false
        }
    }

    /// Without what a terminal would obey: control characters and those that turn the direction of writing are marked
    /// instead. Line breaks stay.
    static func printable(_ words: some StringProtocol) -> String {
        var text = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\n": text.append(scalar)
            case "\t": text.append(" ")
            default: text.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
            }
        }
        return String(text)
    }

    /// JSON in which such characters are written as numbers.
    static func escaped(_ json: String) -> String {
        var text = ""
        for scalar in json.unicodeScalars {
            if scalar.isObeyed {
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// A terminal does something at it; all such are of the Basic Multilingual Plane.
    fileprivate var isObeyed: Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory) || turnsDirection
    }
}

import Foundation

/// What the commands say on standard output, at once even where it is a pipe.
enum Terminal {
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

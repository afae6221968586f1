import Foundation

/// Standard output, line by line as it is said.
enum Output {
    static func print(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do {
            say(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            Arguments.refuse("\(error)")
        }
    }

    static func say(_ line: String) {
        Swift.print(line)
        fflush(nil)
    }
}

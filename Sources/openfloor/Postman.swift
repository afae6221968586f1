import ArgumentParser
import Foundation

/// Hands letters to the operator's `sendmail`, without a shell.
struct Postman: Sendable {
    private let program: String
    private let arguments: [String]

    /// - Throws: `ValidationError` where it is no program with a whole path.
    init(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        guard let program = words.first, program.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: program)
        else {
            throw ValidationError("--sendmail takes the whole path of a program, such as /usr/sbin/sendmail -t -i.")
        }
        self.program = program
        arguments = Array(words.dropFirst())
    }

    /// A program that takes longer is ended.
    private static let patience = Duration.seconds(60)

    /// Returns once the program has taken it.
    func post(_ letter: [UInt8]) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("openfloor-\(UUID().uuidString).eml")
        // From a file, so that a program which reads nothing holds nobody up.
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(letter), attributes: [.posixPermissions: 0o600])
        else { throw PostError(words: "no room for a letter") }
        defer { unlink(file.path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard try await Self.status(of: process) == 0 else { throw PostError(words: "the program for mail failed") }
    }

    /// As it ended; `nil` where it was ended because it took too long.
    private static func status(of process: Process) async throws -> Int32? {
        let (endings, ended) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingNewest(1))
        process.terminationHandler = { process in
            ended.yield(process.terminationStatus)
            ended.finish()
        }
        try process.run()
        let id = process.processIdentifier
        return await withTaskGroup(of: Int32?.self) { group in
            group.addTask { await endings.first { _ in true } }
            group.addTask {
                do { try await Task.sleep(for: patience) } catch { return nil }  // it ended before
                kill(id, SIGKILL)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

struct PostError: Error, CustomStringConvertible {
    let words: String

    var description: String { words }
}

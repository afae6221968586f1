import ArgumentParser
import Foundation
import Subprocess
import SystemPackage

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
        let status = try await status(reading: try Self.file(holding: letter))
        guard status?.isSuccess == true else { throw PostError(words: "the program for mail failed") }
    }

    /// A file, so that a program which reads nothing holds nobody up. It has no name any more: nobody else finds it.
    private static func file(holding letter: [UInt8]) throws -> FileDescriptor {
        let path = FilePath(FileManager.default.temporaryDirectory.path).appending("openfloor-\(UUID().uuidString).eml")
        let writing = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        defer { unlink(path.string) }
        try writing.closeAfter { _ = try writing.writeAll(letter) }
        return try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    }

    /// As it ended; `nil` where it is ended because it takes too long.
    private func status(reading letter: FileDescriptor) async throws -> TerminationStatus? {
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await run(
                    .path(FilePath(program)), arguments: Arguments(arguments),
                    input: .fileDescriptor(letter, closeAfterSpawningProcess: true), output: .discarded
                ).terminationStatus as TerminationStatus?
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}

struct PostError: Error, CustomStringConvertible {
    let words: String

    var description: String { words }
}

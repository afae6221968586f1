import ArgumentParser
import Foundation
import Recorder

/// What a witness saw last of each record, kept between runs.
struct WitnessFile: Codable, Sendable {
    /// By the record's address.
    var records: [String: Seen] = [:]

    struct Seen: Codable, Sendable {
        let record: String
        /// As it was shown first; another later is no checkpoint of this record.
        let verifierKey: String
        /// The signed note, with the witness's cosignature.
        let checkpoint: String
    }

    /// - Throws: `ValidationError` where the file is there and is none; starting anew would forget what was seen.
    init(at path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            self = try JSONDecoder().decode(WitnessFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw ValidationError(
                "\(path) is no file of a witness, or is damaged. Put back a copy, or name another by --keep.")
        }
    }

    /// Whole or not at all.
    func save(at path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// The key a witness cosigns with, in a file that only its owner reads.
enum WitnessKey {
    static func known(at path: String, name: String) throws -> Cosigner {
        if FileManager.default.fileExists(atPath: path) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
                throw ValidationError("\(path) may be read by others than its owner. Say chmod 600 \(path).")
            }
            let words = String(decoding: try Terminal.read(path), as: UTF8.self).split(separator: "\n").first
            guard let cosigner = words.flatMap({ Cosigner(secret: String($0)) }) else {
                throw ValidationError(
                    "\(path) is no key of a witness. Put back a copy, or name another file by --keep.")
            }
            return cosigner
        }
        guard let cosigner = Cosigner(name: name) else {
            throw ValidationError("--name must have neither blanks nor plus signs.")
        }
        let bytes = Array("\(cosigner.secret)\n".utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ValidationError("\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw ValidationError("\(path) cannot be written. Remove it before the next run.")
        }
        Terminal.say("made a key; who relies on this witness needs: \(cosigner.verifierLine)")
        return cosigner
    }
}

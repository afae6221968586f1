import Foundation
import GRDB
import Proceedings

/// One thing a doctor looked at, in words, and what to do where it is not as it should be.
package struct Finding: Hashable, Sendable {
    package let words: String
    /// `nil`: it is as it should be.
    package let advice: String?

    package init(_ words: String, advice: String? = nil) {
        self.words = words
        self.advice = advice
    }
}

extension RecordStore {
    /// What only the open store can tell: whether it waits for the disk, whether its records are sound, whether it signs
    /// with the key that is in the folder, whether all that was erased is gone.
    package func diagnose() async throws(RecorderError) -> [Finding] {
        var findings: [Finding] = []
        let level = try await write { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
        findings.append(
            Finding(
                "the database waits for the disk (synchronous \(level))",
                advice: level == 2 ? nil : "Report this; nothing should be recorded."))
        let verdicts = try await verify()
        let bad = verdicts.filter { !$0.isSound }
        if bad.isEmpty {
            findings.append(
                Finding(verdicts.count == 1 ? "the only record is sound" : "all \(verdicts.count) records are sound"))
        }
        for verdict in bad {
            findings.append(
                Finding(
                    "\(verdict.record?.text ?? "the database"): \(verdict.fault.map { "\($0)" } ?? "")",
                    advice: "Keep a copy of the folder as it is, then restore the newest backup."))
        }
        let place = DataFolder(path: folder)
        do {
            let isOwn = try SigningKey.load(place.key).publicKey == key.publicKey
            findings.append(
                Finding(
                    "the signing key in the folder is the one in use",
                    advice: isOwn ? nil : "Put the key file back from a backup, or start the server anew."))
        } catch {
            findings.append(Finding("the signing key: \(error)", advice: "Put it back from a backup, mode 0600."))
        }
        do {
            findings.append(Finding("the list of erasures has \(try place.erasures.items().count) lines"))
        } catch {
            findings.append(Finding("\(error)", advice: "Put the list back from a backup before the next start."))
        }
        return findings
    }

    /// What the folder itself tells, whoever serves it.
    package static func diagnose(folder: String) -> [Finding] {
        DataFolder(path: folder).findings
    }
}

extension DataFolder {
    fileprivate var findings: [Finding] {
        let secret = [path, database, key, keys, erasures.path, lock].filter {
            FileManager.default.fileExists(atPath: $0)
        }
        var findings = secret.compactMap { path -> Finding? in
            var status = stat()
            guard stat(path, &status) == 0 else {
                return Finding("\(path): \(Reason.system("stat"))", advice: "Check the disk.")
            }
            guard status.st_mode & 0o077 != 0 else { return nil }
            return Finding("others than its owner may read \(path)", advice: "chmod go= \(path)")
        }
        if findings.isEmpty { findings = [Finding("the folder is closed to others")] }
        do {
            let free = try freeBytes()
            findings.append(
                Finding(
                    "\(free / 1_048_576) MiB are free",
                    advice: free >= RecordStore.roomKept ? nil : "Make room: without it nothing can be recorded."))
        } catch {
            findings.append(Finding("\(error)", advice: "Check the disk."))
        }
        let left = [copy, copy + ".part", path + "/backup.part", path + "/restore.part", key + ".new"].filter {
            FileManager.default.fileExists(atPath: $0)
        }
        findings += left.map {
            Finding("left behind: \($0)", advice: "Remove it, unless a migration, a backup or a restore is under way.")
        }
        return findings
    }
}

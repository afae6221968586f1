import Foundation

/// Keeps every other writer out of a data folder, for as long as it lives or until `release`.
///
/// The lock belongs to the open file (flock), so a crash frees it and a second store in the same process is refused too.
final class FolderLock: Sendable {
    private let descriptor: Int32

    init(_ folder: DataFolder) throws {
        let descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open \(folder.lock)") }
        do {
            try Self.hold(descriptor, folder)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor  // not before: once it is set, a throw runs `deinit`, which closes it again
    }

    deinit { close(descriptor) }

    func release() { flock(descriptor, LOCK_UN) }

    private static func hold(_ descriptor: Int32, _ folder: DataFolder) throws {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw Reason.system("flock") }
            let reason = Reason("held by process \(holder(descriptor))")
            throw RecorderError(code: .folderInUse, path: folder.path, underlying: reason)
        }
        let name = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, name, name.count, 0) == name.count else {
            throw Reason.system("write \(folder.lock)")
        }
    }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
    }
}

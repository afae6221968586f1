import Foundation

/// What the server's process has used, from /proc.
struct Meter {
    private let process: Int

    /// - Parameter process: 0 where nothing is to be measured.
    init(of process: Int) { self.process = process }

    /// Nanoseconds on a CPU of all threads there are now, of the kernel's work on their behalf too.
    var cpu: UInt64 {
        guard process > 0 else { return 0 }
        let folder = "/proc/\(process)/task"
        var sum: UInt64 = 0
        do {
            for thread in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let text = try String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)
                sum += text.split(separator: " ").first.flatMap { UInt64($0) } ?? 0
            }
        } catch {
            Arguments.refuse("cannot read \(folder): \(error)")
        }
        return sum
    }

    /// Resident memory, KiB.
    var memory: Int {
        guard process > 0 else { return 0 }
        do {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
        } catch {
            Arguments.refuse("cannot read /proc/\(process)/status: \(error)")
        }
    }

    /// Nanoseconds on a CPU of this process: a generator near a full core measures itself.
    static var own: UInt64 { Meter(of: Int(getpid())).cpu }
}

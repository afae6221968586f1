import Foundation
import Glibc

/// What the server's process has used, as the kernel counts it.
struct Meter {
    private let process: Int

    /// - Parameter process: 0 where nothing is to be measured.
    init(of process: Int) { self.process = process }

    /// Nanoseconds on a CPU of all its threads, those that have ended too, and of the kernel's work on their behalf:
    /// what `/proc/PID/task/*/schedstat` adds up to while none ends. Threads that idle do end in Swift's runtime.
    var cpu: UInt64 {
        guard process > 0 else { return 0 }
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(pid_t(process), &clock) == 0, clock_gettime(clock, &time) == 0 else {
            Arguments.refuse("Process \(process) is no more.")
        }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
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

/// What server and generator use from one instant on.
struct Measurement {
    let start = Clock.now
    private let meter: Meter
    private let server: UInt64
    private let generator = Meter.own

    init(of meter: Meter) {
        self.meter = meter
        server = meter.cpu
    }

    func end(in effort: inout Report.Effort) {
        effort.seconds = Double(Clock.now - start) / 1e9
        effort.server = Double(meter.cpu - server) / 1e9
        effort.generator = Double(Meter.own - generator) / 1e9
    }
}

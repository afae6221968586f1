import Glibc

enum Clock {
    /// CLOCK_MONOTONIC, nanoseconds: the same in every process of the machine.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    static func after(_ seconds: Double) -> UInt64 { now + UInt64(seconds * 1e9) }

    /// Whole milliseconds from now on, rounded up; 0 where it is past.
    static func milliseconds(until instant: UInt64, most: Int32) -> Int32 {
        let now = now
        guard instant > now else { return 0 }
        return Int32(min(UInt64(most), (instant - now + 999_999) / 1_000_000))
    }
}

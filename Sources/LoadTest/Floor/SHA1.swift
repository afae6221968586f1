/// SHA-1 (RFC 3174), for the one answer RFC 6455 asks of a server.
struct SHA1 {
    private var state: SIMD8<UInt32> = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0, 0, 0, 0]

    static func digest(of text: [UInt8]) -> [UInt8] {
        var hash = SHA1()
        let padded = padded(text)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { schedule in
            for block in stride(from: 0, to: padded.count, by: 64) {
                for index in 0..<16 {
                    let place = block + index * 4
                    schedule[index] =
                        UInt32(padded[place]) << 24 | UInt32(padded[place + 1]) << 16 | UInt32(padded[place + 2]) << 8
                        | UInt32(padded[place + 3])
                }
                hash.mix(schedule)
            }
        }
        return (0..<20).map { UInt8(truncatingIfNeeded: hash.state[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
    }

    private static func padded(_ text: [UInt8]) -> [UInt8] {
        var padded = text
        padded.reserveCapacity(text.count + 72)
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        let length = UInt64(text.count) * 8
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: length >> shift))
        }
        return padded
    }

    /// One block; its sixteen words are given, the other sixty-four made here.
    private mutating func mix(_ schedule: UnsafeMutableBufferPointer<UInt32>) {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for index in 0..<80 {
            if index >= 16 {
                schedule[index] = Self.rotated(
                    schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16], by: 1)
            }
            let (choice, constant): (UInt32, UInt32) =
                switch index / 20 {
                case 0: ((b & c) | (~b & d), 0x5A82_7999)
                case 1: (b ^ c ^ d, 0x6ED9_EBA1)
                case 2: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let next = Self.rotated(a, by: 5) &+ choice &+ e &+ schedule[index] &+ constant
            (a, b, c, d, e) = (next, a, Self.rotated(b, by: 30), c, d)
        }
        state = state &+ SIMD8(a, b, c, d, e, 0, 0, 0)
    }

    private static func rotated(_ word: UInt32, by bits: UInt32) -> UInt32 {
        word << bits | word >> (32 - bits)
    }
}

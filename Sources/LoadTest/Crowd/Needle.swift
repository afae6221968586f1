import Glibc

/// A word looked for in frame after frame: mostly it stands where it stood before.
struct Needle {
    private let word: [UInt8]
    private var place = 0

    init(_ word: StaticString) {
        self.word = word.withUTF8Buffer { Array($0) }
    }

    /// - Returns: The offset behind the word; nil where it does not occur.
    mutating func end(in text: UnsafeRawBufferPointer) -> Int? {
        guard let start = text.baseAddress, text.count >= word.count else { return nil }
        return word.withUnsafeBytes { word in
            guard let wanted = word.baseAddress else { return nil }
            let last = text.count - word.count
            if place <= last, memcmp(start + place, wanted, word.count) == 0 { return place + word.count }
            var candidate = 0
            while candidate <= last, let found = memchr(start + candidate, Int32(word[0]), last - candidate + 1) {
                candidate = UnsafeRawPointer(found) - start
                if memcmp(found, wanted, word.count) == 0 {
                    place = candidate
                    return candidate + word.count
                }
                candidate += 1
            }
            return nil
        }
    }

    /// The whole number behind the word.
    mutating func number(in text: UnsafeRawBufferPointer) -> Int? {
        guard var index = end(in: text), index < text.count, text[index] &- 48 < 10 else { return nil }
        var number = 0
        while index < text.count, text[index] &- 48 < 10 {
            number = number &* 10 &+ Int(text[index] &- 48)
            index += 1
        }
        return number
    }
}

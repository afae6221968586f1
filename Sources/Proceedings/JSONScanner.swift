/// Walks over JSON (RFC 8259) as bytes and takes only what it is asked for: for files of a million rows, where a tree
/// for each row would cost more than all the hashing.
package struct JSONScanner {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// The text is no JSON from here on, or not of the shape that was asked for.
    package struct Fault: Error, Hashable, Sendable {
        /// From the first byte that was given.
        package let offset: Int

        package init(offset: Int) { self.offset = offset }
    }

    /// Deeper is refused.
    private static let deepest = 64

    /// An object's members in turn; `member` takes or skips each value.
    package mutating func members(
        _ member: (ArraySlice<UInt8>, inout JSONScanner) throws(Fault) -> Void
    ) throws(Fault) {
        try expect("{")
        if take("}") { return }
        repeat {
            let key = try plainString()
            try expect(":")
            try member(key, &self)
        } while take(",")
        try expect("}")
    }

    /// Nothing but blanks follows.
    package mutating func end() throws(Fault) {
        skipBlanks()
        guard place == bytes.endIndex else { throw fault }
    }

    /// A string's bytes, with what was escaped put back.
    package mutating func string() throws(Fault) -> [UInt8] {
        try expect("\"")
        let start = place
        while place < bytes.endIndex, bytes[place] >= 0x20, bytes[place] != Self.quote, bytes[place] != Self.escape {
            place += 1
        }
        var text = Array(bytes[start..<place])
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            switch byte {
            case Self.quote: return text
            case Self.escape: try unescape(into: &text)
            case 0..<0x20: throw fault
            default: text.append(byte)
            }
        }
        throw fault
    }

    /// A whole number, without fraction or exponent.
    package mutating func integer() throws(Fault) -> Int {
        skipBlanks()
        let start = place
        while place < bytes.endIndex, bytes[place] == Self.minus || (0x30...0x39).contains(bytes[place]) { place += 1 }
        guard place - start <= 19, let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)) else {
            throw fault
        }
        return number
    }

    /// - Returns: The value's bytes as they stand.
    @discardableResult
    package mutating func skip() throws(Fault) -> ArraySlice<UInt8> {
        skipBlanks()
        let start = place
        var depth = 0
        repeat {
            skipBlanks()
            guard place < bytes.endIndex else { throw fault }
            switch bytes[place] {
            case Self.quote: _ = try plainString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
                guard depth <= Self.deepest else { throw fault }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            default: place += 1
            }
        } while depth > 0 || (place < bytes.endIndex && isInside(bytes[place]))
        guard depth == 0, place > start else { throw fault }
        return bytes[start..<place]
    }

    /// A number or word goes on.
    private func isInside(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x45: true
        default: false
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// As it stands, its escapes with it.
    private mutating func plainString() throws(Fault) -> ArraySlice<UInt8> {
        try expect("\"")
        let start = place
        while place < bytes.endIndex, bytes[place] != Self.quote {
            place += bytes[place] == Self.escape ? 2 : 1
        }
        guard place < bytes.endIndex else { throw fault }
        place += 1
        return bytes[start..<(place - 1)]
    }

    private mutating func unescape(into text: inout [UInt8]) throws(Fault) {
        guard place < bytes.endIndex else { throw fault }
        let letter = bytes[place]
        place += 1
        switch letter {
        case Self.quote, Self.escape, UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += UTF8.encode(try scalar()).map(Array.init) ?? []
        default: throw fault
        }
    }

    /// After `\u`; of a pair of surrogates both.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        var value = try hex()
        if (0xD800..<0xDC00).contains(value) {
            guard place + 1 < bytes.endIndex, bytes[place] == Self.escape, bytes[place + 1] == UInt8(ascii: "u") else {
                throw fault
            }
            place += 2
            let low = try hex()
            guard (0xDC00..<0xE000).contains(low) else { throw fault }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault }
        return scalar
    }

    private mutating func hex() throws(Fault) -> UInt32 {
        // Swift would also take a sign before the digits.
        guard place + 4 <= bytes.endIndex, bytes[place] != Self.minus, bytes[place] != UInt8(ascii: "+"),
            let value = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
        else { throw fault }
        place += 4
        return value
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(Fault) {
        guard take(mark) else { throw fault }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard place < bytes.endIndex, UInt32(bytes[place]) == mark.value else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while place < bytes.endIndex, Self.isBlank(bytes[place]) { place += 1 }
    }

    private var fault: Fault { Fault(offset: min(place, bytes.endIndex) - bytes.startIndex) }

    private static let quote = UInt8(ascii: "\"")
    private static let escape = UInt8(ascii: "\\")
    private static let minus = UInt8(ascii: "-")
}

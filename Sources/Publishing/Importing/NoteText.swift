/// A file as lines of text, or the reason why it is none.
struct NoteText {
    let lines: [String]
    let encoding: String

    /// In bytes.
    static let limit = 4_194_304

    init(_ bytes: [UInt8]) throws(ImportError) {
        guard bytes.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        if let what = Self.signature(bytes) { throw .notText(what) }
        let text: String
        if let unicode = String(
            validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
        {
            text = unicode
            encoding = "UTF-8"
        } else if let western = Self.western(bytes) {
            text = western
            encoding = "Windows-1252"
        } else {
            throw .notText("neither UTF-8 nor Windows-1252 text")
        }
        guard !text.unicodeScalars.contains(where: Self.isControl) else {
            throw .notText("not plain text: it holds control characters")
        }
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { throw .empty }
    }

    private static func signature(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a Word, OpenDocument or ZIP file" }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) { return "a PDF" }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "an old Word file" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16 text" }
        if bytes.starts(with: Array("{\\rtf".utf8)) { return "a rich-text file" }
        return bytes.contains(0) ? "not text: it holds zero bytes" : nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// Windows-1252 where 0x80–0x9F are not what Unicode has there; `nil` for the five bytes that mean nothing in it.
    private static func western(_ bytes: [UInt8]) -> String? {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            guard (0x80..<0xA0).contains(byte) else {
                text.append(Unicode.Scalar(byte))
                continue
            }
            let scalar = Self.high[Int(byte) - 0x80]
            guard scalar != "\u{0}" else { return nil }
            text.append(scalar)
        }
        return String(text)
    }

    private static let high: [Unicode.Scalar] = Array(
        "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ".unicodeScalars)
}

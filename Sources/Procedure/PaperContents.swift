import Foundation
package import Proceedings

/// What may be uploaded as a paper, told by its bytes: a name says nothing about what opens on a reader's machine.
package enum PaperContents {
    /// - Parameter name: As the uploader's machine calls it; of texts it says which are Markdown.
    /// - Throws: `badValue`, which says what to do.
    package static func kind(of bytes: [UInt8], named name: String) throws(Refusal) -> Paper.Kind {
        guard !bytes.isEmpty else { throw .badValue(field: "file", rule: "a file that is not empty") }
        if bytes.starts(with: "%PDF-".utf8) { return .pdf }
        if isOpenDocumentText(bytes) { return .odt }
        guard let ending = textEndings[ending(of: name)], isText(bytes) else {
            throw .badValue(
                field: "file",
                rule: "a PDF, an OpenDocument text (.odt), or plain text or Markdown in UTF-8. Save it as one of these")
        }
        return ending
    }

    /// What a file is called where it is downloaded: without path, without what turns the writing or steers a machine,
    /// of bounded length, and with the ending of its kind.
    package static func name(_ name: String, of kind: Paper.Kind) -> String {
        // By scalars, and filtered first: a slash is one also where it carries an accent, or nothing is seen of it.
        let plain = String.UnicodeScalarView(
            name.precomposedStringWithCanonicalMapping.unicodeScalars.filter { isPlain($0) || isSeparator($0) })
        var base = String(String.UnicodeScalarView(plain.split(whereSeparator: isSeparator).last ?? []))
        if endings.contains(ending(of: base)) { base = String(base[..<(base.lastIndex(of: ".") ?? base.endIndex)]) }
        base = base.trimmingCharacters(in: edges)
        while base.utf8.count > mostBytes { base.removeLast() }
        return (base.isEmpty ? "paper" : base.trimmingCharacters(in: edges)) + "." + kind.rawValue
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { scalar == "/" || scalar == "\\" }

    /// Neither before a name nor after it.
    private static let edges = CharacterSet(charactersIn: ". -").union(.whitespaces)

    /// File systems take 255 with the ending, and a number before it.
    private static let mostBytes = 150

    private static let textEndings: [String: Paper.Kind] = [
        "txt": .text, "text": .text, "md": .markdown, "markdown": .markdown,
    ]

    private static let endings = Set(textEndings.keys).union(["pdf", "odt"])

    private static func ending(of name: String) -> String {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    /// Not a character some file system or shell takes for something else, nor one nobody sees.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: !"<>:\"|?*`$%;&'".unicodeScalars.contains(scalar)
        }
    }

    /// OpenDocument 1.3, part 2, 3.3: the first entry is `mimetype`, stored, without an extra field.
    private static func isOpenDocumentText(_ bytes: [UInt8]) -> Bool {
        let type = Array("application/vnd.oasis.opendocument.text".utf8)
        let start = 30 + 8
        guard bytes.count >= start + type.count + 2, bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
        let isStored = bytes[8] == 0 && bytes[9] == 0
        let isNamed = bytes[26...29].elementsEqual([8, 0, 0, 0]) && bytes[30..<start].elementsEqual("mimetype".utf8)
        let end = start + type.count
        // A template or a master document goes on where the next record of the archive should begin.
        return isStored && isNamed && bytes[start..<end].elementsEqual(type) && bytes[end] == 0x50
            && bytes[end + 1] == 0x4B
    }

    /// UTF-8 without control characters other than tab and line ends.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        let isClean = bytes.withUnsafeBufferPointer { all in
            var former: UInt8 = 0
            for byte in all {
                if byte < 0x20, byte != 9, byte != 10, byte != 13 { return false }
                // U+0080 to U+009F.
                if byte == 0x7F || former == 0xC2 && byte < 0xA0 { return false }
                former = byte
            }
            return true
        }
        return isClean && String(validating: bytes, as: UTF8.self) != nil
    }
}

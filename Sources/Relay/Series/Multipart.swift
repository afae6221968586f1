import Foundation

/// A form with files as a browser sends it: `multipart/form-data` (RFC 7578). Pure; nothing of the body is copied but
/// what is asked for.
struct Multipart {
    let parts: [Part]

    struct Part: Hashable {
        let name: String
        /// As sent, path and all; `nil` where the part is no file.
        let filename: String?
        /// Of its content in the body.
        let content: Range<Int>
    }

    /// More than any form of ours has.
    static let mostParts = 40
    /// Headers of one part, bytes.
    static let mostHeader = 4096

    enum Fault: Error {
        /// It does not say where its parts end.
        case noBoundary
        case malformed
        case tooManyParts
        case unfinished
    }

    /// - Parameter contentType: The request's.
    init(_ body: [UInt8], contentType: String) throws(Fault) {
        guard let boundary = Self.boundary(in: contentType) else { throw .noBoundary }
        let mark = Array("\r\n--\(boundary)".utf8)
        // The first stands at the beginning, or after a line that is nobody's.
        var place: Int
        if body.starts(with: mark.dropFirst(2)) {
            place = mark.count - 2
        } else if let first = Self.find(mark, in: body, from: 0) {
            place = first + mark.count
        } else {
            throw .malformed
        }
        var parts: [Part] = []
        while !Self.follows("--", body, at: place) {
            guard Self.follows("\r\n", body, at: place) else { throw .malformed }
            guard parts.count < Self.mostParts else { throw .tooManyParts }
            let start = place + 2
            guard let end = Self.find(Array("\r\n\r\n".utf8), in: body, from: start, upTo: start + Self.mostHeader)
            else {
                throw .malformed
            }
            guard let next = Self.find(mark, in: body, from: end + 2) else { throw .unfinished }
            parts.append(try Self.part(headers: body[start..<end], content: min(end + 4, next)..<next))
            place = next + mark.count
        }
        self.parts = parts
    }

    /// Not quoted strings' whole grammar, but what browsers and programs send: `name="a \"b\""`.
    private static func part(headers: ArraySlice<UInt8>, content: Range<Int>) throws(Fault) -> Part {
        guard let text = String(validating: headers, as: UTF8.self), !text.utf8.contains(0) else { throw .malformed }
        let line = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let line, let colon = line.firstIndex(of: ":") else { throw .malformed }
        let pieces = try pieces(of: line[line.index(after: colon)...])
        guard pieces.first?.lowercased() == "form-data" else { throw .malformed }
        var values: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { throw .malformed }
            let name = piece[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            guard values[name] == nil else { throw .malformed }
            values[name] = unquoted(piece[piece.index(after: equals)...].trimmingCharacters(in: .whitespaces))
        }
        guard let name = values["name"] else { throw .malformed }
        return Part(name: decoded(name), filename: values["filename"].map(decoded), content: content)
    }

    /// Between semicolons that no quotes hold.
    private static func pieces(of line: Substring) throws(Fault) -> [String] {
        var pieces = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in line {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && character == "\\" && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        guard !isQuoted else { throw .malformed }
        return pieces.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// A backslash stands for itself but before a quote: old browsers send a whole path of Windows.
    private static func unquoted(_ word: String) -> String {
        guard word.count >= 2, word.hasPrefix("\""), word.hasSuffix("\"") else { return word }
        return String(word.dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }

    /// What browsers escape in a name (HTML, 4.10.22.8).
    private static func decoded(_ name: String) -> String {
        name.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    /// 1 to 70 characters (RFC 2046, 5.1.1).
    private static func boundary(in contentType: String) -> String? {
        let pieces = contentType.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard pieces.first?.lowercased() == "multipart/form-data" else { return nil }
        let field = pieces.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }
        guard let field else { return nil }
        let word = unquoted(String(field.dropFirst("boundary=".count)))
        let isPlain = word.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        return (1...70).contains(word.utf8.count) && isPlain ? word : nil
    }

    private static func follows(_ text: StaticString, _ body: [UInt8], at place: Int) -> Bool {
        let bytes = text.withUTF8Buffer { Array($0) }
        return place + bytes.count <= body.count && body[place..<place + bytes.count].elementsEqual(bytes)
    }

    /// Where `words` stand next, wholly before `upTo`. By the C library, for bodies are long.
    private static func find(_ words: [UInt8], in body: [UInt8], from: Int, upTo: Int = .max) -> Int? {
        let end = min(upTo, body.count)
        guard from < end else { return nil }
        return body.withUnsafeBytes { all in
            guard let base = all.baseAddress, let first = words.first else { return nil }
            var place = from
            while place + words.count <= end {
                guard let found = memchr(base + place, Int32(first), end - words.count + 1 - place) else { return nil }
                place = UnsafeRawPointer(found) - base
                if memcmp(base + place, words, words.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }
}

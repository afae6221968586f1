/// Leads the links of a finished page below a language's prefix, so that a reader stays in it.
///
/// All markup is the house's own, and people's words hold no quotation mark that is not escaped: an attribute is known by
/// its letters. A link that names its language (`hreflang`) is left as it is.
struct Leading {
    /// `/cy`
    let prefix: String
    /// Scheme, host and port of the house: links that carry them are its own too.
    let origin: String

    func led(_ page: [UInt8]) -> [UInt8] {
        var led: [UInt8] = []
        led.reserveCapacity(page.count + page.count / 32)
        var copied = 0
        var place = page.startIndex
        while let equals = page[place...].firstIndex(of: UInt8(ascii: "=")) {
            place = equals + 1
            guard place < page.count, page[place] == UInt8(ascii: "\"") else { continue }
            guard let start = pathStart(in: page[(place + 1)...]), Self.isLink(page[..<equals]) else { continue }
            led += page[copied..<start]
            led += prefix.utf8
            copied = start
        }
        return led + page[copied...]
    }

    /// A redirect's address.
    func led(_ location: String) -> String {
        let bytes = Array(location.utf8)
        guard let start = pathStart(in: bytes[...]) else { return location }
        return String(decoding: bytes[..<start] + prefix.utf8 + bytes[start...], as: UTF8.self)
    }

    /// Where the path of one of the house's own pages begins; `nil` for other addresses.
    private func pathStart(in value: ArraySlice<UInt8>) -> Int? {
        let path = value.starts(with: origin.utf8) ? value.dropFirst(origin.utf8.count) : value
        guard path.first == UInt8(ascii: "/"), path.dropFirst().first != UInt8(ascii: "/"),
            !Languages.shared.contains(where: { path.starts(with: $0.utf8) })
        else { return nil }
        return path.startIndex
    }

    /// `tag` ends with the attribute's name; what is before it in the same tag is seen.
    private static func isLink(_ page: ArraySlice<UInt8>) -> Bool {
        guard names.contains(where: { page.suffix($0.count).elementsEqual($0) }) else { return false }
        let tag = page[(page.lastIndex(of: UInt8(ascii: "<")) ?? page.startIndex)...]
        return !tag.contains(UInt8(ascii: "=")) || !String(decoding: tag, as: UTF8.self).contains(" hreflang=\"")
    }

    private static let names = [" href", " action", " formaction", " data-base"].map { Array($0.utf8) }
}

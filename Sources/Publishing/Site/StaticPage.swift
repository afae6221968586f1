import Foundation

/// A page of the house made one of a static site: every address of the house in it leads to the file beside it, from
/// any folder and from disk; what is not in the site leads to the house.
package struct StaticPage: Sendable {
    private let map: SiteMap
    /// Leads from the page's folder to the site's: `../../`.
    private let up: String
    private let path: String

    /// - Parameter path: Of the page in the site: `s/sharing-data/board.html`.
    package init(at path: String, in map: SiteMap) {
        self.map = map
        self.path = path
        up = String(repeating: "../", count: path.utf8.count { $0 == 0x2F })
    }

    /// The page with its addresses changed. They stand in `href` and `src` alone, in quotation marks, as every template
    /// of the house writes them; words cannot look like that, because their quotation marks are escaped. The address to
    /// cite stays as it is.
    package func rewritten(_ page: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(page.count)
        var place = 0
        while let quote = page[place...].firstIndex(of: 0x22) {
            result += page[place...quote]
            place = quote + 1
            guard Self.attributes.contains(where: { page[..<quote].ends(with: $0) }), !isCited(page[..<quote]),
                let end = page[place...].firstIndex(of: 0x22)
            else { continue }
            result += address(for: page[place..<end])
            place = end
            result.append(0x22)
            place += 1
        }
        return result + page[place...]
    }

    private static let attributes = [Array(" href=".utf8), Array(" src=".utf8)]
    private static let cited = Array("rel=\"canonical\" href=".utf8)

    private func isCited(_ before: ArraySlice<UInt8>) -> Bool { before.ends(with: Self.cited) }

    private func address(for written: ArraySlice<UInt8>) -> [UInt8] {
        let isOwn = written.first == 0x2F || written.starts(with: map.house.utf8)
        guard isOwn else { return Array(written) }
        let address = String(decoding: written, as: UTF8.self)
        if let place = map.place(of: address) { return Array(relative(place).utf8) }
        return Array((address.hasPrefix("/") ? map.house + address : address).utf8)
    }

    /// From this page: `../../m/third/index.html#l41`.
    package func relative(_ place: String) -> String {
        let file = place.prefix { $0 != "#" }
        let fragment = place.dropFirst(file.count)
        if file == path, !fragment.isEmpty { return String(fragment) }
        return up + Cast.encoded(String(file)) + fragment
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
    }
}

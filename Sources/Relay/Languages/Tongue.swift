import HTTPTypes
import Procedure
import Publishing
import Transport
import Wire

/// What the house says in one language: its pages, and the records it prints.
package struct Tongue: Sendable {
    var pages: Pages
    let press: Press
    let languages: Languages

    var tag: String { pages.phrases.language }

    /// One for every catalogue of `web/text`, the house's own language first.
    ///
    /// - Throws: `templateBroken`, `textBroken`.
    package static func all(of assets: Assets) throws(AssetsError) -> [Tongue] {
        try assets.languages.all.map { language throws(AssetsError) in
            Tongue(
                pages: try Pages(assets, language: language.tag),
                press: Press(assets, language: language.tag), languages: assets.languages)
        }
    }

    /// An answer made in this language: it says so, and what it leads to is in it too.
    func dressed(_ response: Response, on site: Site) -> Response {
        var response = response
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        if isPage { response.headers[.contentLanguage] = tag }
        guard tag != Languages.own, pages.address != nil else { return response }
        let leading = Leading(prefix: Languages.prefix(of: tag), origin: site.publicURL)
        if isPage { response.body = leading.led(response.body) }
        if let location = response.headers[.location] { response.headers[.location] = leading.led(location) }
        return response
    }
}

extension Reception {
    /// What a program is told is in the house's own language unless it asks for another: `language=cy`.
    func requireLanguage(of request: Request) throws(Problem) {
        guard !request.wantsPage, let tag = request.query("language") else { return }
        guard languages.all.contains(where: { $0.tag == tag }) else {
            throw Problem(.badValue, "“language” must be one of \(languages.all.map(\.tag).joined(separator: ", ")).")
        }
    }
}

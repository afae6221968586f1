import Mustache

/// The house's Mustache templates, parsed once; every variable is escaped for HTML.
package struct Templates: Sendable {
    /// For pages that render themselves: what is taken from here escapes as `Markup` does.
    private let library: MustacheLibrary

    /// `sources` is template text by name, the path below `web/templates` without extension: `record/page`.
    package init(_ sources: [String: String]) throws(PublishingError) {
        MustacheContentTypes.register(Markup(), named: "HTML")
        var library = MustacheLibrary()
        for (name, source) in sources {
            do {
                try library.register("{{% CONTENT_TYPE: HTML}}\n" + source, named: name)
            } catch {
                throw .brokenTemplate(name, reason: "\(error)")
            }
        }
        self.library = library
    }

    package func contains(_ name: String) -> Bool { library.getTemplate(named: name) != nil }

    package func render(_ name: String, _ view: [String: Any]) throws(PublishingError) -> String {
        guard let page = library.render(view, withTemplate: name) else { throw .missingTemplate(name) }
        return page
    }
}

/// Text as HTML. By scalars, because swift-mustache escapes by characters and so lets a quotation mark through that
/// carries a combining accent – enough to leave an attribute.
struct Markup: MustacheContentType {
    func escapeText(_ text: String) -> String { Self.escaped(text) }

    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar.isPrintable ? scalar : "\u{FFFD}")
            }
        }
        return String(escaped)
    }
}

extension Unicode.Scalar {
    /// Allowed in an HTML document: no control character but tab and newline, no noncharacter.
    var isPrintable: Bool {
        switch value {
        case 0x09, 0x0A: true
        case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
        default: value & 0xFFFE != 0xFFFE
        }
    }
}

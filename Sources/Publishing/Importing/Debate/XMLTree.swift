import Foundation
import FoundationXML

/// An element of an XML document from strangers, with what it holds.
struct XMLTree {
    /// Without the prefix of its namespace.
    let name: String
    let attributes: [String: String]
    /// From 1.
    let lineNumber: Int
    fileprivate(set) var contents: [Content] = []

    enum Content {
        case element(XMLTree)
        case text(String)
    }

    var elements: [XMLTree] { contents.compactMap { if case .element(let one) = $0 { one } else { nil } } }

    /// Of this document's house or of the standard: `id`, `eId`, `xml:id`.
    var id: String? { attributes["eId"] ?? attributes["id"] ?? attributes["xml:id"] }

    /// All words in it, as they stand.
    var text: String {
        contents.map {
            switch $0 {
            case .text(let words): words
            case .element(let one): one.text
            }
        }.joined()
    }

    mutating func keep(_ contents: [Content]) { self.contents = contents }

    func first(_ name: String) -> XMLTree? { elements.first { $0.name == name } }

    /// The first of that name at any depth.
    func find(_ name: String) -> XMLTree? {
        for one in elements {
            if one.name == name { return one }
            if let found = one.find(name) { return found }
        }
        return nil
    }

    func all(_ test: (XMLTree) -> Bool) -> [XMLTree] {
        elements.flatMap { (test($0) ? [$0] : []) + $0.all(test) }
    }
}

extension XMLTree {
    /// In bytes, elements, and elements within each other.
    static let limit = 16_777_216
    fileprivate static let mostElements = 400_000
    fileprivate static let deepest = 60

    /// Whether a file is XML by its first characters: a log begins with "<" too, of `<scribe>`.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let text = start.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if text.starts(with: "<?xml".utf8) || text.starts(with: "<!".utf8) { return true }
        guard text.first == UInt8(ascii: "<") else { return false }
        let name = text.dropFirst().prefix(100).prefix { ![0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains($0) }
        return name.suffix(10).elementsEqual("akomaNtoso".utf8)
    }

    /// Reads a document. One that declares entities, or another encoding than UTF-8, is refused before it is parsed, so
    /// that there is nothing to resolve and nothing to expand.
    init(reading bytes: [UInt8]) throws(ImportError) {
        guard bytes.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .notText("XML in another encoding than UTF-8")
        }
        if let named = text.prefix(200).firstMatch(of: /encoding\s*=\s*["']([^"']*)["']/)?.1.lowercased(),
            !["utf-8", "utf8", "us-ascii", "ascii"].contains(named)
        {
            throw .notText("XML in the encoding \(named)")
        }
        for mark in ["<!DOCTYPE", "<!ENTITY"] {
            if let place = bytes.firstRange(of: Array(mark.utf8)) {
                let line = bytes[..<place.lowerBound].count { $0 == 0x0A } + 1
                throw .markup(lineNumber: line, reason: "it declares a document type or entities, which are not read")
            }
        }
        if let place = Self.emptyInstruction(in: bytes) {
            let line = bytes[..<place].count { $0 == 0x0A } + 1
            throw .markup(lineNumber: line, reason: "it has a processing instruction that says nothing; take it out")
        }
        let reader = XMLTreeReader()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWhole = parser.parse()
        if let fault = reader.fault { throw fault }
        guard isWhole, let root = reader.root else {
            throw .markup(lineNumber: max(parser.lineNumber, 1), reason: "it is not well-formed XML, or was cut short")
        }
        self = root
    }

    /// Where one stands as `<?name?>`: Foundation's parser ends the program at it, for it is told of no words.
    private static func emptyInstruction(in bytes: [UInt8]) -> Int? {
        var start: Int?
        for (place, pair) in zip(bytes, bytes.dropFirst()).enumerated() {
            switch pair {
            case (UInt8(ascii: "<"), UInt8(ascii: "?")): start = place
            case (UInt8(ascii: "?"), UInt8(ascii: ">")): if let start { return start }
            case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): start = nil
            default: break
            }
        }
        return nil
    }
}

/// Hears the parser and builds the tree.
private final class XMLTreeReader: NSObject, XMLParserDelegate {
    private(set) var root: XMLTree?
    private(set) var fault: ImportError?
    private var open: [XMLTree] = []
    private var count = 0

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        count += 1
        if count > XMLTree.mostElements || open.count >= XMLTree.deepest {
            fault = .markup(
                lineNumber: parser.lineNumber, reason: "it has more elements, or deeper ones, than are read")
            return parser.abortParsing()
        }
        let plain = name.split(separator: ":").last.map(String.init) ?? name
        open.append(XMLTree(name: plain, attributes: attributes, lineNumber: parser.lineNumber))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let one = open.popLast() else { return }
        if open.isEmpty { root = one } else { open[open.count - 1].contents.append(.element(one)) }
    }

    func parser(_ parser: XMLParser, foundCharacters words: String) {
        guard !open.isEmpty else { return }
        if case .text(let before) = open[open.count - 1].contents.last {
            open[open.count - 1].contents[open[open.count - 1].contents.count - 1] = .text(before + words)
        } else {
            open[open.count - 1].contents.append(.text(words))
        }
    }

    func parser(_ parser: XMLParser, foundCDATA bytes: Data) {
        self.parser(parser, foundCharacters: String(decoding: bytes, as: UTF8.self))
    }
}

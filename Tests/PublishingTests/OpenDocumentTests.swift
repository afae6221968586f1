import Foundation
import FoundationXML
import Proceedings
import Publishing
import Testing

@Suite struct `The record to edit` {
    /// Names of elements with those of their attributes, in order, and all words.
    private final class Skeleton: NSObject, XMLParserDelegate {
        var elements: [String] = []
        var words = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append(([name] + attributes.keys.sorted()).joined(separator: " "))
        }

        func parser(_ parser: XMLParser, foundCharacters characters: String) { words += characters }
    }

    private func skeleton(_ words: String, _ part: String) throws -> Skeleton {
        let document = try Shelf.print(`Hostile words`.transcript(words), as: .openDocument)
        let start = try #require(document.range(of: "<office:\(part)"))
        let end = try #require(document.range(of: "</office:\(part)>"))
        let skeleton = Skeleton()
        let parser = XMLParser(data: Data(document[start.lowerBound..<end.upperBound].utf8))
        parser.delegate = skeleton
        try #require(parser.parse(), "\(part) is no XML: \(String(describing: parser.parserError))")
        return skeleton
    }

    @Test(arguments: `Hostile words`.corpus) func `has the same elements whatever is said`(words: String) throws {
        for part in ["document-content", "document-styles", "document-meta"] {
            // Given the same meeting with harmless and with hostile words
            let harmless = try skeleton("plain", part)
            let hostile = try skeleton(words, part)
            // Then both have the same elements, but for spaces, breaks and links that were no addresses
            let ignored = ["text:s text:c", "text:tab", "text:line-break"]
            func kept(_ skeleton: Skeleton) -> [String] {
                skeleton.elements.filter { !ignored.contains($0) && !$0.hasPrefix("text:a ") }
            }
            #expect(kept(hostile) == kept(harmless))
            #expect(!hostile.words.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        }
    }

    @Test func `keeps every space and break of a line`() throws {
        let document = try Shelf.print(`Hostile words`.transcript("  a  b \tc\nd "), as: .openDocument)
        #expect(
            document.contains(
                "<text:s text:c=\"2\"/>a <text:s text:c=\"1\"/>b <text:tab/>c<text:line-break/>d<text:s text:c=\"1\"/>")
        )
    }

    @Test func `links to no script`() throws {
        let document = try Shelf.print(`Hostile words`.transcript("plain"), as: .openDocument)
        #expect(document.contains("xlink:href=\"https://example.org/plain\""))
        #expect(!document.contains("href=\"javascript:"))
    }

    @Test func `says the language of a line that is in another`() throws {
        let document = try Shelf.print(SampleMeeting.transcript(), as: .openDocument)
        #expect(
            document.contains(
                "<style:style style:name=\"Language1\" style:family=\"text\"><style:text-properties fo:language=\"cy\" fo:country=\"GB\""
            ))
        #expect(
            document.contains(
                "<text:bookmark-start text:name=\"l9\"/><text:span text:style-name=\"Language1\">Diolch i bawb am ddod."
            ))
    }

    @Test func `begins with what it is, unpressed`() throws {
        let bytes = try Shelf.press().publish(try SampleMeeting.transcript(), as: .openDocument).bytes
        #expect(bytes[30...].starts(with: Array("mimetypeapplication/vnd.oasis.opendocument.text".utf8)))
    }
}

import Proceedings

/// A calm page: A4, one typeface, dark grey marks, times in a margin of their own, page numbers at the foot.
struct OpenDocumentStyles {
    private let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    var content: OpenDocumentMarkup {
        let title = OpenDocumentMarkup.words(outline.meeting.title.unbroken).text
        return OpenDocumentMarkup(
            ours: """
                <office:font-face-decls><style:font-face style:name="Sans" svg:font-family="'Liberation Sans', Arial, Helvetica" style:font-family-generic="swiss" style:font-pitch="variable"/><style:font-face style:name="Mono" svg:font-family="'Liberation Mono', 'Courier New'" style:font-family-generic="modern" style:font-pitch="fixed"/></office:font-face-decls>
                <office:styles>
                <style:default-style style:family="paragraph"><style:text-properties style:font-name="Sans" fo:font-size="11pt" fo:color="#1a1a1a" \(Self.language(outline.phrases(.language)))/></style:default-style>
                \(Self.paragraphs.joined(separator: "\n"))
                \(Self.texts.joined(separator: "\n"))
                <text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
                </office:styles>
                <office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2.2cm" fo:margin-bottom="1.6cm" fo:margin-left="2.4cm" fo:margin-right="2.4cm"/><style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout></office:automatic-styles>
                <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p text:style-name="Footer">\(title)<text:tab/><text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
                """)
    }

    /// The attributes that say a language to spell checkers and to voices.
    static func language(_ tag: String) -> String {
        let parts = tag.split(separator: "-").map(String.init)
        let name = parts.first ?? "zxx"
        let country =
            parts.dropFirst().first { $0.count == 2 }?.uppercased() ?? (["en", "cy"].contains(name) ? "GB" : "none")
        return ["", "-complex", "-asian"].map { script in
            let space = script.isEmpty ? "fo" : "style"
            return "\(space):language\(script)=\"\(name)\" \(space):country\(script)=\"\(country)\""
        }.joined(separator: " ")
    }

    private static let paragraphs = [
        paragraph("Standard", "fo:margin-bottom=\"0.2cm\" fo:line-height=\"125%\"", class: "text"),
        paragraph("Title", "fo:margin-bottom=\"0.3cm\" fo:keep-with-next=\"always\"", bold(20), class: "chapter"),
        paragraph("Subtitle", "fo:margin-bottom=\"0.15cm\"", "fo:color=\"#444444\"", class: "chapter"),
        heading(1, size: 15, above: "0.7cm"), heading(2, size: 13, above: "0.5cm"),
        heading(3, size: 11, above: "0.4cm"),
        paragraph(
            "Line",
            "fo:margin-left=\"1.6cm\" fo:text-indent=\"-1.6cm\" fo:margin-bottom=\"0.15cm\"><style:tab-stops>"
                + "<style:tab-stop style:position=\"1.6cm\"/></style:tab-stops></style:paragraph-properties",
            class: "text"
        ),
        paragraph("Item", "fo:margin-bottom=\"0.1cm\"", class: "list"),
        paragraph("Cell", "fo:margin-bottom=\"0.05cm\"", class: "extra"),
        paragraph("Column", "fo:margin-bottom=\"0.05cm\"", "fo:font-weight=\"bold\"", class: "extra"),
        paragraph(
            "Caption", "fo:margin-top=\"0.3cm\" fo:keep-with-next=\"always\"", "fo:font-weight=\"bold\"", class: "extra"
        ),
        paragraph("Signed", "fo:line-height=\"115%\"", "style:font-name=\"Mono\" fo:font-size=\"8pt\"", class: "text"),
        paragraph(
            "Footer",
            "fo:margin-bottom=\"0cm\"><style:tab-stops><style:tab-stop style:position=\"16.2cm\" style:type=\"right\"/>"
                + "</style:tab-stops></style:paragraph-properties", "fo:font-size=\"9pt\" fo:color=\"#444444\"",
            class: "extra"),
    ]
    private static let texts = [
        text("Time", "fo:color=\"#555555\" fo:font-size=\"9pt\""),
        text("Mark", "fo:font-weight=\"bold\" fo:color=\"#333333\""), text("Speaker", "fo:font-weight=\"bold\""),
        text("Ours", "fo:font-style=\"italic\" fo:color=\"#444444\""),
        text("Strong", "fo:font-weight=\"bold\""), text("Emphasis", "fo:font-style=\"italic\""),
        text("Reference", "fo:color=\"#555555\" fo:font-size=\"8pt\""),
        text("Link", "fo:color=\"#1d4f91\" style:text-underline-style=\"solid\""),
    ]

    private static func bold(_ points: Int) -> String { "fo:font-size=\"\(points)pt\" fo:font-weight=\"bold\"" }

    private static func heading(_ level: Int, size: Int, above: String) -> String {
        "<style:style style:name=\"Heading_20_\(level)\" style:display-name=\"Heading \(level)\" style:family=\"paragraph\" "
            + "style:parent-style-name=\"Standard\" style:next-style-name=\"Standard\" "
            + "style:default-outline-level=\"\(level)\" style:class=\"text\">"
            + "<style:paragraph-properties fo:margin-top=\"\(above)\" fo:margin-bottom=\"0.2cm\" "
            + "fo:keep-with-next=\"always\"/><style:text-properties \(bold(size))/></style:style>"
    }

    /// - Parameter properties: Attributes; with what stands inside the element and its end, where it holds something.
    private static func paragraph(
        _ name: String, _ properties: String, _ letters: String = "", class kind: String
    ) -> String {
        let parent = name == "Standard" ? "" : " style:parent-style-name=\"Standard\""
        let end = properties.contains("<") ? ">" : "/>"
        let text = letters.isEmpty ? "" : "<style:text-properties \(letters)/>"
        return "<style:style style:name=\"\(name)\" style:family=\"paragraph\"\(parent) style:class=\"\(kind)\">"
            + "<style:paragraph-properties \(properties)\(end)\(text)</style:style>"
    }

    private static func text(_ name: String, _ letters: String) -> String {
        "<style:style style:name=\"\(name)\" style:family=\"text\"><style:text-properties \(letters)/></style:style>"
    }
}

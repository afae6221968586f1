import Proceedings

/// Prints records. Pure: the same transcript, templates and text give the same bytes.
package struct Press: Sendable {
    private let templates: Templates
    private let text: [String: String]
    private let dress: Dress

    /// - Parameters:
    ///   - templates: At least those of `web/templates/record/`.
    ///   - text: A catalogue such as `web/text/en.json`; of it the keys of `Phrase` are used.
    ///   - dress: The style of a page that stands alone.
    package init(templates: Templates, text: [String: String], dress: Dress = .embedded) {
        self.templates = templates
        self.text = text
        self.dress = dress
    }

    /// Where a page of its own takes its style from.
    package enum Dress: Hashable, Sendable {
        /// Small style sheet inside the page, which is then complete in one file.
        case embedded
        /// The address of a style sheet.
        case linked(String)
    }

    /// A bag comes without its signature and papers: `bag` is what a house completes.
    package func publish(_ transcript: Transcript, as form: Form) throws(PublishingError) -> Publication {
        let outline = Outline(of: transcript, in: try Phrases(text))
        let bytes =
            switch form {
            case .html: try page(outline)
            case .markdown: MarkdownRecord(outline).bytes
            case .text: TextRecord(outline).bytes
            case .json: JSONRecord(outline).bytes
            case .jsonl: EntryRows(transcript).bytes
            case .csv: OutcomeTable(outline).bytes
            case .questions: QuestionTable(outline).bytes
            case .polls: PollTable(outline).bytes
            case .turns: TurnTable(outline).bytes
            case .reports: ReportTable(outline).bytes
            case .notesTrack: NotesTrack(outline).bytes
            case .chapters: ChaptersTrack(outline).bytes
            case .openDocument: OpenDocument(outline).bytes
            case .scribeLog: ScribeLog(outline).bytes
            case .akomaNtoso: AkomaNtoso(outline, .standard).bytes
            case .sayIt: AkomaNtoso(outline, .sayIt).bytes
            case .tei: TEIRecord(outline).bytes
            case .zip: try bag(transcript).archive()
            }
        return Publication(name: Self.name(transcript.slug, form), contentType: form.contentType, bytes: bytes)
    }

    /// What the template `record/record` needs, for a page of the site that shows the record inside its own frame.
    package func view(of transcript: Transcript) throws(PublishingError) -> [String: Any] {
        HTMLRecord(Outline(of: transcript, in: try Phrases(text))).view
    }

    var phrases: Phrases { get throws(PublishingError) { try Phrases(text) } }

    private func page(_ outline: Outline) throws(PublishingError) -> [UInt8] {
        var view = HTMLRecord(outline).view
        view["stylesheet"] = if case .linked(let address) = dress { address } else { false }
        return Array(try templates.render("record/page", view).utf8)
    }

    /// Slugs are checked where they are made; here nothing else may become a path.
    static func name(_ slug: String, _ form: Form) -> String {
        let safe = slug.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return "\(safe.isEmpty ? "record" : safe).\(form.fileExtension)"
    }
}

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
        try publish(try set(transcript), as: form)
    }

    /// A record made ready to be printed in many forms: what they have in common is done once.
    package struct Typeset: Sendable {
        let outline: Outline

        package var transcript: Transcript { outline.transcript }
    }

    package func set(_ transcript: Transcript) throws(PublishingError) -> Typeset {
        Typeset(outline: Outline(of: transcript, in: try Phrases(text)))
    }

    /// All forms but the bag, which holds them.
    package func publicationsInTurn(of typeset: Typeset) throws(PublishingError) -> [Publication] {
        try Form.printed.map { form throws(PublishingError) in try publish(typeset, as: form) }
    }

    /// The same on all CPUs, for a day-long meeting takes one a while.
    package func publications(of typeset: Typeset) async throws(PublishingError) -> [Publication] {
        let printed = await withTaskGroup(of: (Form, Result<Publication, PublishingError>).self) { group in
            for form in Form.printed {
                group.addTask {
                    (form, Result { () throws(PublishingError) in try publish(typeset, as: form) })
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return try Form.printed.compactMap { printed[$0] }.map { one throws(PublishingError) in try one.get() }
    }

    package func publish(_ typeset: Typeset, as form: Form) throws(PublishingError) -> Publication {
        let outline = typeset.outline
        let transcript = outline.transcript
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
            case .summary: MarkdownSummary(outline).bytes
            case .zip: try bag(typeset).archive()
            }
        return Publication(
            form: form, name: Self.name(transcript.slug, form), contentType: form.contentType, bytes: bytes)
    }

    /// The record as a page of the house, which leads back to the meeting, to the front page and to the search.
    ///
    /// - Parameters:
    ///   - others: The page in other languages: `tag`, `name`, `href`.
    ///   - alternates: The same for programs, and the page itself: `tag`, `href`.
    ///   - reading: What its reader has set, by `name` and `value`: attributes of the page, which style sheets follow.
    package func servedPage(
        of transcript: Transcript, others: [[String: Any]] = [], alternates: [[String: Any]] = [],
        reading: [[String: Any]] = []
    ) throws(PublishingError) -> Publication {
        var view = HTMLRecord(try set(transcript).outline).view
        view["archive"] = false
        view["served"] = [
            "meeting": words("corrections_to_meeting"), "languages": others, "alternates": alternates,
            "reading": reading, "isRead": !reading.isEmpty,
        ]
        return Publication(
            form: .html, name: Self.name(transcript.slug, .html), contentType: Form.html.contentType,
            bytes: try page(view))
    }

    /// The record as a page of a static site, which leads to its other pages.
    ///
    /// - Parameters:
    ///   - series: The one the meeting is of, by address and title, where that is in the site.
    ///   - recordStyle: The hash of the style that stands in it, as its policy for itself names it.
    package func page(
        of typeset: Typeset, series: (address: String, title: String)?, recordStyle: String
    ) throws(PublishingError) -> [UInt8] {
        var view = HTMLRecord(typeset.outline).view
        let series = series.map { ["address": $0.address, "title": $0.title] } as Any? ?? false
        view["archive"] = ["series": series, "style": recordStyle] as [String: Any]
        view["served"] = false
        return try page(view)
    }

    /// Of what it prints.
    package var language: String { words(Phrase.language.rawValue) }

    /// What a key of the catalogue says; the key itself where it has no words.
    package func words(_ key: String) -> String { text[key] ?? key }

    var phrases: Phrases { get throws(PublishingError) { try Phrases(text) } }

    private func page(_ outline: Outline) throws(PublishingError) -> [UInt8] {
        var view = HTMLRecord(outline).view
        view["archive"] = false
        view["served"] = false
        return try page(view)
    }

    private func page(_ view: [String: Any]) throws(PublishingError) -> [UInt8] {
        var view = view
        view["stylesheet"] = if case .linked(let address) = dress { address } else { false }
        return Array(try templates.render("record/page", view).utf8)
    }

    /// Slugs are checked where they are made; here nothing else may become a path.
    static func name(_ slug: String, _ form: Form) -> String {
        let safe = slug.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return "\(safe.isEmpty ? "record" : safe).\(form.fileExtension)"
    }
}

package import Proceedings

/// Everything a publication may say of one meeting, and nothing else: the same transcript gives the same bytes for ever.
package struct Transcript: Sendable {
    /// As the reader may see them: what is not for them is `.withheld` already.
    package let entries: [Entry]
    /// As stored and hashed, by position; what the reader may not see has neither salt nor body.
    package let sealed: [SealedEntry]
    /// For the organiser's own copy: everything that is stored, whoever may read it. `nil` for what is published.
    package let exact: [SealedEntry]?
    /// The meeting's public address without a trailing slash: `https://notes.example.org/m/data-sharing-3`.
    package let address: String
    package let slug: String
    package let record: RecordID
    package let seal: Seal
    /// The name of the site.
    package let publisher: String
    /// Taken from a written note: the entries' times are those of the import and are not printed.
    package let isImported: Bool
    package let minutes: Minutes
    /// How many supported each question; one not named had no support.
    package let support: [Int: Int]
    /// When a recording of the meeting began; its tracks then count from there, not from the opening.
    package let recording: Instant?
    /// Which version it is, of how many; `nil` is the newest.
    package let version: Version?
    /// Where the meeting is of one that its readers may know.
    package let series: OfSeries?

    package init(
        entries: [Entry], sealed: [SealedEntry], address: String, slug: String, record: RecordID,
        checkpoint: Checkpoint? = nil, verifierKey: String? = nil, publisher: String,
        isImported: Bool = false, support: [Int: Int] = [:], recording: Instant? = nil,
        series: OfSeries? = nil, exact: [SealedEntry]? = nil, version: Version? = nil
    ) {
        self.entries = entries
        self.sealed = sealed
        self.address = address
        self.slug = slug
        self.record = record
        self.seal = Seal(checkpoint: checkpoint, verifierKey: verifierKey)
        self.publisher = publisher
        self.isImported = isImported
        minutes = Minutes(entries)
        self.support = support
        self.recording = recording
        self.exact = exact
        self.version = version
        self.series = series
    }

    /// One of the versions of a record, counted from 1.
    package struct Version: Hashable, Sendable {
        package let number: Int
        package let count: Int

        package init(_ number: Int, of count: Int) {
            self.number = number
            self.count = count
        }
    }

    /// A series that a meeting is of, and what the meeting changed on its board.
    package struct OfSeries: Hashable, Sendable {
        /// Without a slash at the end.
        package let address: String
        package let title: String
        package let changes: [BoardChange]

        package init(address: String, title: String, changes: [BoardChange]) {
            self.address = address
            self.title = title
            self.changes = changes
        }
    }

    package var edition: Edition { minutes.editing.edition }
    package var checkpoint: Checkpoint? { seal.checkpoint }
    package var verifierKey: String? { seal.verifierKey }

    /// What a reader needs to check the record: the signed statement and the key it was signed with.
    package struct Seal: Hashable, Sendable {
        package let checkpoint: Checkpoint?
        package let verifierKey: String?
    }

    /// The first line of the checkpoint names the tree; before there is one the name is `HOST/RECORD`.
    var origin: String {
        checkpoint.map { String($0.note.prefix { $0 != "\n" }) } ?? "\(host)/\(record.text)"
    }

    /// Where a line is read, for ever: `ADDRESS/lines/41`.
    package func address(of position: Position) -> String { "\(address)/lines/\(position.number)" }

    /// Where a form of the record is fetched: `ADDRESS/record.md`.
    package func address(of form: Form) -> String { "\(address)/record.\(form.fileExtension)" }
}

extension Position {
    /// A line's id in every publication, and its anchor in the page of the record: `l41`.
    package var lineID: String { "l\(number)" }
}

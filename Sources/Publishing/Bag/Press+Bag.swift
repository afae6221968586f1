import Proceedings

extension Press {
    /// The bag of a closed meeting: every form, the entries, the checkpoint, the key it is verified with, and papers.
    ///
    /// - Parameters:
    ///   - publications: As `publications(of:)` gives them; `nil` prints them one after the other.
    ///   - papers: Named below `data/papers/`.
    ///   - signer: The line of the key its statement will be signed with.
    package func bag(
        _ typeset: Typeset, of publications: [Publication]? = nil, papers: [Bag.Item] = [], signer: String? = nil
    ) throws(PublishingError) -> Bag {
        let transcript = typeset.transcript
        let printed = if let publications { publications } else { try publicationsInTurn(of: typeset) }
        var payload = papers + printed.map { Bag.Item("data/\($0.name)", $0.bytes) }
        if let note = transcript.checkpoint?.note { payload.append(Bag.Item("data/checkpoint.txt", Array(note.utf8))) }
        if let key = transcript.verifierKey {
            payload.append(Bag.Item("data/verifier-key.txt", Array((key + "\n").utf8)))
        }
        let name = Self.name(transcript.slug, .zip).dropLast(".zip".count)
        // Of the newest version; that a note was imported says nothing of when it was written.
        let last = transcript.minutes.editing.steps.last
        let isOld = transcript.isImported && last?.change == .closed
        let at = (isOld ? nil : last?.at ?? transcript.minutes.times.closed) ?? transcript.minutes.meeting.startsAt
        var about = [
            ("Source-Organization", transcript.publisher), ("External-Description", typeset.outline.meeting.title),
            ("External-Identifier", transcript.origin), ("Internal-Sender-Identifier", transcript.address),
            ("Bag-Software-Agent", "Open Floor"),
        ]
        if let at { about.append(("Bagging-Date", String(WallClock(zone: "UTC", months: []).utc(at).prefix(10)))) }
        if let signer { about.append(("Verifier-Key", signer)) }
        return Bag(
            name: String(name), payload: payload, origin: transcript.origin, about: about,
            at: at ?? Instant(milliseconds: 0))
    }
}

extension Bag {
    /// The whole archive, where all of it is in memory.
    ///
    /// - Parameter note: The signature; `nil` leaves it out.
    package func archive(signed note: String? = nil) -> [UInt8] {
        ZipArchive.bytes(
            of: signed(by: note).compactMap { item in
                guard case .bytes(let bytes) = item.content else { return nil }
                return ZipArchive.File(name: "\(name)/\(item.name)", bytes: bytes, at: at)
            })
    }

    /// All items, with the signature among the tag files.
    package func signed(by note: String?) -> [Item] {
        guard let note else { return items }
        let place = items.firstIndex { $0.name.hasPrefix("data/") } ?? items.endIndex
        return Array(items[..<place]) + [Item(Self.signature, Array(note.utf8))] + Array(items[place...])
    }
}

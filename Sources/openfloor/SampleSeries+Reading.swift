// What people of the sample series read, ask and say between its meetings.
extension SampleSeries {
    /// Papers for the live meeting and the next, words that are explained, comments on the board.
    func furnish() async throws {
        try await say(
            SeriesOrder(
                do: "paper-add", title: "The laws on sharing that there are today", minutes: 40, meeting: 4,
                address: "https://www.legislation.gov.uk/", items: [4]))
        try await send(Self.safeguards, titled: "Safeguards on one page, second version", as: "safeguards.md", for: 4)
        try await send(Self.pilots, titled: "What a pilot should have to show", as: "pilots.txt", for: 5)
        for (term, text, owner) in Self.words {
            try await say(
                SeriesOrder(do: "word-explain", text: text, term: term, owner: owner, review: "2027-06-30"))
        }
        try await say(SeriesOrder(do: "word-ask", term: "proportionate"))
        for (place, comment) in Self.comments.enumerated() {
            try await say(SeriesOrder(do: "comment", text: comment.text, name: comment.name, point: comment.point))
            guard comment.isPublished else { continue }
            try await say(SeriesOrder(do: "comment-publish", number: place + 1))
        }
        try await say(
            SeriesOrder(do: "invitee-suggest", text: "Somebody from a credit union; they see debt from the other side.")
        )
    }

    private func send(_ text: String, titled title: String, as name: String, for meeting: Int) async throws {
        let query = "id=\(name)&meeting=\(meeting)&name=\(name)&title=\(title.percentEncoded)&minutes=15&as=organiser"
        _ = try await ask("/api/v1/series/\(Self.slug)/papers?\(query)", [UInt8](text.utf8))
    }

    private static let safeguards = """
        # Safeguards on one page

        1. Nobody can be recognised in what is shared.
        2. Everybody can read what was shared, with whom, and why.
        3. Somebody outside government looks, and may stop it.
        4. It ends by itself unless it is renewed.

        """

    private static let pilots = """
        What a pilot should have to show before anybody asks for powers: how many people it found, how many of them
        wrongly, what it cost, who complained, and what happened to them.

        """

    private static let words: [(term: String, text: String, owner: String)] = [
        (
            "de-identified",
            "Names, addresses and numbers are taken out, so that nobody can be recognised without other records.",
            "Nia Roberts"
        ),
        ("safeguards", "Rules that protect people when records about them are used.", "Nia Roberts"),
        (
            "white paper", "A document in which a government says what it means to propose, before there is a bill.",
            "Open Policy Forum"
        ),
    ]

    private static let comments: [(point: Int, name: String, text: String, isPublished: Bool)] = [
        (4, "Mari Lloyd, Bangor", "A pilot in a small county would show little; take two that differ.", true),
        (4, "A housing officer", "Please count the letters that went to the wrong people, too.", true),
        (2, "Ines Probert", "Universities use the same records for teaching. Is that research?", true),
        (10, "Somebody who counts", "The department that saves the money should pay.", false),
    ]
}

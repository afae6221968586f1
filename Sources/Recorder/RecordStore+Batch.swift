package import Proceedings

extension RecordStore {
    /// A record, and how far it goes.
    package struct Head: Hashable, Sendable {
        package let record: RecordID
        /// Random, made with the record: positions of another epoch mean nothing here.
        package let epoch: UInt64
        /// Of the newest entry; `.start` while there is none.
        package let last: Position
        /// `HOST/RECORD-ID`, the name its checkpoints are signed with.
        package let origin: String
    }

    /// What is recorded together: all of it, or nothing.
    package struct Batch: Hashable, Sendable {
        /// All present, in order, right after the record's last position.
        package let entries: [Entry]
        package let receipts: [Receipt]
        /// Entries whose words are taken back, retractions and the corrections of what they retract alike.
        package let withdrawn: [Position]
        /// As the register shall show the meeting from now on.
        package let listing: Listing?
        /// As the register shall show the series whose record it is.
        package let series: SeriesListing?
        /// In the order they came.
        package let supports: [Support]
        /// Questions whose words are taken back: what supported them supports nothing any more.
        package let unsupported: [Int]
        /// In the order they came, and so are the whereabouts.
        package let ballots: [BallotChange]
        package let whereabouts: [WhereaboutsChange]
        package let papers: [PaperChange]
        /// Where words go for good; the entries hold the notice of it.
        package let erasing: Erasing?

        package init(
            entries: [Entry], receipts: [Receipt] = [], withdrawn: [Position] = [], listing: Listing? = nil,
            series: SeriesListing? = nil, supports: [Support] = [], unsupported: [Int] = [],
            ballots: [BallotChange] = [],
            whereabouts: [WhereaboutsChange] = [], papers: [PaperChange] = [], erasing: Erasing? = nil
        ) {
            self.entries = entries
            self.receipts = receipts
            self.withdrawn = withdrawn
            self.listing = listing
            self.series = series
            self.supports = supports
            self.unsupported = unsupported
            self.ballots = ballots
            self.whereabouts = whereabouts
            self.papers = papers
            self.erasing = erasing
        }
    }

    /// That a command was recorded, so that sending it again changes nothing.
    package struct Receipt: Hashable, Sendable {
        package let participant: Participant.ID
        /// Chosen by the client; unique for this participant in this record.
        package let clientID: String
        /// SHA-256 of the command as received. Empty once one of its lines was withdrawn, since a hash of
        /// guessable words would still tell them; compare by `matches`.
        package let digest: [UInt8]
        /// What it became; empty for a command that changed nothing.
        package let positions: [Position]

        package init(participant: Participant.ID, clientID: String, digest: [UInt8], positions: [Position]) {
            self.participant = participant
            self.clientID = clientID
            self.digest = digest
            self.positions = positions
        }

        /// Whether a command that comes with the same client id is the one recorded; where that can no longer be
        /// told, it counts as the same.
        package func matches(_ digest: [UInt8]) -> Bool { self.digest.isEmpty || self.digest == digest }
    }
}

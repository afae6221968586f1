/// A question as it stands: what was asked, how it is shown, and everything that became of it.
package struct Question: Hashable, Sendable {
    /// Counts from 1 in the order they came; never reused, so it can be cited.
    package let number: Int
    /// As its asker put it, for staff and the asker only; `nil` for the public, and once withdrawn.
    package internal(set) var asking: Asking?
    /// As everyone may read it; `nil` before it is published, and once that was taken back.
    package internal(set) var publication: Publication?
    /// When it was published, each time: publishing it after all does not undo the first.
    var publishedAt: [Instant] = []
    /// Oldest first; the last is how it stands.
    package internal(set) var history: [Step] = []
    /// The notes that answer it, in the order they were linked.
    package internal(set) var answers: [Position] = []

    package init(number: Int) { self.number = number }

    package var state: State { history.last?.state ?? .inReview }

    /// In review since, for staff.
    package var since: Instant? { asking?.since }

    /// The words of a question, and for whom they are printed. What the attribution policy withholds is left out
    /// before this is made.
    package struct Wording: Hashable, Sendable, Codable {
        package let words: String
        package let name: String?
        package let organisation: String?
        /// Asked for somebody else: "the parents of Year 6".
        package let behalf: String?
        /// Brought by staff from the room; `nil` is from outside it.
        package let room: Bool?

        package init(
            _ words: String, name: String? = nil, organisation: String? = nil, behalf: String? = nil,
            isFromRoom: Bool = false
        ) {
            self.words = words
            self.name = name
            self.organisation = organisation
            self.behalf = behalf
            room = isFromRoom ? true : nil
        }

        package var isFromRoom: Bool { room == true }
    }

    /// What came in, and from whom.
    package struct Asking: Hashable, Sendable {
        package let wording: Wording
        package let asker: Participant.ID
        package let since: Instant
        package let noticed: Noticed?

        package init(_ wording: Wording, asker: Participant.ID, since: Instant, noticed: Noticed? = nil) {
            self.wording = wording
            self.asker = asker
            self.since = since
            self.noticed = noticed
        }
    }

    /// Why a question was held for a facilitator, whoever moderates and however, as it came in. For staff only.
    package struct Noticed: Hashable, Sendable, Codable {
        /// Words on the meeting's list that it holds, as they stand there.
        package let words: [String]?
        /// Whose name it was given under.
        package let name: Owner?

        /// - Returns: `nil` where there is nothing to notice.
        package init?(words: [String], name: Owner?) {
            if words.isEmpty, name == nil { return nil }
            self.words = words.isEmpty ? nil : words
            self.name = name
        }

        package enum Owner: String, Hashable, Sendable, Codable, CaseIterable {
            /// Somebody who speaks there, or what they are.
            case speaker
            /// Somebody with a link to a role.
            case staff
            /// Whoever leads: no name but what such people are called.
            case office
        }
    }

    package struct Publication: Hashable, Sendable {
        package let wording: Wording
        /// Not quite as its asker put it.
        package let isEdited: Bool
        /// The question it is a part of.
        package let splitFrom: Int?
        package let at: Instant
    }

    package struct Step: Hashable, Sendable {
        package let state: State
        package let at: Instant
    }

    package enum State: Hashable, Sendable {
        case inReview
        case published
        case declined(reason: String)
        case merged(into: Int)
        case split(into: [Int])
        /// No longer shown. `nil` is by its asker.
        case unpublished(reason: String?)
        case withdrawn
        /// To be put to the room soon.
        case next
        /// Before the room now.
        case onNow
        case answered
        /// Somebody will answer after the meeting; `due` is a calendar day, `yyyy-mm-dd`.
        case takenAway(owner: String?, due: String?)
        /// Still open when the meeting closed.
        case carriedForward
    }

    /// Where a published question is kept on its way to the room.
    package enum Place: String, Hashable, Sendable, Codable, CaseIterable {
        /// Among the others.
        case waiting
        case next
        case onNow = "on-now"
    }
}

extension Question.State {
    /// The word for it on the wire and in exports.
    package var word: String {
        switch self {
        case .inReview: "in-review"
        case .published: "published"
        case .declined: "declined"
        case .merged: "merged"
        case .split: "split"
        case .unpublished: "unpublished"
        case .withdrawn: "withdrawn"
        case .next: "next"
        case .onNow: "on-now"
        case .answered: "answered"
        case .takenAway: "taken-away"
        case .carriedForward: "carried-forward"
        }
    }

    /// Its asker may still take it back.
    package var mayBeWithdrawn: Bool {
        switch self {
        case .inReview, .declined, .published, .next, .unpublished: true
        default: false
        }
    }

    /// Somebody still has to do something about it.
    package var isWaiting: Bool {
        switch self {
        case .inReview, .takenAway: true
        default: isOpen
        }
    }

    /// Before everyone, and without an answer yet.
    package var isOpen: Bool {
        switch self {
        case .published, .next, .onNow: true
        default: false
        }
    }
}

/// Whether a question is looked at before everyone sees it.
package enum Moderation: String, Hashable, Sendable, Codable, CaseIterable {
    /// A facilitator publishes it, or declines it with a reason.
    case before
    /// It is published as it comes.
    case none
}

extension Expunging {
    /// What an entry's words are about: words about the same go together.
    enum Subject: Hashable {
        /// The note first said at this position.
        case note(Position)
        case question(Int)
        case turn(Int)
        case poll(Int)
        case theme(Int)
        case comment(Int)
        case word(Int)
        case point(Int)
        case paper(Int)
        /// Nothing else has these words.
        case alone(Position)

        /// - Returns: `nil` where the entry has no words.
        init?(_ entry: Entry, _ roots: [Position: Position]) {
            let position = entry.position
            guard let body = entry.line?.body else { return nil }
            switch body {
            case .correction, .suggestionReceived, .suggestionDeclined: self = .note(roots[position] ?? position)
            case .questionReceived(let number, _, _, _), .questionAmended(let number, _, _, _, _),
                .questionPublished(let number, _, _, _):
                self = .question(number)
            case .turnAsked(let number, _, _), .turnQueued(let number, _): self = .turn(number)
            case .pollOpened(let number, _), .pollClosed(let number, _, _, _): self = .poll(number)
            case .themeGathered(let number, _, _): self = .theme(number)
            case .series(let act): self.init(act, at: position)
            default:
                guard body.words != nil || body.hasWords else { return nil }
                self = body.words == nil ? .alone(position) : .note(roots[position] ?? position)
            }
        }

        private init(_ act: Series.Act, at position: Position) {
            switch act {
            case .commentReceived(let number, _, _), .commentPublished(let number, _): self = .comment(number)
            case .wordAsked(let number, _), .wordExplained(let number, _): self = .word(number)
            case .pointProposed(let number, _, _): self = .point(number)
            case .paperAdded(let number, _): self = .paper(number)
            default: self = .alone(position)
            }
        }
    }
}

extension Line.Body {
    /// Of kinds that are neither notes nor numbered things, whether somebody put words into it.
    fileprivate var hasWords: Bool {
        switch self {
        case .planned, .speakerAdded, .itemAdded, .itemChanged, .questionDeclined, .pollNamed, .breakoutFormed,
            .breakoutCalled, .breakoutMissing, .announced, .followed:
            true
        case .questionUnpublished(_, let reason): reason != nil
        case .questionTakenAway(_, let owner, _): owner != nil
        case .voiceNamed(let name): name != nil
        // A device is no word, and yet what says of it that it was barred can go.
        case .participantBarred, .participantUnbarred: true
        case .wordsWatched(let words): !words.isEmpty
        default: false
        }
    }

    /// Says how something stands, which must be known when the words are gone: it is said again without them.
    package var isStanding: Bool {
        switch self {
        case .planned, .itemAdded, .itemChanged, .breakoutFormed, .pollNamed, .questionDeclined, .questionUnpublished,
            .questionTakenAway, .voiceNamed, .announced, .wordsWatched:
            true
        case .series(let act):
            switch act {
            case .commentReceived, .commentPublished, .wordAsked, .inviteeSuggested: false
            default: true
            }
        default: false
        }
    }
}

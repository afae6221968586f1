/// The questions of one meeting, taken from its entries in order.
///
/// Words that were deleted from the record are forgotten here too, so that a replay without them gives the same.
package struct Questions: Hashable, Sendable {
    private var known: [Int: Question] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0
    /// Before the room now, answered or not.
    package private(set) var onNow: Int?
    /// No new ones are taken for now.
    package private(set) var isPaused = false
    package private(set) var safeguards = Safeguards()

    /// - Returns: `nil` where these minutes know nothing of such a question.
    package subscript(number: Int) -> Question? { known[number] }

    /// By number.
    package var all: [Question] { known.values.sorted { $0.number < $1.number } }

    /// Still to be looked at, oldest first. What a device asked that is barred now is not: it comes back with it.
    package var inReview: [Question] {
        all.filter { question in
            question.state == .inReview && question.asking.map { !safeguards.isBarred($0.asker) } ?? false
        }
    }

    /// Before everyone and not answered yet.
    package var open: [Question] { all.filter { $0.state.isOpen && $0.publication != nil } }

    /// What a page shows at first: all that wait for something, and the newest of the others.
    package var shown: [Question] {
        let known = all.filter { $0.publication != nil || $0.asking != nil }
        let settled = known.filter { !$0.state.isWaiting }.suffix(Self.settledShown)
        return (known.filter(\.state.isWaiting) + settled).sorted { $0.number < $1.number }
    }

    /// The rest is on the page of all questions.
    private static let settledShown = 50

    package func asked(by participant: Participant.ID) -> [Question] {
        all.filter { $0.asking?.asker == participant }
    }

    /// The numbers whose supporters count for each question: its own, and those of all that were merged into it.
    package var families: [Int: [Int]] {
        let merged = all.compactMap { question -> (into: Int, number: Int)? in
            if case .merged(let other) = question.state { (other, question.number) } else { nil }
        }
        let parts = Dictionary(grouping: merged, by: \.into).mapValues { $0.map(\.number) }
        return known.mapValues { question in
            var family = [question.number]
            var place = 0
            while place < family.count {
                family += parts[family[place], default: []].filter { !family.contains($0) }
                place += 1
            }
            return family
        }
    }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    /// Nobody knows of it any more; its number is not given again.
    mutating func forget(_ number: Int) {
        raise(to: number)
        known[number] = nil
        if onNow == number { onNow = nil }
    }

    mutating func take(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .questionsPaused: isPaused = true
        case .questionsResumed: isPaused = false
        case .participantBarred, .participantUnbarred, .wordsWatched: safeguards.take(body, at: instant)
        case .questionReceived(let number, let wording, let asker, let noticed):
            change(number, to: .inReview, at: instant) {
                $0.asking = Question.Asking(wording, asker: asker, since: instant, noticed: noticed)
            }
        case .questionAmended(let number, let wording, let asker, let since, let noticed):
            forget(number, .inReview, at: known[number]?.since)
            change(number, to: .inReview, at: since) {
                $0.asking = Question.Asking(wording, asker: asker, since: since, noticed: noticed)
            }
        case .questionPublished(let number, let wording, let isEdited, let origin):
            change(number, to: .published, at: instant) {
                $0.publication = Question.Publication(
                    wording: wording, isEdited: isEdited, splitFrom: origin, at: instant)
                $0.publishedAt.append(instant)
            }
        case .questionWithdrawn(let number):
            forget(number, .inReview, at: known[number]?.since)
            change(number, to: .withdrawn, at: instant) { $0.asking = nil }
        case .questionUnpublished(let number, let reason):
            for published in known[number]?.publishedAt ?? [] { forget(number, .published, at: published) }
            change(number, to: .unpublished(reason: reason), at: instant) {
                $0.publication = nil
                $0.publishedAt = []
            }
        default: takeCourse(body, at: instant)
        }
    }

    private mutating func takeCourse(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .questionDeclined(let number, let reason): change(number, to: .declined(reason: reason), at: instant)
        case .questionMerged(let number, let other): change(number, to: .merged(into: other), at: instant)
        case .questionSplit(let number, let parts): change(number, to: .split(into: parts), at: instant)
        case .questionMoved(let number, let place): move(number, to: place, at: instant)
        case .questionAnswered(let number, let line):
            change(number, to: .answered, at: instant) { $0.answers.append(line) }
        case .questionTakenAway(let number, let owner, let due):
            change(number, to: .takenAway(owner: owner, due: due), at: instant)
        case .questionCarried(let number): change(number, to: .carriedForward, at: instant)
        default: break
        }
    }

    private mutating func move(_ number: Int, to place: Question.Place, at instant: Instant) {
        let isAnswered = known[number]?.answers.isEmpty == false
        switch place {
        case .waiting where isAnswered:
            change(number, to: .answered, at: instant)
            if onNow == number { onNow = nil }
        case .waiting: change(number, to: .published, at: instant)
        case .next: change(number, to: .next, at: instant)
        case .onNow: change(number, to: .onNow, at: instant)
        }
    }

    private mutating func change(
        _ number: Int, to state: Question.State, at instant: Instant, _ more: (inout Question) -> Void = { _ in }
    ) {
        highest = max(highest, number)
        var question = known[number] ?? Question(number: number)
        question.history.append(Question.Step(state: state, at: instant))
        more(&question)
        known[number] = question
        switch state {
        case .onNow: onNow = number
        case .answered: break  // it stays before the room until another is
        default: if onNow == number { onNow = nil }
        }
    }

    /// The step of an entry that has lost its words, so that a replay knows nothing of it.
    private mutating func forget(_ number: Int, _ state: Question.State, at instant: Instant?) {
        guard let instant, let place = known[number]?.history.firstIndex(of: Question.Step(state: state, at: instant))
        else { return }
        known[number]?.history.remove(at: place)
    }
}

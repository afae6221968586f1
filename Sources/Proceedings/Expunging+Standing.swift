import Foundation

// What is said again without the words that go, so that a replay comes to the same.
extension Expunging {
    /// Which places of which standing entries hold words that go. Kept with the list of erasures, which has no words.
    package typealias Places = [Position: [String]]

    /// - Parameter words: A name, or what was said elsewhere.
    package func places(of words: [String], at positions: some Sequence<Position>) -> Places {
        let known = words.map(\.likeness).filter { !$0.isEmpty }
        var places: Places = [:]
        for position in positions {
            guard let line = self[position], line.body.isStanding else { continue }
            let paths = line.passages.filter { passage in
                let said = passage.words.likeness
                return known.contains { said.holds($0) }
            }.map(\.path)
            if !paths.isEmpty { places[position] = paths }
        }
        return places
    }

    /// The lines to record before the old ones are emptied, in order.
    ///
    /// - Parameters:
    ///   - gone: All that is emptied.
    ///   - places: Of the standing ones among them, what of it goes; the whole field where the words that go are not given.
    ///   - words: What goes inside longer texts.
    ///   - role: Of who has it erased.
    package func instead(
        of gone: Set<Position>, places: Places, words: [String] = [], by role: Role?
    ) -> [Line] {
        let after = Standing(entries, without: gone, but: places, words)
        var latest: [Slot: Position] = [:]
        for position in gone {
            guard let line = self[position], line.body.isStanding, let slot = Slot(line) else { continue }
            latest[slot] = max(latest[slot] ?? .start, position)
        }
        var lines: [Line] = []
        for (slot, position) in latest.sorted(by: { $0.value < $1.value }) {
            guard let line = self[position], slot.isWhole || lastPlace(of: slot) == position else { continue }
            lines += after.said(slot, at: position, end: entries.count + lines.count)
                .map { Line($0, by: role, audience: line.audience) }
        }
        return lines
    }

    private func lastPlace(of slot: Slot) -> Position? {
        entries.last { entry in entry.line.map { Slot($0) == slot || slot.isOverridden(by: $0.body) } ?? false }?
            .position
    }

    /// The record with gaps instead of the words that go, and without the entries that have them.
    private struct Standing {
        let gapped: [Entry]
        let (minutes, ledger): (Minutes, Ledger)
        /// As a replay without anything said again would have them.
        let (bareMinutes, bareLedger): (Minutes, Ledger)

        init(_ entries: [Entry], without gone: Set<Position>, but places: Places, _ words: [String]) {
            let bare = entries.map { gone.contains($0.position) ? $0.withoutWords : $0 }
            gapped = zip(entries, bare).map { entry, bare in
                guard let paths = places[entry.position], let line = entry.line, line.body.isStanding,
                    let other = line.gapped(paths, words)
                else { return bare }
                return Entry(position: entry.position, acceptedAt: entry.acceptedAt, content: .present(other))
            }
            (minutes, ledger) = (Minutes(gapped), Ledger(gapped))
            (bareMinutes, bareLedger) = (Minutes(bare), Ledger(bare))
        }

        /// What is said of it instead; nothing where a replay knows as much.
        func said(_ slot: Slot, at position: Position, end: Int) -> [Line.Body] {
            let body = gapped[position.number - 1].line?.body
            switch slot {
            case .plan: return minutes.meeting == bareMinutes.meeting ? [] : [.planned(minutes.meeting)]
            case .notice: return bareMinutes.signs.notice == nil ? [] : [.announcementEnded]
            case .voice: return bareMinutes.signs.voice == nil ? [] : [.voiceNamed(nil)]
            case .point(let number):
                guard let point = ledger[point: number], point.wording != bareLedger[point: number]?.wording else {
                    return []
                }
                return [
                    .series(.pointProposed(number, point.wording, from: point.history.last?.source)),
                    .series(.pointConfirmed(of: Position(end + 1), by: .facilitator)),
                ]
            case .paper(let number): return [body ?? .series(.paperDropped(number))]
            case .word(let number): return [body ?? .series(.wordDropped(number))]
            default: return body.map { [$0] } ?? []
            }
        }
    }

    /// What an entry says the state of: a later one about the same takes its place.
    private enum Slot: Hashable {
        case plan, notice, voice, watched, series
        case breakout(Int)
        case names(Int, Audience)
        case question(Int)
        case point(Int)
        case declined(Position)
        case confirmed(Position)
        case meeting(Int)
        case review(Series.Source)
        case answer(Series.Source)
        case paper(Int)
        case word(Int)
        case comment(Int)

        /// Says all there is to say, whatever came last.
        var isWhole: Bool {
            switch self {
            case .plan, .point: true
            default: false
            }
        }

        init?(_ line: Line) {
            switch line.body {
            case .planned, .itemAdded, .itemChanged: self = .plan
            case .announced: self = .notice
            case .voiceNamed: self = .voice
            case .wordsWatched: self = .watched
            case .breakoutFormed(let number, _): self = .breakout(number)
            case .pollNamed(let number, _): self = .names(number, line.audience)
            case .questionDeclined(let number, _), .questionUnpublished(let number, _),
                .questionTakenAway(let number, _, _):
                self = .question(number)
            case .series(let act): self.init(act)
            default: return nil
            }
        }

        private init?(_ act: Series.Act) {
            switch act {
            case .planned: self = .series
            case .meetingScheduled(let number, _): self = .meeting(number)
            case .pointProposed(let number, _, _), .pointReopened(let number, _, _, _): self = .point(number)
            case .pointDeclined(let proposal, _): self = .declined(proposal)
            case .pointConfirmed(let proposal, _): self = .confirmed(proposal)
            case .actionReviewed(let source, _): self = .review(source)
            case .feedbackAnswered(let source, _): self = .answer(source)
            case .paperAdded(let number, _): self = .paper(number)
            case .wordExplained(let number, _): self = .word(number)
            case .commentDeclined(let number, _): self = .comment(number)
            default: return nil
            }
        }

        func isOverridden(by body: Line.Body) -> Bool {
            switch (self, body) {
            case (.question(let number), let body): body.question == number
            case (.notice, .announcementEnded): true
            case (.comment(let number), .series(.commentPublished(let other, _))): number == other
            case (.paper(let number), .series(.paperDropped(let other))): number == other
            case (.word(let number), .series(.wordDropped(let other))): number == other
            default: false
            }
        }
    }
}

extension Line {
    /// Without the words that go at these paths: inside longer texts a gap stands for them.
    fileprivate func gapped(_ paths: [String], _ words: [String]) -> Line? {
        replacing { passage in
            guard paths.contains(passage.path) else { return passage.words }
            return passage.words.gapped(words)
        }
    }
}

extension String {
    /// - Returns: `nil` where nothing else is left, or it is not known what goes.
    fileprivate func gapped(_ words: [String]) -> String? {
        var left = self
        var isKnown = false
        for word in words where !word.isEmpty {
            while let found = left.range(of: word, options: [.caseInsensitive]) {
                left.replaceSubrange(found, with: Line.gap)
                isKnown = true
            }
        }
        // Written with other gaps or marks than the words that go: nothing of it stays.
        let isLeft = words.contains { left.likeness.holds($0.likeness) }
        return !isKnown || isLeft || left.trimmed == Line.gap ? nil : left
    }
}

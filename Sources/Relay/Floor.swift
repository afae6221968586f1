import Procedure
import Proceedings
import Recorder
import Wire

/// What a sitting has recorded so far: the chamber, what the public may know of it, every entry, every receipt.
struct Floor: Sendable {
    let epoch: UInt64
    private(set) var chamber: Chamber
    /// What those know of it who may not read all.
    private var extracts: Extracts
    /// As readers may have them until circulation: a corrected line in its new words, a retracted one without any.
    private(set) var entries = Scroll<Entry>()
    /// Which entries hold earlier or later words of a line: those from before circulation, and those after it, which
    /// leave the old words standing.
    private var corrections: [Position: [Position]] = [:]
    private var emendations: [Position: [Position]] = [:]
    private var isCirculated = false
    /// Which entries hold words of a question: as they came in, and as they were published.
    private var askings: [Int: [Position]] = [:]
    private var publications: [Int: [Position]] = [:]
    /// Which entries hold what readers would have a line say.
    private var suggestions: [Position: [Position]] = [:]
    /// Which entries hold what was said of a turn on the speakers list.
    private var wishes: [Int: [Position]] = [:]
    /// Up to here a reel may hold words that were replaced or taken back since.
    private(set) var takenBack = Position.start
    private var receipts: Receipts
    var counted = Counted()

    init(_ entries: [Entry], receipts: [RecordStore.Receipt], epoch: UInt64) {
        self.epoch = epoch
        chamber = Chamber(replaying: entries)
        extracts = Extracts(entries)
        self.receipts = Receipts(receipts)
        for entry in entries { keep(entry) }
    }

    /// All of it, as staff see it.
    var minutes: Minutes { chamber.minutes }

    /// Taken from the entries everyone may read, and no others.
    var publicMinutes: Minutes { extracts.everyone }

    func minutes(for reader: Reader) -> Minutes { reader.role.isStaff ? minutes : extracts.minutes(for: reader) }

    func receipt(for submission: Submission) -> RecordStore.Receipt? {
        receipts.receipt(for: submission)
    }

    /// What a command gets that comes after the close: the first answer where it was given before, else a refusal.
    func lateOutcome(of submission: Submission) -> Outcome {
        guard let receipt = receipt(for: submission) else {
            return .refused(id: submission.id, Problem(Refusal.closed))
        }
        return submission.outcome(by: receipt)
    }

    /// Those after `position` that a reader may read, at most `limit`.
    func entries(after position: Position, limit: Int, for reader: Reader) -> [Entry] {
        let mix = reader.mix
        let start = min(position.number, entries.count)  // positions have no gap, so the index is the position
        return Array(entries[start...].lazy.filter { Gallery.may($0, be: mix) }.prefix(limit))
    }

    mutating func apply(_ entry: Entry) {
        chamber.apply(entry)
        extracts.take(entry)
        keep(entry)
    }

    /// The positions whose words go when `line` is taken back: its own and those of its corrections, and where it was
    /// heard in its group first those of the line there.
    func words(of line: Position) -> [Position] {
        let own = [line] + corrections[line, default: []] + emendations[line, default: []]
        guard case .report(_, let heading) = self[line]?.body, let origin = heading.origin, origin < line else {
            return own
        }
        return own + words(of: origin)
    }

    /// `nil` where the record does not go so far, or the line has no words: a record that was made elsewhere may name any.
    private subscript(position: Position) -> Line? {
        entries.indices.contains(position.number - 1) ? entries[position.number - 1].line : nil
    }

    /// The entry that holds a line's words now: its last correction, or its own.
    func wordsHeld(of line: Position) -> Position { emendations[line]?.last ?? corrections[line]?.last ?? line }

    /// The positions whose words would go with an entry that comes next: those it takes back, and nothing else.
    func wordsTakenBack(by line: Line.Body) -> [Position] {
        switch line {
        case .retraction(let target): words(of: target) + suggestions[target, default: []]
        case .questionAmended(let number, _, _, _, _), .questionWithdrawn(let number): askings[number, default: []]
        case .questionUnpublished(let number, _): publications[number, default: []]
        case .turnLeft(let number): wishes[number, default: []]
        default: []
        }
    }

    /// The positions with words that an entry which comes next would replace or take back.
    func wordsTouched(by line: Line.Body) -> [Position] {
        if case .correction(let target, _, _) = line, !isCirculated {
            words(of: target)
        } else {
            wordsTakenBack(by: line)
        }
    }

    /// What everyone may read; the rest withheld, so that positions stay without a gap.
    var publicEntries: [Entry] {
        entries.map { entry in
            Gallery.may(entry, be: .everyone)
                ? entry : Entry(position: entry.position, acceptedAt: entry.acceptedAt, content: .withheld)
        }
    }

    /// Positions of lines and corrections whose words a later correction replaced before circulation.
    var replacedWords: Set<Position> {
        Set(corrections.flatMap { line, corrections in [line] + corrections.dropLast() })
    }

    private mutating func keep(_ entry: Entry) {
        switch entry.line?.body {
        case .correction(let target, _, _) where isCirculated:
            emendations[target, default: []].append(entry.position)
        case .correction(let target, let words, _):
            for former in self.words(of: target) { reword(former, words) }
            corrections[target, default: []].append(entry.position)
        case .circulated, .finalised: isCirculated = true
        default: break
        }
        if let body = entry.line?.body {
            for former in wordsTakenBack(by: body) { erase(former) }
            keepPlace(of: body, at: entry.position)
        }
        entries.append(entry)
    }

    private mutating func keepPlace(of body: Line.Body, at position: Position) {
        switch body {
        case .questionReceived(let number, _, _, _), .questionAmended(let number, _, _, _, _):
            askings[number] = [position]  // an amendment takes back what came before it
        case .questionWithdrawn(let number): askings[number] = nil
        case .suggestionReceived(let line, _, _), .suggestionDeclined(_, let line, _):
            suggestions[line, default: []].append(position)
        case .questionUnpublished(let number, _): publications[number] = nil
        case .turnLeft(let number): wishes[number] = nil
        case .questionPublished(let number, _, _, _): publications[number, default: []].append(position)
        case .turnAsked(let number, _, _), .turnQueued(let number, _): wishes[number, default: []].append(position)
        default: break
        }
    }

    private mutating func reword(_ position: Position, _ words: InlineText) {
        takenBack = max(takenBack, position)
        guard let line = self[position] else { return }
        let body: Line.Body =
            if case .correction(let target, _, let cause) = line.body {
                .correction(of: target, to: words, because: cause)
            } else {
                line.body.reworded(words)
            }
        replace(
            position,
            .present(
                Line(
                    body, language: line.language, translates: line.translates, by: line.by, audience: line.audience)))
    }

    private mutating func erase(_ position: Position) {
        takenBack = max(takenBack, position)
        guard let line = self[position] else { return }
        // Once its words are gone nothing tells whose an entry was that not everyone may read.
        replace(position, line.audience == .everyone ? .erased(line.kind) : .withheld)
    }

    private mutating func replace(_ position: Position, _ content: Entry.Content) {
        let entry = entries[position.number - 1]
        entries[position.number - 1] = Entry(position: position, acceptedAt: entry.acceptedAt, content: content)
    }

    mutating func remember(_ receipt: RecordStore.Receipt) {
        receipts.remember(receipt)
    }
}

package import Proceedings

// Sums, days and places are made of numbers, so a line that was written elsewhere may bring none that these could not
// bear, or this house would stop at it.
extension Limit {
    /// - Throws: `badValue`, with the field as JSON names it.
    package static func numbers(of line: Line) throws(Refusal) {
        try place(line.translates, "translates")
        if case .breakout(let number) = line.audience { try check(number, "audience") }
        try check(line.body)
    }

    private static func check(_ body: Line.Body) throws(Refusal) {
        switch body {
        case .opened, .paused, .resumed, .closed, .attributionChanged, .speakerAdded, .speech, .summary, .scene,
            .decision, .disagreement, .action, .feedback, .circulated, .finalised, .questionsPaused, .questionsResumed,
            .moderationChanged, .participantBarred, .participantUnbarred, .wordsWatched, .listClosed, .listReopened,
            .announced, .announcementEnded, .screenTurned, .voiceNamed:
            break
        case .planned(let meeting): for item in meeting.agenda { try check(item, "meeting.agenda") }
        case .itemAdded(let item), .itemChanged(let item): try check(item, "item")
        case .itemDropped(let number), .itemTakenUp(let number), .itemClosed(let number), .pollOpened(let number, _),
            .pollNamed(let number, _), .breakoutFormed(let number, _), .breakoutSignedOff(let number),
            .breakoutReopened(let number), .breakoutCalled(let number, _), .breakoutMissing(let number, _, _):
            try check(number)
        case .topic(_, let level): try require(level, in: levels, "level")
        case .report(_, let heading): try check(heading)
        case .keyMoment(let line), .retraction(let line), .suggestionReceived(let line, _, _): try place(line, "of")
        case .correction(let line, _, let cause):
            try place(line, "of")
            if let number = cause?.suggestion { try check(number, "suggestion") }
        case .suggestionDeclined(let number, let line, _), .questionAnswered(let number, let line),
            .themeGathered(let number, _, let line), .themeReleased(let number, let line):
            try check(number)
            try place(line, "of")
        case .erasure(let erasure): try check(erasure)
        case .restored(let restoration): try require(restoration.size, in: 0...entries, "restoration.size")
        case .questionReceived, .questionAmended, .questionPublished, .questionDeclined, .questionMerged,
            .questionSplit, .questionUnpublished, .questionWithdrawn, .questionMoved, .questionTakenAway,
            .questionCarried:
            try check(question: body)
        case .turnAsked(let number, _, _), .turnQueued(let number, _), .turnLeft(let number),
            .turnPostponed(let number), .turnCalled(let number), .turnEnded(let number):
            try require(number, in: 1...turnsInAll, "number")
        case .turnTimeSet(let seconds): if let seconds { try require(seconds, in: turnTime, "seconds") }
        case .budgetSet(_, let seconds): if let seconds { try require(seconds, in: budget, "seconds") }
        case .pollCounted(let number, let counts): try check(number, counts)
        case .pollClosed(let number, _, let remote, let room):
            try check(number, remote)
            if let room { try check(number, room, "room") }
        case .followed(let following): try check(following)
        case .series: throw .badValue(field: "kind", rule: "one of a meeting’s, for this is no record of a series")
        }
    }

    private static func check(_ heading: Breakout.Heading) throws(Refusal) {
        try check(heading.breakout, "report.breakout")
        try check(heading.prompt, "report.prompt")
        try place(heading.origin, "report.origin")
    }

    private static func check(question body: Line.Body) throws(Refusal) {
        if let number = body.question { try check(number) }
        switch body {
        case .questionPublished(_, _, _, .some(let whole)): try check(whole, "from")
        case .questionMerged(_, let other): try check(other, "into")
        case .questionSplit(_, let parts): for part in parts { try check(part, "into") }
        default: break
        }
    }

    private static func check(_ item: AgendaItem, _ field: String) throws(Refusal) {
        try check(item.number, "\(field).number")
        if let minutes = item.minutes { try require(minutes, in: itemMinutes, "\(field).minutes") }
    }

    private static func check(_ erasure: Erasure) throws(Refusal) {
        for line in erasure.lines { try place(line, "erasure.lines") }
        for number in erasure.questions ?? [] { try check(number, "erasure.questions") }
        for (kind, number) in erasure.highest { try check(number, "erasure.highest.\(kind.rawValue)") }
    }

    private static func check(_ following: Following) throws(Refusal) {
        if let followers = following.followers { try require(followers, in: 0...people, "following.followers") }
        for (field, groups) in [("places", following.places), ("sectors", following.sectors)] {
            for count in groups.compactMap(\.count) { try require(count, in: 0...people, "following.\(field).count") }
        }
    }

    private static func check(_ poll: Int, _ counts: [Int], _ field: String = "counts") throws(Refusal) {
        try check(poll)
        for count in counts { try require(count, in: 0...people, field) }
    }

    /// Whatever is numbered is so from 1, and each by an entry at least.
    private static func check(_ number: Int, _ field: String = "number") throws(Refusal) {
        try require(number, in: 1...entries, field)
    }

    private static func place(_ line: Position?, _ field: String) throws(Refusal) {
        if let line { try check(line.number, field) }
    }

    static func require(_ number: Int, in bounds: ClosedRange<Int>, _ field: String) throws(Refusal) {
        guard bounds.contains(number) else {
            throw .badValue(field: field, rule: "\(bounds.lowerBound) to \(bounds.upperBound)")
        }
    }
}

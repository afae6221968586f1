import Procedure
import Proceedings
import TestSupport

/// Plays random commands of random people, from before the meeting opens until its record is final; what is refused is
/// passed over. Words in what is said are each said once, so that it can be told where they went.
struct RandomMeeting {
    private(set) var chamber = Chamber()
    private(set) var entries: [Entry] = []
    private(set) var acts: [Act] = []
    let plan: Meeting
    var dice: Dice
    var words = 0

    /// What somebody did, and what was recorded of it.
    struct Act {
        let command: Command
        let author: Participant
        let tally: Tally
        let entries: [Entry]
    }

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        plan = Meeting(
            title: "M", agenda: [AgendaItem(number: 1, title: "Welcome"), AgendaItem(number: 2, title: "Groups")],
            reportsHeard: dice.pick(Breakout.Hearing.allCases))
    }

    /// The last fifth comes after the close.
    mutating func run(commands: Int) throws {
        take(try Chamber.founding(plan, speakers: [.dilys, Speaker(name: "Bo")], by: .organiser), at: .afternoon)
        for step in 0..<commands {
            let now = Instant.afternoon.advanced(byMilliseconds: Int64(step) * 7_000)
            switch step {
            case commands / 20: play(.open, by: Self.facilitator, at: now)
            case commands * 4 / 5: play(.close(really: true), by: Self.facilitator, at: now)
            default:
                let command = chamber.minutes.phase == .closed ? forTheRecord() : command()
                play(command, by: author(of: command.kind), at: now)
            }
        }
    }

    mutating func someCommands(count: Int) -> [Command] { (0..<count).map { _ in command() } }

    private mutating func play(_ command: Command, by author: Participant, at now: Instant) {
        let tally = tally()
        let ruling = Result { () throws(Refusal) in
            try chamber.ruling(on: command, from: author, at: now, tally: tally, holders: ["Gwen Rees"])
        }
        guard case .success(let lines) = ruling else { return }
        let former = entries.count
        take(lines, at: now)
        acts.append(Act(command: command, author: author, tally: tally, entries: Array(entries[former...])))
    }

    private mutating func take(_ lines: [Line], at now: Instant) {
        for line in lines {
            let entry = Entry(chamber.minutes.position.next, at: now, line)
            chamber.apply(entry)
            entries.append(entry)
        }
    }

    /// Mostly one who may.
    private mutating func author(of kind: Command.Kind) -> Participant {
        let permitted = Role.allCases.filter { kind.permitted.contains($0) }
        let role = dice.pick(Bool.random(using: &dice) ? Role.allCases : permitted)
        if role == .attendee { return Participant(id: dice.pick(Self.devices), role: role) }
        return Participant(
            id: Participant.ID("pid-\(role.rawValue)"), role: role,
            breakout: role == .rapporteur ? dice.pick([1, 2]) : nil)
    }

    private mutating func tally() -> Tally {
        guard let poll = chamber.minutes.polls.open else { return Tally() }
        let counts = poll.asked.options.map { _ in 1 }
        return Tally(counts, names: poll.asked.isNamed ? poll.asked.options.map { _ in [word()] } : nil)
    }

    static let devices: [Participant.ID] = ["pid-ada", "pid-bo", "pid-cy"]
    private static let facilitator = Participant(id: "pid-facilitator", role: .facilitator)
}

extension RandomMeeting {
    /// The record as the recorder keeps it: without the words of what was taken back.
    var entriesAsKept: [Entry] {
        let emptied = emptiedByQuestions.union(emptiedByRetractions)
        return entries.map { entry in
            guard let line = entry.line, emptied.contains(entry.position) else { return entry }
            return entry.holding(line.audience == .everyone ? .erased(line.kind) : .withheld)
        }
    }

    /// Of every line that was taken back, of its corrections and of what was suggested for it, and the same of the line
    /// that its group heard first.
    private var emptiedByRetractions: Set<Position> {
        var emptied: Set<Position> = []
        var others: [Position: [Position]] = [:]
        var origins: [Position: Position] = [:]
        for entry in entries {
            switch entry.line?.body {
            case .correction(let line, _, _), .suggestionReceived(let line, _, _), .suggestionDeclined(_, let line, _):
                others[line, default: []].append(entry.position)
            case .report(_, let heading): origins[entry.position] = heading.origin
            case .retraction(let line):
                for line in [line, origins[line]].compactMap(\.self) {
                    emptied.formUnion([line] + others[line, default: []])
                }
            default: break
            }
        }
        return emptied
    }

    /// Of every question that was amended, withdrawn or unpublished, and of every turn that was left.
    private var emptiedByQuestions: Set<Position> {
        var emptied: Set<Position> = []
        var askings: [Int: [Position]] = [:]
        var publications: [Int: [Position]] = [:]
        var wishes: [Int: [Position]] = [:]
        for entry in entries {
            switch entry.line?.body {
            case .questionReceived(let number, _, _, _): askings[number, default: []].append(entry.position)
            case .questionAmended(let number, _, _, _, _):
                emptied.formUnion(askings[number, default: []])
                askings[number, default: []].append(entry.position)
            case .questionWithdrawn(let number): emptied.formUnion(askings[number, default: []])
            case .questionPublished(let number, _, _, _): publications[number, default: []].append(entry.position)
            case .questionUnpublished(let number, _): emptied.formUnion(publications[number, default: []])
            case .turnAsked(let number, _, _), .turnQueued(let number, _):
                wishes[number, default: []].append(entry.position)
            case .turnLeft(let number): emptied.formUnion(wishes[number, default: []])
            default: break
            }
        }
        return emptied
    }
}

/// A breakout group: some of a meeting, who work apart for a while and report back to the plenary.
package struct Breakout: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    package internal(set) var plan: Plan
    /// Lines of its report that stand, oldest first.
    package internal(set) var lines: [Position] = []
    /// The group has agreed that this is its report; `nil` while it may still be written.
    package internal(set) var signedOffAt: Instant?
    /// When it was called to report to the plenary.
    package internal(set) var calledAt: Instant?
    /// Said of it when there was no report, and true again of whoever took theirs back.
    fileprivate var excuse: Missing?

    /// What is said of it before it meets.
    package struct Plan: Hashable, Sendable, Codable {
        package let name: String
        /// One of the meeting's strands, as printed there.
        package let strand: String?
        package let setting: Setting?

        package init(_ name: String, strand: String? = nil, setting: Setting? = nil) {
            self.name = name
            self.strand = strand
            self.setting = setting
        }
    }

    /// Where its people are.
    package enum Setting: String, Hashable, Sendable, Codable, CaseIterable {
        case room, remote, mixed
    }

    /// What a line of a report stands under, in words: the line is read by itself too.
    package struct Heading: Hashable, Sendable, Codable {
        package let breakout: Int
        /// The group's, as it was called then.
        package let name: String
        /// Of the meeting's prompts, from 1.
        package let prompt: Int
        package let asked: String
        /// What an answer is; `nil` where the prompt is of the meeting's own making.
        package let means: Meaning?
        /// The line that said it in the group; `nil` where that is this one.
        package let origin: Position?

        package init(
            breakout: Int, name: String, prompt: Int, asked: String, means: Meaning? = nil, origin: Position? = nil
        ) {
            self.breakout = breakout
            self.name = name
            self.prompt = prompt
            self.asked = asked
            self.means = means
            self.origin = origin
        }
    }

    /// When others than the group and staff read its report.
    package enum Hearing: String, Hashable, Sendable, Codable, CaseIterable {
        /// Each line as it is written.
        case asWritten = "as-written"
        case signedOff = "signed-off"
        /// When it is called to report to the plenary.
        case called
    }

    /// What a group says in answer to a prompt, so that agreements of groups stand among the meeting's.
    package enum Meaning: String, Hashable, Sendable, Codable, CaseIterable {
        case agreement, disagreement
        case nextStep = "next-step"
        /// Of the format of the day.
        case feedback
    }

    /// Why there is no report.
    package struct Missing: Hashable, Sendable {
        /// `nil` where the meeting closed without one.
        package let reason: String?
    }

    package var missing: Missing? { lines.isEmpty ? excuse : nil }

    package var isReceived: Bool { signedOffAt != nil }

    /// - Parameter origin: The line of the group whose place it takes.
    fileprivate mutating func take(_ line: Position, insteadOf origin: Position?) {
        if let place = origin.flatMap({ lines.firstIndex(of: $0) }) { lines[place] = line } else { lines.append(line) }
    }
}

/// The breakout groups of one meeting, taken from its entries in order.
package struct Breakouts: Hashable, Sendable {
    private var known: [Int: Breakout] = [:]
    /// Which group's report a line is in.
    private var groups: [Position: Int] = [:]
    /// Those of them that are read by the group and staff alone so far.
    private var unheard: Set<Position> = []
    /// Where everyone reads what a line said in its group first.
    private var copies: [Position: Position] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0

    package subscript(number: Int) -> Breakout? { known[number] }

    /// By number.
    package var all: [Breakout] { known.values.sorted { $0.number < $1.number } }

    /// The group that a line of its report is read in, while nobody else reads it but staff; `nil` for any other line.
    package func group(hearing line: Position) -> Int? { unheard.contains(line) ? groups[line] : nil }

    /// Where everyone reads what a line said in its group first; `nil` for any other line, and once that is taken back.
    package func copy(of line: Position) -> Position? { copies[line] }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    mutating func take(_ entry: Entry, _ body: Line.Body) {
        switch body {
        case .breakoutFormed(let number, let plan):
            highest = max(highest, number)
            known[number, default: Breakout(number: number, plan: plan)].plan = plan
        case .report(_, let heading):
            // Where what formed it is erased, its report says how it was called.
            known[heading.breakout, default: Breakout(number: heading.breakout, plan: Breakout.Plan(heading.name))]
                .take(entry.position, insteadOf: heading.origin)
            groups[entry.position] = heading.breakout
            if entry.line?.audience == .breakout(heading.breakout) { unheard.insert(entry.position) }
            if let origin = heading.origin {
                unheard.remove(origin)
                groups[origin] = nil
                copies[origin] = entry.position
            }
        case .retraction(let target):
            unheard.remove(target)
            // No replay will know what the words that are gone repeated.
            copies = copies.filter { $0.value != target }
            guard let number = groups.removeValue(forKey: target) else { return }
            known[number]?.lines.removeAll { $0 == target }
            // What was signed off is there no more.
            if known[number]?.lines.isEmpty == true { known[number]?.signedOffAt = nil }
        case .breakoutSignedOff(let number): known[number]?.signedOffAt = entry.acceptedAt
        case .breakoutReopened(let number): known[number]?.signedOffAt = nil
        case .breakoutCalled(let number, _): known[number]?.calledAt = entry.acceptedAt
        case .breakoutMissing(let number, _, let reason): known[number]?.excuse = Breakout.Missing(reason: reason)
        default: break
        }
    }
}

import Procedure
import Proceedings

/// Who may have heard each word by now, told from what people did and from nothing that the rules say: the other opinion
/// that they are compared with.
struct Hearsay {
    enum Ear: Hashable {
        case staff
        case group(Int)
        case everyone
    }

    private var ears: [String: Ear] = [:]
    private var moderation = Moderation.before
    private var watched: [String] = []
    private let heard: Breakout.Hearing
    private var questions: [Int: Asked] = [:]
    private var suggestions: [Int: String] = [:]
    private var remarks: [Int: String] = [:]
    private var voters: [Int: String] = [:]
    /// Lines of reports that stand and only their groups have heard.
    private var reports: [Position: (group: Int, words: String)] = [:]
    private var themes: [Int: (name: String, lines: Set<Position>)] = [:]
    private var speakers = ""
    private var policy = Attribution.named

    private struct Asked {
        var words: String
        let names: String
    }

    init(_ plan: Meeting) { heard = plan.reportsHeard }

    /// - Returns: The words in `text` that may not be heard there.
    func secrets(in text: String, for reader: Reader) -> [String] {
        guard !reader.role.isStaff else { return [] }
        return Self.words(in: text).filter { word in
            switch ears[word] ?? .everyone {
            case .everyone: false
            case .group(let number): reader.group != number
            case .staff: true
            }
        } + (text.contains("pid-") ? ["somebody’s id"] : [])
    }

    private static func words(in text: String) -> [String] {
        text.matches(of: /w[0-9]+z/).map { String($0.output) }
    }

    private mutating func mark(_ ear: Ear, _ text: String?) {
        for word in Self.words(in: text ?? "") where ears[word] != .everyone { ears[word] = ear }
    }

    mutating func take(_ act: RandomMeeting.Act) {
        takeWords(of: act)
        takeQuestion(act)
        takeGroup(act)
        for entry in act.entries {
            if case .retraction(let line) = entry.line?.body { reports[line] = nil }
        }
    }

    /// Suggestions, speakers, the list of speakers, shows of hands, safeguards.
    private mutating func takeWords(of act: RandomMeeting.Act) {
        switch act.command {
        case .suggest(_, let wording):
            mark(.staff, wording.text + (wording.why ?? ""))
            suggestions[act.entries[0].position.number] = wording.text
        case .acceptSuggestion(let number, let text, let why):
            mark(.everyone, (text ?? suggestions[number] ?? "") + (why ?? ""))
        case .joinList(let wish) where act.author.role == .attendee:
            mark(.staff, (wish.about ?? "") + (wish.remark ?? ""))
            for case .turnQueued(let number, _) in act.entries.compactMap({ $0.line?.body }) {
                remarks[number] = wish.remark
            }
        case .readRemark(let number): mark(.everyone, remarks[number])
        case .closePoll, .close:
            let names = act.tally.names?.joined().joined(separator: " ") ?? ""
            mark(.staff, names)
            for case .pollClosed(let number, _, _, _) in act.entries.compactMap({ $0.line?.body }) {
                voters[number] = names
            }
        case .publishNames(let number): mark(.everyone, voters[number])
        case .watchWords(let words):
            mark(.staff, words.joined(separator: " "))
            watched = words
        case .addSpeaker(let speaker):
            mark(.staff, speaker.name)
            speakers += speaker.name
            if speaker.attribution == .named || policy == .named { mark(.everyone, speaker.name) }
        case .setAttribution(let policy):
            self.policy = policy
            if policy == .named { mark(.everyone, speakers) }
        case .write(_, _, .named): mark(.everyone, speakers)
        default: break
        }
    }

    private mutating func takeQuestion(_ act: RandomMeeting.Act) {
        switch act.command {
        case .ask(let wording):
            let names = [wording.name, wording.behalf].compactMap(\.self).joined(separator: " ")
            // A name that is not kept is nobody's.
            let isBorrowed = policy == .named && ["Chair", "Gwen Rees"].contains(wording.name)
            let isSuspect = isBorrowed || watched.contains { wording.words.contains($0) }
            let isHeard = act.author.role != .attendee || moderation == .none && !isSuspect
            mark(isHeard ? .everyone : .staff, wording.words + names)
            for case .questionReceived(let number, _, _, _) in act.entries.compactMap({ $0.line?.body }) {
                questions[number] = Asked(words: wording.words, names: names)
            }
        case .amend(let number, let words):
            mark(.staff, words)
            questions[number]?.words = words
        case .publish(let number, let words):
            mark(.everyone, (words ?? questions[number]?.words ?? "") + (questions[number]?.names ?? ""))
        case .split(let number, let words):
            mark(.everyone, words.joined(separator: " ") + (questions[number]?.names ?? ""))
        case .setModeration(let moderation): self.moderation = moderation
        default: break
        }
    }

    private mutating func takeGroup(_ act: RandomMeeting.Act) {
        switch act.command {
        case .report(let number, _, let text):
            guard heard != .asWritten, let group = number ?? act.author.breakout else { return }
            mark(.group(group), text)
            reports[act.entries[0].position] = (group, text)
        case .correct(let line, let text, _):
            guard let report = reports[line] else { return }
            mark(.group(report.group), text)
            reports[line] = (report.group, text)
        case .gather(let line, _, let name):
            guard case .themeGathered(let number, _, _) = act.entries[0].line?.body else { return }
            if let group = reports[line]?.group {
                if themes[number] == nil { mark(.group(group), name) }
                themes[number, default: (name ?? "", [])].lines.insert(line)
            } else {
                mark(.everyone, name ?? themes[number]?.name)
            }
        case .release(let line, let number): themes[number]?.lines.remove(line)
        case .signOff(let number) where heard == .signedOff: release(number ?? act.author.breakout)
        case .callBreakout(let number) where heard == .called: release(number)
        case .close: release(nil)
        default: break
        }
    }

    /// - Parameter group: `nil` for all.
    private mutating func release(_ group: Int?) {
        for (line, report) in reports where group.map({ $0 == report.group }) ?? true {
            mark(.everyone, report.words)
            for theme in themes.values where theme.lines.contains(line) { mark(.everyone, theme.name) }
            reports[line] = nil
        }
    }
}

import Proceedings

// What a breakout group hears before others do, and who is in it.
extension Chamber {
    /// A line of a report is for its group alone until it is heard, and so is what is said of that line.
    func hearing(of body: Line.Body) -> Audience {
        switch body {
        case .report(_, let heading):
            let isHeard = minutes.meeting.reportsHeard == .asWritten || heading.origin != nil
            return isHeard ? .everyone : .breakout(heading.breakout)
        case .correction(let line, _, _), .retraction(let line), .keyMoment(let line), .themeGathered(_, _, let line),
            .themeReleased(_, let line):
            return minutes.breakouts.group(hearing: line).map { .breakout($0) } ?? .everyone
        default: return .everyone
        }
    }

    /// What these groups have written and only they have heard, for everyone from now on: each line once more, in order,
    /// and then that it is a key moment or belongs to a theme.
    ///
    /// - Parameter count: So many lines come before them in the same ruling.
    func heard(_ breakouts: [Breakout], after count: Int = 0) -> [Line.Body] {
        let notes = breakouts.flatMap(\.lines).filter { minutes.breakouts.group(hearing: $0) != nil }
            .compactMap { minutes.note($0) }
        let first = minutes.position.number + count + 1
        return notes.compactMap { $0.body?.heard(from: $0.position) }
            + notes.enumerated().flatMap { place, note in marks(of: note, on: Position(first + place)) }
    }

    private func marks(of note: Note, on copy: Position) -> [Line.Body] {
        let themes = minutes.themes.all.filter { $0.lines.contains(note.position) }
        return (note.isKeyMoment ? [.keyMoment(of: copy)] : [])
            + themes.flatMap { theme -> [Line.Body] in
                [
                    .themeReleased(theme.number, of: note.position),
                    .themeGathered(theme.number, name: theme.name, of: copy),
                ]
            }
    }

    /// Joining is no line: who is in a group is nobody's business. Without a number somebody is placed by whoever counts.
    func joined(_ number: Int?, by author: Participant) throws(Refusal) -> [Line.Body] {
        guard author.id != "" else { throw .noToken }
        guard let number else {
            guard minutes.breakouts.highest > 0 else { throw .unknownBreakout(nil) }
            return []
        }
        _ = try standing(breakout: number)
        return []
    }

    func left(by author: Participant) throws(Refusal) -> [Line.Body] {
        guard author.id != "" else { throw .noToken }
        return []
    }
}

extension Line.Body {
    /// The same line of a report for everyone.
    fileprivate func heard(from origin: Position) -> Line.Body? {
        guard case .report(let words, let heading) = self else { return nil }
        return .report(
            words,
            under: Breakout.Heading(
                breakout: heading.breakout, name: heading.name, prompt: heading.prompt, asked: heading.asked,
                means: heading.means, origin: origin))
    }
}

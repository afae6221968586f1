import Proceedings

// Lines that say in one language what others said in another.
extension Chamber {
    /// The line a written one translates; `nil` where it translates none.
    ///
    /// - Throws: Where there is no such line, only a group has heard it, it is a translation itself, or it is in that
    ///   language already.
    func translated(by command: Command) throws(Refusal) -> Position? {
        guard case .write(let text, _, _) = command, let target = Typed.translated(by: text) else { return nil }
        let note = try standing(target)
        guard note.audience == .everyone else { throw .notHeard(note.position) }
        guard note.translates == nil else {
            throw .badValue(field: "text", rule: "a translation of a line that is none itself")
        }
        guard (note.language ?? minutes.meeting.language) != Typed.language(of: text) else {
            throw .badValue(field: "text", rule: "in another language than line \(note.position.number) is in")
        }
        return note.position
    }

    /// A line is taken back in every language.
    func takingBack(_ note: Note) -> [Line.Body] {
        let others = minutes.notes.filter { $0.translates == note.position && $0.body != nil }
        return ([note] + others).map { .retraction(of: $0.position) }
    }
}

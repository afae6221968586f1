import Proceedings

/// The notes as a track of a recording: one cue for each line, its id the line's.
struct NotesTrack {
    private let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    /// Milliseconds: a line is shown until the next, but long enough to be seen.
    private static let shortest: Int64 = 1_000
    private static let last: Int64 = 10_000

    var bytes: [UInt8] {
        guard let start = outline.recordingStart else {
            return CueSheet(remarks: outline.cueRemarks(missing: nil), cues: []).bytes
        }
        // A translation is a cue of its own time.
        let lines = outline.lines.map(\.line).sorted { $0.note.position < $1.note.position }
        let heard = lines.filter { $0.note.acceptedAt >= start }
        let before = lines.count - heard.count
        let missing = before == 0 ? nil : outline.phrases(.cuesBefore, ["n": "\(before)"])
        return CueSheet(remarks: outline.cueRemarks(missing: missing), cues: cues(heard, from: start)).bytes
    }

    private func cues(_ lines: [PrintedLine], from start: Instant) -> [CueSheet.Cue] {
        // The clock of a server may be set back; a file's cues may not go back.
        var moments: [Int64] = []
        for line in lines {
            moments.append(max(moments.last ?? 0, line.note.acceptedAt.milliseconds - start.milliseconds))
        }
        return zip(lines, moments).enumerated().map { place, cue in
            let next = moments.indices.contains(place + 1) ? moments[place + 1] : cue.1 + Self.last
            return CueSheet.Cue(
                id: cue.0.id, start: cue.1, end: max(next, cue.1 + Self.shortest), text: text(cue.0))
        }
    }

    /// Links are left without their addresses: nobody can follow one from a caption.
    private func text(_ line: PrintedLine) -> String {
        let marks = outline.labels(line).map { $0 + " " }.joined()
        let words = line.isOurs ? "(\(line.words.plain))" : line.words.plain
        let said = CueSheet.escapedLines(marks + words + (outline.assignment(line).map { " (\($0))" } ?? ""))
        let tagged = line.language.map { "<lang \(CueSheet.escaped($0.unbroken))>\(said)</lang>" } ?? said
        guard let speaker = line.speaker?.unbroken, speaker.contains(where: { !$0.isWhitespace }) else { return tagged }
        return "<v \(CueSheet.escaped(speaker))>\(tagged)"
    }
}

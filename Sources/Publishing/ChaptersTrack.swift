import Proceedings

/// Sections as chapters of a recording; a subsection's time lies within its section's, as the format asks.
struct ChaptersTrack {
    private let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    /// Milliseconds the last line is given, as in the notes.
    private static let last: Int64 = 10_000

    private struct Chapter {
        let section: Outline.Section
        let isInner: Bool
        var start: Int64
    }

    var bytes: [UInt8] {
        guard let start = outline.recordingStart else {
            return CueSheet(remarks: outline.cueRemarks(missing: nil), cues: []).bytes
        }
        let chapters = chapters(from: start)
        let cues = self.cues(chapters, until: end(from: start)).filter { $0.end > 0 }
        let before = chapters.count - cues.count
        let missing = before == 0 ? nil : outline.phrases(.chaptersBefore, ["n": "\(before)"])
        return CueSheet(remarks: outline.cueRemarks(missing: missing), cues: heard(cues)).bytes
    }

    /// In reading order, each after the one before: a chapter without length would be none.
    private func chapters(from start: Instant) -> [Chapter] {
        var chapters: [Chapter] = []
        for section in outline.sections {
            for (each, isInner) in [(section, false)] + section.subsections.map({ ($0, true) }) {
                guard let first = each.heading?.line ?? each.lines.first else { continue }
                let moment = first.note.acceptedAt.milliseconds - start.milliseconds
                let earliest = chapters.last.map { $0.start + 1 } ?? moment
                chapters.append(Chapter(section: each, isInner: isInner, start: max(moment, earliest)))
            }
        }
        return chapters
    }

    private func cues(_ chapters: [Chapter], until end: Int64) -> [CueSheet.Cue] {
        chapters.enumerated().map { place, chapter in
            // A section lasts until the next section, a subsection until whatever comes next.
            let next = chapters[(place + 1)...].first { chapter.isInner || !$0.isInner }
            let last = max(end, (chapters.last?.start ?? 0) + 1)
            let title = chapter.section.heading?.title.plain ?? outline.phrases(.notes)
            return CueSheet.Cue(
                id: chapter.section.heading?.line.id, start: chapter.start, end: next?.start ?? last,
                text: CueSheet.escaped(title.unbroken))
        }
    }

    /// Those that had begun before the recording begin with it.
    private func heard(_ cues: [CueSheet.Cue]) -> [CueSheet.Cue] {
        cues.map { CueSheet.Cue(id: $0.id, start: max(0, $0.start), end: $0.end, text: $0.text) }
    }

    /// When the last line has been shown.
    private func end(from start: Instant) -> Int64 {
        let moments = outline.lines.map { $0.line.note.acceptedAt.milliseconds - start.milliseconds }
        return (moments.max() ?? 0) + Self.last
    }
}

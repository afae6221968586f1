import Proceedings

/// A WebVTT file (W3C WebVTT: The Web Video Text Tracks Format): what is said about it, then its cues in time.
struct CueSheet {
    /// Each a block of its own; words, not yet escaped.
    let remarks: [[String]]
    let cues: [Cue]

    struct Cue: Hashable {
        let id: String?
        /// Milliseconds from the start of the recording; `end` is after `start`.
        let start: Int64
        let end: Int64
        /// Escaped, without blank lines.
        let text: String
    }

    var bytes: [UInt8] {
        let notes = remarks.filter { !$0.isEmpty }.map { lines in
            "NOTE\n" + lines.map { Self.escaped($0.unbroken) }.joined(separator: "\n")
        }
        let blocks = cues.map { cue in
            (cue.id.map { $0 + "\n" } ?? "") + "\(Self.stamp(cue.start)) --> \(Self.stamp(cue.end))\n\(cue.text)"
        }
        return Array(((["WEBVTT"] + notes + blocks).joined(separator: "\n\n") + "\n").utf8)
    }

    /// By scalars: a sign that carries an accent is that sign all the same. Without `>` no `-->` can stand in it.
    static func escaped(_ words: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in words.printable.unicodeScalars {
            switch scalar {
            case "&": text.append(contentsOf: "&amp;".unicodeScalars)
            case "<": text.append(contentsOf: "&lt;".unicodeScalars)
            case ">": text.append(contentsOf: "&gt;".unicodeScalars)
            default: text.append(scalar)
            }
        }
        return String(text)
    }

    /// Words of a cue: their own line breaks kept, blank lines left out, since one would end the cue.
    static func escapedLines(_ words: String) -> String {
        words.printable.split(whereSeparator: \.isNewline).map { escaped(trimmed(String($0))) }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func trimmed(_ line: String) -> String {
        Markdown.trimmed(String(line.drop { $0 == " " || $0 == "\t" }))
    }

    /// `00:02:11.000`; as many digits for hours as it takes.
    static func stamp(_ milliseconds: Int64) -> String {
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(milliseconds / 3_600_000, 2) + ":" + padded(milliseconds / 60_000 % 60, 2) + ":"
            + padded(milliseconds / 1_000 % 60, 2) + "." + padded(milliseconds % 1_000, 3)
    }
}

extension Outline {
    /// What a recording's time counts from: where it began, else the meeting's opening.
    ///
    /// - Returns: `nil` where the notes have no times.
    var recordingStart: Instant? {
        transcript.isImported ? nil : transcript.recording ?? minutes.times.opened
    }

    /// What stands at the head of a file of cues.
    ///
    /// - Parameter missing: Of what came before the recording, said where there was something.
    func cueRemarks(missing: String?) -> [[String]] {
        let times = recordingStart.map { phrases(.cuesFrom, ["time": clock.utc($0)]) } ?? phrases(.cuesUntimed)
        return [[meeting.title, transcript.address, statement], [times, missing].compactMap(\.self)]
    }
}

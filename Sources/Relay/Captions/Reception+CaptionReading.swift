import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Transport
import Wire

// A meeting's lines as StreamText gives captions, for programs made to read those.
extension Reception {
    /// One row of a caption display: at most `length` characters, cut between words.
    func captionRow(_ request: Request) async throws(Problem) -> Response {
        struct Row: Encodable {
            let content: String
            let lastPosition: Int
            let languageCode: String
        }
        let minutes = try await captioned(request)
        let length = try request.number("length", in: 1...1_000, otherwise: 32)
        var cursor = try cursor(request, minutes)
        var content = ""
        if let (text, mark) = Self.lines(minutes, from: cursor, limit: 1).first {
            let rest = text.dropFirst(cursor.line == mark.line ? cursor.offset : 0)
            content = Self.row(of: rest, length)
            let offset = text.count - rest.count + content.count
            cursor = CaptionCursor(line: mark.line, offset: offset)
        }
        return .json(
            JSON.bytes(
                Row(content: content, lastPosition: cursor.number, languageCode: minutes.meeting.language.tag)))
    }

    /// All there is since, each line percent-encoded.
    func captionText(_ request: Request) async throws(Problem) -> Response {
        struct Part: Encodable {
            let format = "basic"
            let d: String
        }
        struct Text: Encodable {
            let lastPosition: Int
            let i: [Part]
        }
        let minutes = try await captioned(request)
        let cursor = try cursor(request, minutes)
        let lines = Self.lines(minutes, from: cursor, limit: 100)
        let parts = lines.map { text, mark in
            let rest = text.dropFirst(cursor.line == mark.line ? cursor.offset : 0)
            return Part(d: String(rest).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }
        return .json(JSON.bytes(Text(lastPosition: lines.last?.end.number ?? cursor.number, i: parts)))
    }

    private func captioned(_ request: Request) async throws(Problem) -> Minutes {
        guard let slug = request.query("event") else {
            throw Problem(.badValue, "“event” must be the last part of the address of a meeting’s page.")
        }
        let (listing, participant) = try await hub.whom(request, in: slug, as: try request.role())
        let floor = try await hub.floor(of: listing)
        return floor.minutes(for: floor.reader(participant))
    }

    /// `last`: a position that was given before, 0 for the start; -1, or none, for now.
    private func cursor(_ request: Request, _ minutes: Minutes) throws(Problem) -> CaptionCursor {
        let number = try request.number("last", in: -1...Int.max, otherwise: -1)
        guard number < 0 else { return CaptionCursor(number: number) }
        return minutes.notes.last.map { CaptionCursor(line: $0.position, offset: CaptionCursor.end) }
            ?? CaptionCursor(number: 0)
    }

    /// From the line the cursor is in, if there is something left of it.
    private static func lines(
        _ minutes: Minutes, from cursor: CaptionCursor, limit: Int
    ) -> [(text: String, end: CaptionCursor)] {
        let start = minutes.notes.partitionIndex { $0.position >= cursor.line }
        var lines: [(text: String, end: CaptionCursor)] = []
        for note in minutes.notes[start...] where lines.count < limit {
            guard let words = note.body?.words?.plain else { continue }
            var text = words + "\r\n"
            if case .speech(_, let speaker?) = note.body { text = "\(speaker): \(text)" }
            if note.position == cursor.line, text.count <= cursor.offset { continue }
            lines.append((text, CaptionCursor(line: note.position, offset: text.count)))
        }
        return lines
    }

    private static func row(of text: Substring, _ length: Int) -> String {
        guard text.count > length else { return String(text) }
        let head = text.prefix(length)
        // A break ends a row.
        if let end = head.firstIndex(where: \.isNewline) { return String(head[...end]) }
        guard let space = head.lastIndex(of: " ") else { return String(head) }
        return String(head[...space])
    }
}

/// How far a reader is: in which line, and after how many characters of it, in one number as StreamText has it.
struct CaptionCursor: Hashable {
    let line: Position
    let offset: Int

    /// More characters than a line has, with its speaker.
    static let end = 9_999

    init(line: Position, offset: Int) {
        self.line = line
        self.offset = min(offset, Self.end)
    }

    init(number: Int) {
        self.init(line: Position(number / (Self.end + 1)), offset: number % (Self.end + 1))
    }

    var number: Int { line.number * (Self.end + 1) + offset }
}

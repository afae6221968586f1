import Foundation
import Procedure
import Proceedings

@testable import Publishing
@testable import Recorder
@testable import Relay

extension Inlet {
    /// What words of strangers become in files and pages.
    static let pages = [
        Inlet("template") { bytes in
            guard let words = text(bytes) else { return false }
            let page = try templates.render("page", ["words": words, "many": [["words": words]]])
            let parts = page.components(separatedBy: "\u{1D}")
            try promise(parts.count == 6, "words are no template")
            for part in [parts[1], parts[3], parts[4]] {
                try promise(part.utf8.elementsEqual(escaped(words).utf8), "words are printed as they are: \(part)")
            }
            return true
        },
        Inlet("json-text") { bytes in
            guard let words = text(bytes) else { return false }
            let printed = JSONText.object([(words, .string(words))]).compact
            try promise(!printed.unicodeScalars.contains { "<>&".unicodeScalars.contains($0) }, "it ends no script")
            let read = try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: String]
            try promise(read?.values.first.map { $0.utf8.elementsEqual(words.utf8) } ?? false, "JSON has the words")
            return true
        },
        Inlet("calendar") { bytes in
            guard let words = text(bytes) else { return false }
            let event = CalendarFeed.Event(
                uid: "m@floor", sequence: 1, changedAt: Instant(milliseconds: 0), title: words,
                startsAt: Instant(milliseconds: 0), endsAt: Instant(milliseconds: 1000), place: words, about: words,
                address: "https://floor.example/m", standing: .cancelled)
            let feed = CalendarFeed(name: words, address: "https://floor.example", events: [event])
            let file = String(decoding: feed.bytes(cancelled: "Cancelled:"), as: UTF8.self)
            let rows = file.utf8.split(separator: UInt8(ascii: "\n"))
            try promise(rows.allSatisfy { $0.count <= 76 && $0.last == 0x0D }, "no line is longer than 75 octets")
            let whole = file.unicodeScalars.split(separator: "\n").map { String($0) }
                .reduce(into: [String]()) { lines, row in
                    let row = String(row.unicodeScalars.dropLast())
                    if row.unicodeScalars.first == " ", !lines.isEmpty {
                        lines[lines.count - 1].unicodeScalars.append(contentsOf: row.unicodeScalars.dropFirst())
                    } else {
                        lines.append(row)
                    }
                }
            try promise(whole.count == 24, "words add no line, but there are \(whole.count)")
            return true
        },
        Inlet("paper") { bytes in
            let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
            guard let name = text(Array(bytes[..<end])) else { return false }
            let contents = Array(bytes[end...].dropFirst())
            let kind = try unlessRefused { () throws(Refusal) in try PaperContents.kind(of: contents, named: name) }
            guard let kind else { return false }
            let plain = PaperContents.name(name, of: kind)
            try promise(
                plain.unicodeScalars.allSatisfy { !"/\\:\"\n\r\0".unicodeScalars.contains($0) }, "a name is no path")
            try promise(
                plain.utf8.count <= 200 && plain.hasSuffix("." + kind.rawValue) && plain.unicodeScalars.first != ".",
                "a name is short, seen and says its kind: \(plain)")
            try promise(PaperContents.name(plain, of: kind) == plain, "a name made safe is safe: \(plain)")
            let header = Download.disposition(plain)
            try promise(header.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "a header is one line of ASCII")
            return true
        },
        Inlet("day") { bytes in
            guard let words = text(bytes) else { return false }
            if let found = NoteDay.first(in: words, year: 2014) {
                try promise(SearchQuery.Day(found.iso) != nil, "a day found in words is one of the calendar")
            }
            let clock = WallClock(zone: "Europe/London", months: [])
            let printed = clock.day(words)
            guard let day = SearchQuery.Day(words) else {
                _ = Language(words)
                return false
            }
            try promise(printed != words, "a day is printed as one")
            let date = WallClock.civil(day: Int64(day.number))
            try promise(Int64(day.number) == WallClock.day(date), "a day counted and written again is the same")
            if (1900...2199).contains(date.year) {
                try promise(NoteDay.first(in: words)?.iso == words, "a day is found as it is written")
            }
            return true
        },
    ]

    private static let templates: Templates = {
        do {
            return try Templates([
                "page":
                    "<p title=\"\u{1D}{{words}}\u{1D}\">\u{1D}{{#many}}{{words}}{{/many}}\u{1D}{{>part}}\u{1D}</p>",
                "part": "{{words}}",
            ])
        } catch { preconditionFailure("\(error)") }
    }()

    /// As HTML has it: nothing left that opens or ends an element, an attribute or a reference.
    private static func escaped(_ words: String) -> String {
        words.printable.unicodeScalars.map { scalar in
            switch scalar {
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: String(scalar)
            }
        }.joined()
    }
}

import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `Meetings for people's calendars` {
    private static func event(
        _ title: String = "First open meeting", place: String? = nil, about: String? = nil, uid: String = "a-1@x.org",
        standing: ScheduledMeeting.Standing = .confirmed, sequence: Int = 0
    ) -> CalendarFeed.Event {
        let start = Instant(milliseconds: 1_790_000_000_999)  // 21 September 2026, 14:13:20 UTC
        return CalendarFeed.Event(
            uid: uid, sequence: sequence, changedAt: Instant(milliseconds: 1_773_309_600_000), title: title,
            startsAt: start, endsAt: start.advanced(byMilliseconds: 5_400_000), place: place, about: about,
            address: "https://x.org/s/sharing/schedule#meeting1", standing: standing)
    }

    private static func bytes(_ events: CalendarFeed.Event..., name: String = "Sharing") -> [UInt8] {
        CalendarFeed(name: name, address: "https://x.org/s/sharing/calendar.ics", events: events)
            .bytes(cancelled: "Cancelled:")
    }

    /// Content lines as a reader has them: unfolded, octet by octet (RFC 5545, 3.1).
    private static func lines(_ bytes: [UInt8]) -> [String] {
        let whole = bytes.replacing([0x0D, 0x0A, 0x20], with: [])
        return whole.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0.dropLast(), as: UTF8.self)
        }
    }

    @Test func `reads as a person has read it before`() {
        let text = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Open Floor//Open Floor//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "NAME:Sharing", "X-WR-CALNAME:Sharing",
            "SOURCE;VALUE=URI:https://x.org/s/sharing/calendar.ics", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
            "X-PUBLISHED-TTL:PT6H", "BEGIN:VEVENT", "UID:a-1@x.org", "SEQUENCE:3", "DTSTAMP:20260312T100000Z",
            "LAST-MODIFIED:20260312T100000Z", "DTSTART:20260921T141320Z", "DTEND:20260921T154320Z",
            "SUMMARY:First open meeting", "STATUS:CONFIRMED", "LOCATION:Town Hall\\, Cardiff",
            "DESCRIPTION:Sharing data", "URL;VALUE=URI:https://x.org/s/sharing/schedule#meeting1", "END:VEVENT",
            "END:VCALENDAR",
        ]
        let bytes = Self.bytes(Self.event(place: "Town Hall, Cardiff", about: "Sharing data", sequence: 3))
        #expect(Self.lines(bytes) == text)
        #expect(bytes == Self.bytes(Self.event(place: "Town Hall, Cardiff", about: "Sharing data", sequence: 3)))
    }

    @Test(arguments: [
        ("a, b; c", "a\\, b\\; c"), ("a\\b", "a\\\\b"), ("a\\,b", "a\\\\\\,b"), ("a\nb", "a\\nb"), ("a\r\nb", "a\\nb"),
        ("a\rb", "a\\nb"), ("a\r\n\r\nb", "a\\n\\nb"), ("a\tb", "a\tb"), ("a\u{0}\u{7}\u{1b}\u{7f}b", "ab"),
        ("END:VEVENT", "END:VEVENT"), ("ŵ “é” 會議", "ŵ “é” 會議"), ("a: \"b\"", "a: \"b\""),
    ])
    func `what people wrote is taken as words and nothing else`(words: String, escaped: String) {
        // Given the words in every place where somebody may write
        let lines = Self.lines(Self.bytes(Self.event(words, place: words, about: words), name: words))
        // Then they stand escaped on one line each, and no line is more or less
        for field in ["NAME", "X-WR-CALNAME", "SUMMARY", "LOCATION", "DESCRIPTION"] {
            #expect(lines.contains("\(field):\(escaped)"), "\(field)")
        }
        #expect(lines.count == 24)
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1 && lines.last == "END:VCALENDAR")
    }

    @Test(arguments: ["x", "é", "會", "🧑‍🚀", "e\u{301}", "\\", ","])
    func `no line is longer than 75 octets, and none is cut inside a character`(letter: String) throws {
        // Given titles of which the fold falls before, in and after a character
        for length in 60...80 {
            let title = String(repeating: "a", count: length) + String(repeating: letter, count: 60)
            let bytes = Self.bytes(Self.event(title))
            // When the bytes are cut where they say
            let cut = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(cut.last?.isEmpty == true)
            for line in cut.dropLast() {
                // Then each line ends with CR LF, is short enough, and is text by itself
                #expect(line.last == 0x0D && line.count - 1 <= 75)
                #expect(String(validating: line, as: UTF8.self) != nil)
                #expect(line.dropLast().allSatisfy { $0 != 0x0D })
            }
            // And together they are the title
            let escaped = title.replacing("\\", with: "\\\\").replacing(",", with: "\\,")
            #expect(Self.lines(bytes).contains("SUMMARY:" + escaped))
        }
    }

    @Test func `a line of exactly 75 octets is not folded, one of 76 is`() {
        let fits = String(repeating: "a", count: 75 - "SUMMARY:".count)
        func isFolded(_ title: String) -> Bool {
            String(decoding: Self.bytes(Self.event(title)), as: UTF8.self).contains("\r\n ")
        }
        #expect(!isFolded(fits) && isFolded(fits + "a"))
    }

    @Test(arguments: [
        (ScheduledMeeting.Standing.provisional, "TENTATIVE", "SUMMARY:First open meeting"),
        (.confirmed, "CONFIRMED", "SUMMARY:First open meeting"),
        (.cancelled, "CANCELLED", "SUMMARY:Cancelled: First open meeting"),
    ])
    func `how certain a meeting is stands in its status, and a cancelled one says so in its title`(
        standing: ScheduledMeeting.Standing, status: String, summary: String
    ) {
        let lines = Self.lines(Self.bytes(Self.event(standing: standing)))
        #expect(lines.contains("STATUS:" + status) && lines.contains(summary))
    }

    @Test func `what a meeting has not got has no line`() {
        let lines = Self.lines(Self.bytes(Self.event()))
        #expect(!lines.contains { $0.hasPrefix("LOCATION") || $0.hasPrefix("DESCRIPTION") })
    }

    @Test func `a calendar without meetings is one all the same`() {
        let lines = Self.lines(Self.bytes())
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR" && lines.count == 11)
    }

    @Test func `events stand in the order given`() {
        let lines = Self.lines(Self.bytes(Self.event(uid: "a-2@x.org"), Self.event(uid: "a-1@x.org")))
        #expect(lines.filter { $0.hasPrefix("UID") } == ["UID:a-2@x.org", "UID:a-1@x.org"])
    }
}

import Foundation
package import Proceedings

/// Meetings for people's calendars (RFC 5545). Pure: the same events give the same bytes.
package struct CalendarFeed: Sendable {
    /// As the calendar is called.
    let name: String
    /// Where it is fetched again.
    let address: String
    let events: [Event]

    package init(name: String, address: String, events: [Event]) {
        self.name = name
        self.address = address
        self.events = events
    }

    /// A meeting as a calendar has it.
    package struct Event: Hashable, Sendable {
        /// The same for ever, whatever becomes of title and day (RFC 7986, 5.3).
        let uid: String
        /// How often time, place or standing has changed (RFC 5545, 3.8.7.4).
        let sequence: Int
        let changedAt: Instant
        let title: String
        let startsAt: Instant
        let endsAt: Instant
        let place: String?
        /// A sentence or two.
        let about: String?
        /// Where to follow it and read its papers.
        let address: String
        let standing: ScheduledMeeting.Standing

        package init(
            uid: String, sequence: Int, changedAt: Instant, title: String, startsAt: Instant, endsAt: Instant,
            place: String?, about: String?, address: String, standing: ScheduledMeeting.Standing
        ) {
            self.uid = uid
            self.sequence = sequence
            self.changedAt = changedAt
            self.title = title
            self.startsAt = startsAt
            self.endsAt = endsAt
            self.place = place
            self.about = about
            self.address = address
            self.standing = standing
        }
    }

    package static let contentType = "text/calendar; charset=utf-8"

    /// - Parameter cancelled: What stands before the title of a meeting that is called off, for calendars that only
    ///   show titles.
    package func bytes(cancelled: String) -> [UInt8] {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Open Floor//Open Floor//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "NAME:" + Self.escaped(name), "X-WR-CALNAME:" + Self.escaped(name),
            "SOURCE;VALUE=URI:" + address, "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H",
        ]
        for event in events { lines += Self.lines(of: event, cancelled: cancelled) }
        lines.append("END:VCALENDAR")
        return lines.flatMap { Self.folded($0) + Self.lineEnd }
    }

    private static func lines(of event: Event, cancelled: String) -> [String] {
        let isCancelled = event.standing == .cancelled
        let changed = time(event.changedAt)
        var lines = [
            "BEGIN:VEVENT", "UID:" + event.uid, "SEQUENCE:\(event.sequence)", "DTSTAMP:" + changed,
            "LAST-MODIFIED:" + changed, "DTSTART:" + time(event.startsAt), "DTEND:" + time(event.endsAt),
            "SUMMARY:" + escaped((isCancelled ? cancelled + " " : "") + event.title),
            "STATUS:" + status(event.standing),
        ]
        if let place = event.place { lines.append("LOCATION:" + escaped(place)) }
        if let about = event.about { lines.append("DESCRIPTION:" + escaped(about)) }
        return lines + ["URL;VALUE=URI:" + event.address, "END:VEVENT"]
    }

    private static func status(_ standing: ScheduledMeeting.Standing) -> String {
        switch standing {
        case .provisional: "TENTATIVE"
        case .confirmed: "CONFIRMED"
        case .cancelled: "CANCELLED"
        }
    }

    /// In UTC (3.3.5, form 2), so that no rule of a time zone has to be sent along.
    private static func time(_ instant: Instant) -> String {
        let whole = Date(timeIntervalSince1970: Double(instant.milliseconds / 1000))
        return whole.formatted(.iso8601).replacing("-", with: "").replacing(":", with: "")
    }

    /// 3.3.11. By scalars: a comma that carries an accent is a comma all the same.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n", "\r": escaped.append(contentsOf: ["\\", "n"])
            case "\t": escaped.append(scalar)
            default: if scalar.value >= 0x20, scalar.value != 0x7F { escaped.append(scalar) }
            }
        }
        return String(escaped)
    }

    /// Lines of at most 75 octets, a character never cut (3.1).
    private static func folded(_ line: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var length = 0
        for scalar in line.unicodeScalars {
            let character = Array(String(scalar).utf8)
            if length + character.count > longest {
                bytes += lineEnd + [UInt8(ascii: " ")]
                length = 1
            }
            bytes += character
            length += character.count
        }
        return bytes
    }

    private static let longest = 75
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}

import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Transport
import Wire

extension Request {
    /// The last position the reader holds: `Last-Event-ID`, else `after`; `nil` where it holds nothing.
    var position: Position? {
        let header = HTTPField.Name("Last-Event-ID").flatMap { headers[$0] }
        guard let number = (header ?? query("after")).flatMap({ Int($0) }), number > 0 else { return nil }
        return Position(number)
    }

    /// The meeting its path is about.
    var slug: String? {
        guard case .found(let match) = Route.match(.get, path) else { return nil }
        return match.parts["slug"]
    }

    /// The role the request acts in: `as`, by default attendee.
    func role() throws(Problem) -> Role {
        guard let word = query("as") else { return .attendee }
        guard let role = Role(rawValue: word) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badValue, "“as” must be one of \(known).")
        }
        return role
    }

    /// When a recording of the meeting began: `recording`, as `2026-03-12T10:00:00Z`.
    func recording() throws(Problem) -> Instant? {
        guard let word = query("recording") else { return nil }
        do {
            let moment = try Date(word, strategy: .iso8601)
            return Instant(milliseconds: Int64(moment.timeIntervalSince1970) * 1_000)
        } catch { throw Problem(.badValue, "“recording” must be a moment such as 2026-03-12T10:00:00Z.") }
    }

    func number(_ name: String, in range: ClosedRange<Int>, otherwise: Int) throws(Problem) -> Int {
        guard let word = query(name) else { return otherwise }
        guard let number = Int(word), range.contains(number) else {
            throw Problem(.badValue, "“\(name)” must be \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Event streams share their address with WebSockets and are told by this header.
    var wantsEventStream: Bool { headers[.accept]?.contains("text/event-stream") ?? false }

    /// Asked by a page rather than a program.
    var wantsPage: Bool { !path.hasPrefix("/api/") && !path.hasPrefix("/health/") }
}

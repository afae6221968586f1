/// Why a WebSocket was closed by the house; the table is in `Protocol.md`, *Close codes*.
package enum Goodbye: UInt16, Sendable, CaseIterable {
    case asked = 1000
    case notText = 1007
    case tooLong = 1009
    /// Come back after 1–10 s, at random.
    case restart = 1012
    /// Fell behind, or the house is full: come back after 1–30 s, at random.
    case later = 1013
    case noGrant = 4401
    case unknownMeeting = 4404
    case closed = 4410

    /// At most 123 bytes (RFC 6455 §5.5).
    package var reason: String {
        switch self {
        case .asked: "as you asked"
        case .notText: "not UTF-8"
        case .tooLong: "message over the limit"
        case .restart: "the server restarts; come back"
        case .later: "come back in a moment"
        case .noGrant: "no grant for this role"
        case .unknownMeeting: "no such meeting"
        case .closed: "the meeting is closed; read its record"
        }
    }
}

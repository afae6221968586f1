import Foundation
package import Proceedings

/// What the server says. Encoded once, however many hear it.
package enum ServerFrame: Sendable {
    /// First frame of every stream. `state` where the reader starts anew.
    case welcome(epoch: UInt64, from: Position, last: Position, role: Role, isLive: Bool, state: StateView?)
    /// `after` is the position before it in this stream.
    case entry(Entry, after: Position)
    case accepted(id: String, [Position])
    case refused(id: String?, Problem)
    /// `text` is `nil` where attribution withholds it.
    case draft(scribe: String, text: String?)
    case gauge(followers: Int, isRecording: Bool)
    /// How many support each open question; one not named has no support.
    case support([Int: Int])
    /// How many outside the room have answered the show of hands `number`.
    case poll(number: Int, voted: Int)
    /// How many outside the room are in each breakout group; one not named has nobody.
    case members([Int: Int])
    /// Where followers are, as they say. For staff: how many of them lack how many entries.
    case audience(Following, behind: (peers: Int, entries: Int)?)
    /// The record's newest signed checkpoint.
    case checkpoint(CheckpointView)

    package static let protocolName = "openfloor.v1"
    package static let writerProtocolName = "openfloor.v1.writer"

    package var bytes: [UInt8] { JSON.bytes(self) }

    /// The same bytes as `.entry`'s, without encoding its line once more.
    ///
    /// - Parameter line: The line's JSON, as it was sealed.
    package static func entryBytes(
        at position: Position, _ instant: Instant, after: Position, line: [UInt8]
    ) -> [UInt8] {
        Array(#"{"after":\#(after.number),"at":\#(instant.milliseconds),"is":"entry","line":"#.utf8) + line
            + Array(#","position":\#(position.number)}"#.utf8)
    }

    /// `9c41e07b5d3f2a68`: sixteen hexadecimal digits.
    package static func text(of epoch: UInt64) -> String {
        let digits = String(epoch, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ServerFrame: Encodable {
    private enum Key: String, CodingKey {
        case `is`, `protocol`, epoch, from, last, role, live, state, after, position, at, line, kind, id, entries
        case code, detail, limit, length, scribe, text, followers, recording, counts, number, voted
        case places, sectors, elsewhere, behind, behindBy, size, root
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .welcome(let epoch, let from, let last, let role, let isLive, let state):
            try container.encode("welcome", forKey: .is)
            try container.encode(Self.protocolName, forKey: .protocol)
            try container.encode(Self.text(of: epoch), forKey: .epoch)
            try container.encode(from, forKey: .from)
            try container.encode(last, forKey: .last)
            try container.encode(role, forKey: .role)
            try container.encode(isLive, forKey: .live)
            try container.encodeIfPresent(state, forKey: .state)
        case .entry(let entry, let after):
            try container.encode("entry", forKey: .is)
            try container.encode(after, forKey: .after)
            try container.encode(entry.position, forKey: .position)
            try container.encode(entry.acceptedAt, forKey: .at)
            try container.encodeIfPresent(entry.line, forKey: .line)
            if case .erased(let kind) = entry.content { try container.encode(kind, forKey: .kind) }
        case .accepted(let id, let positions):
            try container.encode("accepted", forKey: .is)
            try container.encode(id, forKey: .id)
            try container.encode(positions, forKey: .entries)
        case .refused(let id, let problem):
            try container.encode("refused", forKey: .is)
            try container.encodeIfPresent(id, forKey: .id)
            try container.encode(problem.code.rawValue, forKey: .code)
            try container.encode(problem.detail, forKey: .detail)
            try container.encodeIfPresent(problem.limit, forKey: .limit)
            try container.encodeIfPresent(problem.length, forKey: .length)
        case .draft(let scribe, let text):
            try container.encode("draft", forKey: .is)
            try container.encode(scribe, forKey: .scribe)
            try container.encodeIfPresent(text, forKey: .text)
        case .gauge(let followers, let isRecording):
            try container.encode("gauge", forKey: .is)
            try container.encode(followers, forKey: .followers)
            try container.encode(isRecording, forKey: .recording)
        case .support(let counts):
            try container.encode("support", forKey: .is)
            try container.encode(counts, forKey: .counts)
        case .poll, .members, .audience, .checkpoint: try encodeSurroundings(in: &container)
        }
    }

    private func encodeSurroundings(in container: inout KeyedEncodingContainer<Key>) throws {
        switch self {
        case .poll(let number, let voted):
            try container.encode("poll", forKey: .is)
            try container.encode(number, forKey: .number)
            try container.encode(voted, forKey: .voted)
        case .members(let counts):
            try container.encode("members", forKey: .is)
            try container.encode(counts, forKey: .counts)
        case .audience(let following, let behind):
            try container.encode("audience", forKey: .is)
            try container.encode(following.places, forKey: .places)
            try container.encode(following.sectors, forKey: .sectors)
            if following.hasOthers { try container.encode(true, forKey: .elsewhere) }
            try container.encodeIfPresent(behind?.peers, forKey: .behind)
            try container.encodeIfPresent(behind?.entries, forKey: .behindBy)
        case .checkpoint(let checkpoint):
            try container.encode("checkpoint", forKey: .is)
            try container.encode(checkpoint.size, forKey: .size)
            try container.encode(checkpoint.root, forKey: .root)
        default: break
        }
    }
}

import Foundation
package import Proceedings

/// A letter as `sendmail` takes it (RFC 5322, RFC 2045, RFC 2047): whatever its words are, they make no header.
package struct Letter: Sendable {
    package let from: String
    /// The name of who sends it.
    package let sender: String
    package let to: String
    package let subject: String
    package let at: Instant
    /// Unique; the same where the same letter is sent again.
    package let id: String
    package let words: String

    package init(from: String, sender: String, to: String, subject: String, at: Instant, id: String, words: String) {
        self.from = from
        self.sender = sender
        self.to = to
        self.subject = subject
        self.at = at
        self.id = id
        self.words = words
    }

    /// Whether it can stand in a header and on a command line: one plain address, such as `forum@example.org`.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        func isMade(_ part: Substring, of others: String) -> Bool {
            !part.isEmpty && part.utf8.count <= 64
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || others.contains($0)) }
        }
        return parts.count == 2 && isMade(parts[0], of: ".!#$%&*+/=?^_{}~'-") && isMade(parts[1], of: ".-")
            && !text.hasPrefix("-")
    }

    /// Lines end as on this system: whoever sends it on makes them what the network wants.
    package var bytes: [UInt8] {
        let domain = from.split(separator: "@").last ?? ""
        let head = [
            "From: \(Self.encoded(sender))\n <\(from)>", "To: \(to)", "Subject: \(Self.encoded(subject))",
            "Date: \(date)", "Message-ID: <\(id)@\(domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        let body = Data(words.replacing("\n", with: "\r\n").utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        return Array((head.joined(separator: "\n") + "\n\n" + body + "\n").utf8)
    }

    /// Bytes in one encoded word: a line of a header has at most 78 characters with it.
    private static let most = 39

    /// Words of a header as encoded words, each on a line of its own; none is cut inside a letter.
    static func encoded(_ words: String) -> String {
        var parts: [[UInt8]] = [[]]
        for letter in words.unbroken {
            let bytes = Array(String(letter).utf8)
            for piece in bytes.count <= Self.most ? [bytes] : letter.unicodeScalars.map({ Array(String($0).utf8) }) {
                if parts[parts.count - 1].count + piece.count > Self.most { parts.append([]) }
                parts[parts.count - 1] += piece
            }
        }
        return parts.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    /// `Thu, 12 Mar 2026 10:02:11 +0000`
    private var date: String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(at.milliseconds / 1000)))
    }
}

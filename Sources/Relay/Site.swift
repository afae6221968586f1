/// Where this house stands, for links, QR codes, the Origin allow-list and the cookies' `Secure`.
package struct Site: Sendable {
    /// Printed as the publisher of records.
    package let name: String
    /// Scheme, host and port, no path and no slash at the end.
    package let publicURL: String
    /// Commands a participant may give in a minute; the next is refused `too-fast`.
    package let commandsPerMinute: Int
    /// Meetings that are not closed; one more is refused `full`.
    package let mostMeetings: Int

    package init(name: String, publicURL: String, commandsPerMinute: Int = 600, mostMeetings: Int = 1000) {
        self.name = name
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.commandsPerMinute = commandsPerMinute
        self.mostMeetings = mostMeetings
    }

    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// The origin of record names in checkpoints: host and port without the scheme.
    package var host: String {
        String(publicURL.drop { $0 != "/" }.drop { $0 == "/" })
    }

    package func address(ofMeeting slug: String) -> String { "\(publicURL)/m/\(slug)" }

    package func address(ofSecret secret: String) -> String { "\(publicURL)/k/\(secret)" }
}

/// Where this house stands, for links, QR codes, the Origin allow-list and the cookies' `Secure`.
package struct Site: Sendable {
    /// Printed as the publisher of records.
    package let name: String
    /// Scheme, host and port, no path and no slash at the end.
    package let publicURL: String
    package let paces: Pacing
    /// Meetings that are not closed; one more is refused `full`.
    package let mostMeetings: Int
    /// Sites whose pages may show ours in a frame: scheme, host and port.
    package let embedOrigins: [String]
    /// Days after its close for which a meeting keeps what only staff could read; `nil` is for ever.
    package let keepsPrivate: Int?

    /// Whether the search's index follows the records; where the folder is held for one command there is nobody to search.
    package let keepsIndex: Bool
    /// How long after one look through all records for what a disk changed the next begins; `nil` is never.
    package let inspectsEvery: Duration?
    /// Of the program.
    package let version: String

    package init(
        name: String, publicURL: String, paces: Pacing = Pacing(), mostMeetings: Int = 1000,
        embedOrigins: [String] = [], keepsPrivate: Int? = nil, keepsIndex: Bool = true,
        inspectsEvery: Duration? = nil, version: String = ""
    ) {
        self.version = version
        self.name = name
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.paces = paces
        self.mostMeetings = mostMeetings
        self.embedOrigins = embedOrigins
        self.keepsPrivate = keepsPrivate
        self.keepsIndex = keepsIndex
        self.inspectsEvery = inspectsEvery
    }

    /// What may be done in a minute; more is refused `too-fast`.
    package struct Pacing: Sendable {
        /// Commands of one participant.
        package var commands = 600
        /// Questions asked from one network: an IPv4 /24, an IPv6 /56.
        package var questions = 20
        /// Attendees of one network who do something.
        package var participants = 600
        /// Searches, and pages of what people said, from one network.
        package var searches = 300

        package init() {}
    }

    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// The origin of record names in checkpoints: host and port without the scheme.
    package var host: String {
        String(publicURL.drop { $0 != "/" }.drop { $0 == "/" })
    }

    package func address(ofMeeting slug: String) -> String { "\(publicURL)/m/\(slug)" }

    package func address(ofSeries slug: String) -> String { "\(publicURL)/s/\(slug)" }

    package func address(ofSecret secret: String) -> String { "\(publicURL)/k/\(secret)" }
}

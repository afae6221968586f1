import HTTPTypes

/// Every address of the house. A test holds those under `/api` and `/health` against `openapi.yaml`.
enum Route: String, CaseIterable, Sendable {
    case home = "GET /"
    case siteFeed = "GET /feed.{form}"
    case statusPage = "GET /status"
    case joinPage = "GET /join"
    case join = "POST /join"
    case joinByCode = "GET /j/{code}"
    case roleLink = "GET /k/{secret}"
    case meetingPage = "GET /m/{slug}"
    case lineByLinePage = "GET /m/{slug}/lines"
    case textPage = "GET /m/{slug}/text"
    case linePage = "GET /m/{slug}/lines/{line}"
    case lineProofPage = "GET /m/{slug}/lines/{line}/proof"
    case suggestionPage = "GET /m/{slug}/lines/{line}/suggest"
    case correctionsPage = "GET /m/{slug}/corrections"
    case correctionsForm = "POST /m/{slug}/corrections"
    case screenPage = "GET /m/{slug}/screen"
    case questionsPage = "GET /m/{slug}/questions"
    case questionsForm = "POST /m/{slug}/questions"
    case ownQuestionsPage = "GET /m/{slug}/questions/mine"
    case questionPage = "GET /m/{slug}/questions/{number}"
    case deviceLink = "GET /m/{slug}/device/{secret}"
    case deviceForm = "POST /m/{slug}/device/{secret}"
    case consolePage = "GET /m/{slug}/console"
    case consoleForm = "POST /m/{slug}/console"
    case voicePage = "GET /m/{slug}/voice"
    case voiceForm = "POST /m/{slug}/voice"
    case meetingStatusPage = "GET /m/{slug}/status"
    case breakoutsPage = "GET /m/{slug}/breakouts"
    case breakoutsForm = "POST /m/{slug}/breakouts"
    case reportPage = "GET /m/{slug}/report"
    case reportForm = "POST /m/{slug}/report"
    case scribePage = "GET /m/{slug}/scribe"
    case scribeForm = "POST /m/{slug}/scribe"
    case organisePage = "GET /m/{slug}/organise"
    case organiseForm = "POST /m/{slug}/organise"
    case sheetPage = "GET /m/{slug}/sheet"
    case invitePage = "GET /m/{slug}/invite"
    case inviteForm = "POST /m/{slug}/invite"
    case meetingFeed = "GET /m/{slug}/feed.{form}"
    case erasePage = "GET /m/{slug}/erase"
    case eraseForm = "POST /m/{slug}/erase"
    case recordPage = "GET /m/{slug}/record"
    case recordFile = "GET /m/{slug}/record.{form}"
    case seriesPage = "GET /s/{series}"
    case seriesForm = "POST /s/{series}"
    case seriesFeed = "GET /s/{series}/feed.{form}"
    case boardPage = "GET /s/{series}/board"
    case schedulePage = "GET /s/{series}/schedule"
    case actionsPage = "GET /s/{series}/actions"
    case feedbackPage = "GET /s/{series}/feedback"
    case commentsPage = "GET /s/{series}/comments"
    case peoplePage = "GET /s/{series}/people"
    case glossaryPage = "GET /s/{series}/glossary"
    case planPage = "GET /s/{series}/plan"
    case papersPage = "GET /s/{series}/papers"
    case papersForm = "POST /s/{series}/papers"
    case paperFile = "GET /s/{series}/papers/{number}"
    case papersPack = "GET /s/{series}/meetings/{number}/papers.zip"
    case seriesCalendar = "GET /s/{series}/calendar.ics"
    case seriesRecord = "GET /s/{series}/record.jsonl"
    case scheduledCalendar = "GET /s/{series}/meetings/{number}/calendar.ics"
    case newSeriesPage = "GET /new-series"
    case newSeriesForm = "POST /new-series"
    case meetingCalendar = "GET /m/{slug}/calendar.ics"
    case positionsPage = "GET /m/{slug}/positions"
    case calendar = "GET /calendar.ics"
    case treeCheckpoint = "GET /tlog/{record}/checkpoint"
    case tile = "GET /tlog/{record}/tile/{level}/{n}"
    case fartherTile = "GET /tlog/{record}/tile/{level}/{n}/{m}"
    case farthestTile = "GET /tlog/{record}/tile/{level}/{n}/{m}/{w}"
    case searchPage = "GET /search"
    case speakersPage = "GET /speakers"
    case speakerPage = "GET /speakers/{person}"
    case embeddedMeeting = "GET /embed/m/{slug}"
    case embeddedLine = "GET /embed/m/{slug}/lines/{line}"
    case embeddedBoard = "GET /embed/s/{series}/board"
    case createPage = "GET /new"
    case createForm = "POST /new"
    case problemPage = "GET /problems/{code}"
    case settingsPage = "GET /settings"
    case accessibilityPage = "GET /accessibility"
    case live = "GET /health/live"
    case ready = "GET /health/ready"
    case meetings = "GET /api/v1/meetings"
    case createMeeting = "POST /api/v1/meetings"
    case meeting = "GET /api/v1/meetings/{slug}"
    case meetingAddress = "POST /api/v1/meetings/{slug}/address"
    case captionRow = "GET /api/streamtext/captions"
    case captionText = "GET /api/streamtext/text-data.ashx"
    case captionPiece = "POST /api/streamtext/{secret}"
    case entries = "GET /api/v1/meetings/{slug}/entries"
    case lines = "GET /api/v1/meetings/{slug}/lines"
    case line = "GET /api/v1/meetings/{slug}/lines/{line}"
    case lineProof = "GET /api/v1/meetings/{slug}/lines/{line}/proof"
    case consistency = "GET /api/v1/meetings/{slug}/consistency"
    case seriesConsistency = "GET /api/v1/series/{series}/consistency"
    case questions = "GET /api/v1/meetings/{slug}/questions"
    case ownQuestions = "GET /api/v1/meetings/{slug}/mine"
    case stream = "GET /api/v1/meetings/{slug}/live"
    case command = "POST /api/v1/meetings/{slug}/commands"
    case invitation = "POST /api/v1/meetings/{slug}/invitations"
    case record = "GET /api/v1/meetings/{slug}/record.{form}"
    case oldGround = "GET /api/v1/meetings/{slug}/old-ground"
    case words = "GET /api/v1/meetings/{slug}/words"
    case search = "GET /api/v1/search"
    case allSeries = "GET /api/v1/series"
    case createSeries = "POST /api/v1/series"
    case series = "GET /api/v1/series/{series}"
    case seriesCommand = "POST /api/v1/series/{series}/commands"
    case addPaper = "POST /api/v1/series/{series}/papers"
    case seriesInvitation = "POST /api/v1/series/{series}/invitations"
    case siteInvitation = "POST /api/v1/invitations"
    case revocation = "POST /api/v1/revocations"
    case imports = "POST /api/v1/imports"
    case verification = "GET /api/v1/verification"
    case meetingErasure = "POST /api/v1/meetings/{slug}/erasures"
    case seriesErasure = "POST /api/v1/series/{series}/erasures"
    case backup = "POST /api/v1/backups"
    case diagnosis = "GET /api/v1/diagnosis"
    case siteErasure = "POST /api/v1/erasures"
    case sitePlan = "GET /api/v1/site"
    case siteParts = "GET /api/v1/site/parts"
    case deliveries = "GET /api/v1/deliveries"
    case summaryPage = "GET /m/{slug}/summary"
    case summaryFile = "GET /m/{slug}/summary.md"

    /// Only through the control socket, which the operator alone reaches.
    var isControlOnly: Bool {
        switch self {
        case .siteInvitation, .revocation, .imports, .verification, .siteErasure, .backup, .diagnosis, .sitePlan,
            .siteParts, .deliveries:
            true
        default: false
        }
    }

    struct Match: Sendable {
        let route: Route
        /// By the name in braces, decoded.
        let parts: [String: String]

        func part(_ name: String) -> String { parts[name, default: ""] }
    }

    /// HEAD is matched as GET.
    ///
    /// - Parameter path: Decoded; a slash at its end counts for nothing.
    /// - Returns: The methods the path has where it is reached by another.
    static func match(_ method: HTTPRequest.Method, _ path: String) -> Result {
        guard path.utf8.first == UInt8(ascii: "/") else { return .unknown }
        // Bytes, for characters are several times as slow and every request and reader comes by here.
        let words = path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
        let method = method == .head ? .get : method
        var allowed: [String] = []
        for (route, pattern) in patterns[words.count, default: []] where pattern.fits(words) {
            if pattern.method == method.rawValue { return .found(Match(route: route, parts: pattern.parts(of: words))) }
            allowed.append(pattern.method)
        }
        return allowed.isEmpty ? .unknown : .otherMethod(allowed)
    }

    enum Result: Sendable {
        case found(Match)
        case otherMethod([String])
        case unknown

        /// The address with the names of its parts in braces, never what they stand for: `/m/{slug}`.
        var pattern: String {
            guard case .found(let match) = self else { return "none" }
            return match.route.rawValue.split(separator: " ").last.map(String.init) ?? ""
        }
    }

    /// By how many segments they have.
    private static let patterns = Dictionary(
        grouping: allCases.map { (route: $0, pattern: Pattern($0.rawValue)) }, by: \.pattern.count)
}

/// `GET /m/{slug}/record.{form}`: a segment is literal, or a name, or literal and then a name.
private struct Pattern: Sendable {
    let method: String
    private let segments: [Segment]

    private struct Segment: Sendable {
        let literal: Substring
        let name: String?
    }

    init(_ text: String) {
        let words = text.split(separator: " ")
        method = String(words[0])
        segments = words[1].split(separator: "/").map { segment in
            guard let brace = segment.firstIndex(of: "{") else { return Segment(literal: segment, name: nil) }
            return Segment(
                literal: segment[..<brace], name: String(segment[segment.index(after: brace)...].dropLast()))
        }
    }

    var count: Int { segments.count }

    /// - Parameter words: As many as there are segments.
    func fits(_ words: [Substring]) -> Bool {
        zip(segments, words).allSatisfy { segment, word in
            guard segment.name != nil else { return word == segment.literal }
            return word.utf8.count > segment.literal.utf8.count && word.utf8.starts(with: segment.literal.utf8)
        }
    }

    /// - Parameter words: Those that fit.
    func parts(of words: [Substring]) -> [String: String] {
        var parts: [String: String] = [:]
        for (segment, word) in zip(segments, words) {
            guard let name = segment.name else { continue }
            parts[name] = String(Substring(word.utf8.dropFirst(segment.literal.utf8.count)))
        }
        return parts
    }
}

package import Proceedings

/// What everyone may know of a series, as programs read it.
package struct SeriesView: Encodable, Sendable {
    let slug, address: String
    let title: String
    let purpose: String?
    let timeZone: String
    let language: Language
    let strands: [Series.Strand]
    let meetings: [MeetingOfSeries]
    let points: [PointView]
    let proposals: [ProposalView]
    let papers: [PaperView]

    /// - Parameter slugs: Of meetings that have a page, by the number on the schedule.
    package init(slug: String, address: String, _ ledger: Ledger, slugs: [Int: String]) {
        self.slug = slug
        self.address = address
        let series = ledger.series
        title = series.title
        purpose = series.purpose
        timeZone = series.timeZone
        language = series.language
        strands = series.strands
        meetings = ledger.meetings.map { MeetingOfSeries($0, slug: slugs[$0.number]) }
        points = ledger.points.map { PointView($0) }
        proposals = ledger.proposals.map { ProposalView($0) }
        papers = ledger.papers.map { PaperView($0.number, $0.paper, of: address) }
    }

    struct MeetingOfSeries: Encodable, Sendable {
        let number: Int
        let title: String
        let startsAt: Instant?
        let minutes: Int?
        let place: String?
        let setting: Breakout.Setting?
        let readBy: String?
        let standing: ScheduledMeeting.Standing
        let sequence: Int
        let movedFrom: Instant?
        let slug: String?

        init(_ scheduled: Ledger.Scheduled, slug: String?) {
            number = scheduled.number
            title = scheduled.meeting.title
            startsAt = scheduled.meeting.startsAt
            minutes = scheduled.meeting.minutes
            place = scheduled.meeting.place
            setting = scheduled.meeting.setting
            readBy = scheduled.meeting.readBy
            standing = scheduled.meeting.standing
            sequence = scheduled.sequence
            movedFrom = scheduled.movedFrom
            self.slug = slug
        }
    }

    struct PaperView: Encodable, Sendable {
        let number, meeting: Int
        let title: String
        /// Where it is read: elsewhere, or here as a file.
        let address: String
        let file: Paper.File?
        let minutes: Int?
        let items: [Int]

        init(_ number: Int, _ paper: Paper, of series: String) {
            self.number = number
            meeting = paper.meeting
            title = paper.title
            address = paper.address ?? "\(series)/papers/\(number)"
            file = paper.file
            minutes = paper.minutes
            items = paper.items
        }
    }

    struct PointView: Encodable, Sendable {
        let number: Int
        let point: Point.Wording
        let history: [StepView]

        init(_ point: Point) {
            number = point.number
            self.point = point.wording
            history = point.history.map { StepView($0) }
        }
    }

    struct StepView: Encodable, Sendable {
        let at: Instant
        let source: Series.Source?
        let point: Point.Wording?
        let confirmation: Point.Confirmation?
        let reopenedBy, reason: String?

        init(_ step: Point.Step) {
            at = step.at
            source = step.source
            switch step.change {
            case .confirmed(let wording, let confirmation):
                point = wording
                self.confirmation = confirmation
                (reopenedBy, reason) = (nil, nil)
            case .reopened(let name, let why):
                (point, confirmation) = (nil, nil)
                (reopenedBy, reason) = (name, why)
            }
        }
    }

    struct ProposalView: Encodable, Sendable {
        let proposal: Position
        let number: Int
        let point: Point.Wording
        let source: Series.Source?

        init(_ waiting: Proposal) {
            proposal = waiting.position
            number = waiting.number
            point = waiting.wording
            source = waiting.source
        }
    }
}

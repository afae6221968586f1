package import Proceedings

/// Comments that were published since the series last met: what is gathered for the next agenda.
package struct Gathering: Hashable, Sendable {
    /// When the series last met; `nil` before its first meeting, and all comments are gathered then.
    package let since: Instant?
    package let groups: [Group]

    package var count: Int { groups.reduce(0) { $0 + $1.comments.count } }

    /// What was said about one thing, oldest first.
    package struct Group: Hashable, Sendable {
        package let subject: Subject
        package let comments: [Comment]
    }

    /// What a comment is about, by number.
    package enum Subject: Hashable, Sendable {
        case point(Int)
        case paper(Int)
    }

    /// - Parameters:
    ///   - minutes: Of meetings with a record, by their number on the schedule, as the reader may see them.
    ///   - now: A meeting without such a record has begun where its time on the schedule has come.
    package init(_ ledger: Ledger, minutes: [Int: Minutes], at now: Instant) {
        let began = ledger.meetings.compactMap { scheduled -> Instant? in
            if let minutes = minutes[scheduled.number] { return minutes.times.opened }
            guard scheduled.meeting.standing != .cancelled else { return nil }
            return scheduled.meeting.startsAt.flatMap { $0 <= now ? $0 : nil }
        }.max()
        since = began
        groups = Self.groups(of: ledger.comments.published.filter { comment in began.map { $0 < comment.at } ?? true })
    }

    /// - Returns: Points first, then papers, each by number. Comments without published words are left out.
    package static func groups(of comments: [Comment]) -> [Group] {
        let all = Dictionary(grouping: comments.filter { $0.published != nil }) { $0.published?.subject }
        return all.compactMap { subject, comments in subject.map { Group(subject: $0, comments: comments) } }
            .sorted { $0.subject.order < $1.subject.order }
    }
}

extension Gathering.Subject {
    fileprivate var order: (Int, Int) {
        switch self {
        case .point(let number): (0, number)
        case .paper(let number): (1, number)
        }
    }
}

extension Comment.Wording {
    /// `nil` where it names neither a point nor a paper, which the rules let nobody write.
    package var subject: Gathering.Subject? {
        point.map(Gathering.Subject.point) ?? paper.map(Gathering.Subject.paper)
    }
}

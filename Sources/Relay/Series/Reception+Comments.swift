import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// What people say of a series between its meetings, each as who their device is.
extension Reception {
    /// Who sends a form of a series: a device that has no token yet speaks as the one it is given with the answer.
    func author(
        _ request: Request, in file: SeriesFile, as role: Role, with device: DeviceCookie?
    ) async throws(Problem) -> Participant {
        let author = try await hub.whom(request, in: file, as: role)
        guard role == .attendee, author.id == "", let device else { return author }
        return Participant(id: device.participant(in: file.listing.record), role: role)
    }

    /// What a reader said here already, and what they want to speak of.
    ///
    /// - Throws: `unknownPoint`, `unknownPaper` where the address names one that is not there.
    func saying(_ request: Request, of file: SeriesFile, by reader: Participant) throws(Problem) -> Saying {
        var saying = Saying(
            own: reader.id == "" ? [] : file.ledger.comments.all(of: reader.id), what: request.query("said"))
        if let number = request.query("point").flatMap({ Int($0) }) {
            guard file.ledger[point: number] != nil else { throw Problem(Refusal.unknownPoint(number)) }
            saying.subject = .point(number)
        } else if let number = request.query("paper").flatMap({ Int($0) }) {
            guard file.ledger[paper: number] != nil else { throw Problem(Refusal.unknownPaper(number)) }
            saying.subject = .paper(number)
        }
        return saying
    }
}

/// What one reader has to do with what people say between meetings.
struct Saying {
    /// Comments of theirs, oldest first.
    var own: [Comment] = []
    /// What was said just now, as the address has it.
    var what: String?
    /// What they are about to comment on.
    var subject: Gathering.Subject?
}

extension FormFields {
    /// Where its sender sees what became of it, after the series' address and role; `nil` for the page it came from.
    var placeAfterSaying: (page: SeriesPage, said: String)? {
        switch self["do"].flatMap(SeriesCommand.Kind.init(rawValue:)) {
        case .comment: (.comments, "comment#own")
        case .suggestInvitee: (.people, "suggestion")
        default: nil
        }
    }

    /// What a comment that was sent is about.
    var subject: Gathering.Subject? {
        self["point"].flatMap { Int($0) }.map(Gathering.Subject.point)
            ?? self["paper"].flatMap { Int($0) }.map(Gathering.Subject.paper)
    }
}

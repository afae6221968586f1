import Procedure
import Proceedings

extension Problem {
    /// What a series has against a command; what is none of its own is said as of a meeting.
    init(aboutSeries refusal: Refusal) {
        switch refusal {
        case .notPermittedInSeries(let kind, let role):
            self.init(
                .notPermitted,
                """
                “\(kind.rawValue)” is not for the role “\(role.rawValue)”. The organiser of the series may, and for the \
                board who facilitates one of its meetings.
                """)
        case .notScheduled(let number): self.init(.notScheduled, "The schedule has no meeting \(number).")
        case .meetingHeld(let number):
            self.init(.meetingHeld, "Meeting \(number) of the schedule has a page of its own already.")
        case .unknownPoint(let number): self.init(.unknownPoint, "The position board has no point \(number).")
        case .pointIs(let number, .settled):
            self.init(
                .pointIs, "Point \(number) is settled. Reopen it first, and say who asks for it and why.")
        case .pointIs(let number, let standing):
            self.init(.pointIs, "Point \(number) is \(standing.rawValue), not settled; it need not be reopened.")
        case .unknownProposal(let position):
            self.init(
                .unknownProposal, "Proposal \(position.number) waits no more; somebody may have been quicker.")
        case .notCarried(let poll):
            self.init(
                .notCarried,
                """
                Show of hands \(poll) did not carry it: more must say the first answer than the second, and fewer \
                nowhere. Decline the proposal, or ask again.
                """)
        case .unknownPaper(let number): self.init(.unknownPaper, "There is no paper \(number) in this series.")
        case .unknownComment(let number): self.init(.unknownComment, "There is no comment \(number) to see here.")
        case .commentIs(let number, let state):
            let word = if case .declined = state { "declined" } else { "published" }
            self.init(.commentIs, "Comment \(number) is \(word) already. Look at it again first.")
        case .unknownWord(let number): self.init(.unknownWord, "The glossary has no word \(number).")
        case .wordIsKnown(_, let isExplained):
            self.init(
                .wordIsKnown,
                isExplained ? "The glossary explains this word already." : "Somebody has asked for this word already.")
        default: self.init(aboutQuestions: refusal)
        }
    }
}

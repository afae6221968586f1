import Procedure
import Proceedings

// What people say between meetings about points and papers.
extension SeriesSlots {
    var comments: Slots {
        let all = ledger.comments
        let groups = Gathering.groups(of: all.published)
        let declined = all.all.filter(\.isDeclined)
        var slots: Slots = [
            "groups": groups.map { group($0) }, "hasGroups": !groups.isEmpty,
            "own": view.saying.own.reversed().map(ownComment), "hasOwn": !view.saying.own.isEmpty,
            "declined": declined.reversed().map(declinedComment), "hasDeclined": !declined.isEmpty,
            "papers": ledger.papers.map { paper in
                ["words": words(for: .paper(paper.number)), "address": askAddress(.paper(paper.number))] as Slots
            }, "hasPapers": !ledger.papers.isEmpty,
        ]
        slots["subject"] = view.saying.subject.map { subject in
            ["words": words(for: subject), "form": form(for: subject)] as Slots
        }
        if view.saying.what == "comment" { slots["said"] = phrases.say("comment_said") }
        if view.role.leads {
            let waiting = all.inReview
            slots["waiting"] = waiting.map { comment in
                reviewed(comment, isFirst: comment.number == waiting.first?.number)
            }
            slots["decided"] = all.all.filter { $0.state != .inReview }.reversed().map { reviewed($0, isFirst: false) }
            slots["hasDecided"] = all.all.count > waiting.count
        }
        return slots
    }

    /// A point's published comments, and the form for another.
    func comments(on point: Point) -> Slots {
        let published = view.commentsOnPoints[point.number, default: []]
        return [
            "list": published.suffix(Self.shown).map(comment), "hasList": !published.isEmpty,
            "hasMore": published.count > Self.shown, "all": "\(view.base)/comments\(view.leading)",
            "count": phrases.count("comment_count", published.count), "isShort": published.count <= Self.unfolded,
            "form": view.isArchive ? false : form(for: .point(point.number)),
            "label": phrases.say("board_point", ["n": String(point.number)]),
        ]
    }

    /// More comments on one point are folded.
    private static let unfolded = 3
    /// The newest stand on the board; all are on the page of comments.
    private static let shown = 10

    /// Those since the last meeting, by what they are about; `nil` where there are none.
    var gathered: Slots? {
        let gathering = Gathering(ledger, minutes: view.held.mapValues(\.minutes), at: view.now)
        guard gathering.count > 0 else { return nil }
        return [
            "heading": gathering.since == nil
                ? phrases.count("gathered_first", gathering.count) : phrases.count("gathered_since", gathering.count),
            "groups": gathering.count > Self.gathered ? [] : gathering.groups.map { group($0) },
        ]
    }

    /// With more of them the heading, which leads to all, says how many.
    private static let gathered = 30

    /// "2 comments wait to be looked at"; `nil` where none does, and for who may not know.
    var waitingComments: String? {
        let count = ledger.comments.inReview.count
        return view.role.leads && count > 0 ? phrases.count("comment_waiting", count) : nil
    }

    // MARK: -

    private func group(_ group: Gathering.Group) -> Slots {
        [
            "words": words(for: group.subject), "ask": askAddress(group.subject),
            "address": address(of: group.subject) as Any? ?? false, "list": group.comments.map(comment),
        ]
    }

    private func comment(_ comment: Comment) -> Slots {
        [
            "number": comment.number, "words": comment.published?.text ?? "", "when": clock.longDate(comment.at),
            "name": comment.published?.name as Any? ?? false,
        ]
    }

    /// As its author sees it, whatever became of it.
    private func ownComment(_ comment: Comment) -> Slots {
        let asked = comment.asked?.text
        let isChanged = comment.published.map { $0.text != asked } ?? false
        var slots: Slots = [
            "number": comment.number, "label": phrases.say("comment_label", ["n": String(comment.number)]),
            "about": comment.asked?.subject.map(words) ?? "", "state": stateWord(comment),
            "words": comment.published?.text ?? asked ?? "", "when": clock.longDate(comment.at), "reason": false,
        ]
        slots["asked"] = isChanged ? asked as Any? ?? false : false
        if case .declined(let reason) = comment.state { slots["reason"] = reason }
        return slots
    }

    /// Everyone may read that it was declined and why, nobody what it said.
    private func declinedComment(_ comment: Comment) -> Slots {
        guard case .declined(let reason) = comment.state else { return [:] }
        return [
            "label": phrases.say("comment_label", ["n": String(comment.number)]), "reason": reason,
            "when": clock.longDate(comment.at),
        ]
    }

    /// For whoever looks at comments before they are published.
    private func reviewed(_ comment: Comment, isFirst: Bool) -> Slots {
        let kept = view.kept.flatMap { $0["number"] == String(comment.number) ? $0 : nil }
        let asked = comment.asked
        var slots: Slots = [
            "number": comment.number, "words": (comment.published ?? asked)?.text ?? "", "isFirst": isFirst,
            "about": asked?.subject.map(words) ?? "", "name": asked?.name as Any? ?? false,
            "address": asked?.subject.flatMap(address) as Any? ?? false, "state": stateWord(comment),
            "when": clock.dateTime(comment.at), "isWaiting": comment.state == .inReview,
            "isDeclined": comment.isDeclined, "mayDecline": !comment.isDeclined,
            "mayPublish": comment.state != .published, "publishID": view.formID(), "rewordID": view.formID(),
            "declineID": view.formID(), "isOpen": kept != nil, "keptReason": kept?["reason"] ?? "",
            "typed": kept?["text"] ?? asked?.text ?? "", "reason": false,
        ]
        if case .declined(let reason) = comment.state { slots["reason"] = reason }
        return slots
    }

    private func stateWord(_ comment: Comment) -> String {
        switch comment.state {
        case .inReview: phrases.say("client_question_in_review")
        case .published: phrases.say("client_question_published")
        case .declined: phrases.say("client_question_declined")
        }
    }

    private func form(for subject: Gathering.Subject) -> Slots {
        let kept = view.kept(.comment).flatMap { $0.subject == subject ? $0 : nil }
        var slots: Slots = [
            "formID": view.formID(), "typed": kept?["text"] ?? "", "name": kept?["name"] ?? "", "isOpen": kept != nil,
            "point": false, "paper": false, "role": speaker(of: .comment).rawValue,
        ]
        switch subject {
        case .point(let number): slots.merge(["key": "point\(number)", "point": number]) { $1 }
        case .paper(let number): slots.merge(["key": "paper\(number)", "paper": number]) { $1 }
        }
        return slots
    }

    /// The role a form is sent in: the page's where it may say this, else that of a reader.
    func speaker(of kind: SeriesCommand.Kind) -> Role { kind.permitted.contains(view.role) ? view.role : .attendee }

    /// "Point 3: De-identified records…"
    private func words(for subject: Gathering.Subject) -> String {
        switch subject {
        case .point(let number):
            let label = phrases.say("board_point", ["n": String(number)])
            return ledger[point: number].map { "\(label): \(LineSlots.excerpt($0.wording.text))" } ?? label
        case .paper(let number):
            guard let paper = ledger[paper: number] else {
                return phrases.say("comment_paper_gone", ["n": String(number)])
            }
            return phrases.say("comment_paper", ["title": paper.title])
        }
    }

    /// Where it is read; `nil` where that is not on the board.
    private func address(of subject: Gathering.Subject) -> String? {
        guard case .point(let number) = subject, ledger[point: number] != nil else { return nil }
        return "\(view.base)/board\(view.leading)#point\(number)"
    }

    /// Where one comments on it; `false` where it is there no more.
    private func askAddress(_ subject: Gathering.Subject) -> Any {
        if view.isArchive { return false }
        let joint = view.leading.isEmpty ? "?" : view.leading + "&"
        switch subject {
        case .point(let number):
            return ledger[point: number] == nil ? false : "\(view.base)/comments\(joint)point=\(number)#say"
        case .paper(let number):
            return ledger[paper: number] == nil ? false : "\(view.base)/comments\(joint)paper=\(number)#say"
        }
    }
}

extension Comment {
    fileprivate var isDeclined: Bool {
        if case .declined = state { true } else { false }
    }
}

import Proceedings

// Shows of hands: one at a time, counted in the room and outside it.
extension Chamber {
    /// - Parameter tally: Of the one that is open.
    func poll(_ command: Command, from author: Participant, tally: Tally) throws(Refusal) -> [Line.Body] {
        switch command {
        case .openPoll(let asked): return [try opened(asked)]
        case .vote(let number, let option, let name):
            try permitVote(number, option, name, by: author)
            return []
        case .countRoom(let number, let counts): return [try counted(number, counts)]
        case .closePoll(let number):
            let poll = try standing(poll: number)
            guard poll.isOpen else { throw .pollIs(number, isOpen: false) }
            return closing(poll, tally)
        case .publishNames(let number): return [try namesPublished(number)]
        default: preconditionFailure("\(command.kind.rawValue) is not about shows of hands")
        }
    }

    /// What ends with the meeting: a show of hands is counted.
    func closingPoll(_ tally: Tally) -> [Line.Body] {
        minutes.polls.open.map { closing($0, tally) } ?? []
    }

    private func standing(poll number: Int) throws(Refusal) -> Poll {
        guard let poll = minutes.polls[number] else { throw .unknownPoll(number) }
        return poll
    }

    private func opened(_ asked: Poll.Asked) throws(Refusal) -> Line.Body {
        guard minutes.phase == .open else { throw .notOpen }
        if let open = minutes.polls.open { throw .pollIs(open.number, isOpen: true) }
        guard minutes.polls.highest < Limit.polls else { throw .tooMany(what: "shows of hands", limit: Limit.polls) }
        guard !asked.isNamed || minutes.meeting.attribution == .named else {
            throw .badValue(field: "named", rule: "left out while the attribution policy withholds names")
        }
        try Limit.question(asked.question)
        let options = asked.options.map(\.trimmed)
        guard Limit.options.contains(options.count) else {
            throw .badValue(
                field: "options",
                rule: "\(Limit.options.lowerBound) to \(Limit.options.upperBound) answers, one to a line")
        }
        for option in options { try Limit.title(option, field: "options") }
        guard Set(options.map(\.likeness)).count == options.count else {
            throw .badValue(field: "options", rule: "answers that differ from each other")
        }
        return .pollOpened(
            minutes.polls.highest + 1,
            Poll.Asked(asked.question.trimmed, options: options, isNamed: asked.isNamed))
    }

    private func permitVote(
        _ number: Int, _ option: Int, _ name: String?, by author: Participant
    ) throws(Refusal) {
        guard author.id != "" else { throw .noToken }
        let poll = try standing(poll: number)
        guard poll.isOpen else { throw .pollIs(number, isOpen: false) }
        guard (1...poll.asked.options.count).contains(option) else {
            throw .badValue(field: "option", rule: "1 to \(poll.asked.options.count)")
        }
        guard poll.asked.isNamed else { return }
        let name = name ?? ""
        try Limit.title(name, field: "name")
        guard name.trimmed.unicodeScalars.count <= Limit.voter else {
            throw .badValue(field: "name", rule: "at most \(Limit.voter) characters")
        }
    }

    private func counted(_ number: Int, _ counts: [Int]) throws(Refusal) -> Line.Body {
        let poll = try standing(poll: number)
        guard counts.count == poll.asked.options.count, counts.allSatisfy({ (0...Limit.inTheRoom).contains($0) })
        else {
            throw .badValue(
                field: "counts", rule: "a number from 0 to \(Limit.inTheRoom) for each of the answers")
        }
        guard counts != poll.room else { throw .already(minutes.phase) }
        return .pollCounted(number, counts)
    }

    /// Who chose what is for staff until it is published.
    private func closing(_ poll: Poll, _ tally: Tally) -> [Line.Body] {
        let counts = tally.counts.isEmpty ? poll.asked.options.map { _ in 0 } : tally.counts
        return [.pollClosed(poll.number, poll.asked, remote: counts, room: poll.room)]
            + (tally.names.map { [.pollNamed(poll.number, $0)] } ?? [])
    }

    private func namesPublished(_ number: Int) throws(Refusal) -> Line.Body {
        let poll = try standing(poll: number)
        guard poll.asked.isNamed else { throw .notByName(number) }
        guard let names = poll.names else { throw .pollIs(number, isOpen: poll.isOpen) }
        guard !poll.hasPublicNames else { throw .already(minutes.phase) }
        guard minutes.meeting.attribution == .named else { throw .namesWithheld }
        return .pollNamed(number, names)
    }
}

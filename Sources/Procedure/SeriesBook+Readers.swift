import Proceedings

// What people read and say between meetings: papers, comments, words.
extension SeriesBook {
    func paper(_ command: SeriesCommand) throws(Refusal) -> Series.Act {
        switch command {
        case .addPaper(let number, let paper):
            _ = try standing(meeting: paper.meeting)
            try Limit.title(paper.title, field: "title")
            guard (paper.address == nil) != (paper.file == nil) else {
                throw .badValue(field: "address", rule: "where the paper is read, unless a file is sent")
            }
            if let address = paper.address, !InlineText.isAddress(address) || address.utf8.count > Limit.address {
                throw .badValue(field: "address", rule: "an address that begins with https://, http:// or mailto:")
            }
            if let minutes = paper.minutes { try Limit.require(minutes, in: Limit.minutes, "minutes") }
            if let file = paper.file { try requireRoom(for: file, of: number) }
            guard paper.items.count <= Limit.items, paper.items.allSatisfy((1...Limit.entries).contains) else {
                throw .badValue(field: "items", rule: "numbers of agenda items")
            }
            if let number {
                guard ledger[paper: number] != nil else { throw .unknownPaper(number) }
                return .paperAdded(number, paper)
            }
            guard ledger.papers.count(where: { $0.paper.meeting == paper.meeting }) < Limit.papers else {
                throw .tooMany(what: "papers for one meeting", limit: Limit.papers)
            }
            return .paperAdded(ledger.highestPaper + 1, paper)
        case .dropPaper(let number):
            guard ledger[paper: number] != nil else { throw .unknownPaper(number) }
            return .paperDropped(number)
        default: preconditionFailure("\(command.kind.rawValue) is not about papers")
        }
    }

    /// - Parameter number: Of the paper whose file it replaces.
    private func requireRoom(for file: Paper.File, of number: Int?) throws(Refusal) {
        guard (1...Limit.file).contains(file.size) else {
            throw .badValue(field: "file", rule: "at most \(Limit.file >> 20) MiB, and not empty")
        }
        let others = ledger.papers.filter { $0.number != number }.compactMap(\.paper.file?.size).reduce(0, +)
        guard others + file.size <= Limit.files else {
            throw .tooMany(what: "MiB of files in one series; take away what nobody needs", limit: Limit.files >> 20)
        }
    }

    func comment(_ command: SeriesCommand, from author: Participant) throws(Refusal) -> Series.Act {
        let comments = ledger.comments
        switch command {
        case .comment(let wording):
            try check(wording)
            guard comments.highest < Limit.comments else { throw .tooMany(what: "comments", limit: Limit.comments) }
            guard comments.inReview.count < Limit.questionsInReview else {
                throw .queueFull(limit: Limit.questionsInReview)
            }
            guard !author.role.onlyReads || comments.waiting(of: author.id) < Limit.questionsPerAsker else {
                throw .tooMany(what: "comments of yours that wait", limit: Limit.questionsPerAsker)
            }
            return .commentReceived(comments.highest + 1, wording.trimmed, by: author.id)
        case .publishComment(let number, let words):
            let comment = try standing(comment: number)
            guard comment.state != .published else { throw .commentIs(number, comment.state) }
            guard let asked = comment.asked else { throw .unknownComment(number) }
            let wording = Comment.Wording(
                point: asked.point, paper: asked.paper, text: words ?? asked.text, name: asked.name)
            try check(wording)
            return .commentPublished(number, wording.trimmed)
        case .declineComment(let number, let reason):
            let comment = try standing(comment: number)
            if case .declined = comment.state { throw .commentIs(number, comment.state) }
            try Limit.title(reason, field: "reason")
            return .commentDeclined(number, reason: reason.trimmed)
        default: preconditionFailure("\(command.kind.rawValue) is not about comments")
        }
    }

    private func check(_ wording: Comment.Wording) throws(Refusal) {
        guard (wording.point == nil) != (wording.paper == nil) else {
            throw .badValue(field: "point", rule: "what the comment is about: a point, or a paper")
        }
        if let point = wording.point { _ = try standing(point: point) }
        if let paper = wording.paper, ledger[paper: paper] == nil { throw .unknownPaper(paper) }
        try Limit.question(wording.text)
        if let name = wording.name { try Limit.title(name, field: "name") }
    }

    private func standing(comment number: Int) throws(Refusal) -> Comment {
        guard let comment = ledger.comments[number] else { throw .unknownComment(number) }
        return comment
    }

    func word(_ command: SeriesCommand) throws(Refusal) -> Series.Act {
        let glossary = ledger.glossary
        switch command {
        case .askWord(let term):
            try Limit.title(term, field: "term")
            guard term.trimmed.unicodeScalars.count <= Limit.term else {
                throw .badValue(field: "term", rule: "at most \(Limit.term) characters")
            }
            if let known = glossary.word(term) {
                throw .wordIsKnown(known.number, isExplained: known.explanation != nil)
            }
            guard glossary.asked.count < Limit.wordsAsked else { throw .queueFull(limit: Limit.wordsAsked) }
            return .wordAsked(glossary.highest + 1, term: term.trimmed)
        case .explain(let number, let explanation):
            try Limit.title(explanation.term, field: "term")
            try Limit.text(explanation.text)
            if let owner = explanation.owner { try Limit.title(owner, field: "owner") }
            if let day = explanation.review, !Calendar.isDay(day) {
                throw .badValue(field: "review", rule: "a day such as 2026-03-12")
            }
            if let number, glossary[number] == nil { throw .unknownWord(number) }
            let known = number ?? glossary.word(explanation.term)?.number
            if known == nil { try requireRoom(in: glossary) }
            return .wordExplained(known ?? glossary.highest + 1, explanation)
        case .dropWord(let number):
            guard glossary[number] != nil else { throw .unknownWord(number) }
            return .wordDropped(number)
        default: preconditionFailure("\(command.kind.rawValue) is not about words")
        }
    }

    private func requireRoom(in glossary: Glossary) throws(Refusal) {
        guard glossary.explained.count < Limit.words else {
            throw .tooMany(what: "words of a glossary", limit: Limit.words)
        }
    }
}

extension Comment.Wording {
    fileprivate var trimmed: Self {
        Self(point: point, paper: paper, text: text.trimmed, name: name?.trimmed)
    }
}

import Proceedings

/// The sentences a record prints besides the meeting's own words; raw values are keys of the text catalogue.
enum Phrase: String, CaseIterable {
    case language = "record.language"
    case statement = "record.statement"
    case statementImported = "record.statement.imported"
    case draft = "record.edition.draft"
    case circulated = "record.edition.circulated"
    case circulatedUntil = "record.edition.circulated.until"
    case final = "record.edition.final"
    case editionCorrected = "record.edition.corrected"
    case editionOld = "record.edition.old"
    case versions = "record.edition.versions"
    case emended = "record.emended"
    case emendedBecause = "record.emended.because"
    case emendedWas = "record.emended.was"
    case attendees = "record.attendees"
    case noAttendees = "record.attendees.none"
    case speakerNone = "record.speaker.none"
    case askerRemote = "record.asker.remote"
    case askerRoom = "record.asker.room"
    case country = "record.country"
    case recorded = "record.recorded"
    case contents = "record.contents"
    case notes = "record.notes"
    case noNotes = "record.notes.none"
    case agreements = "record.agreements"
    case noAgreements = "record.agreements.none"
    case disagreements = "record.disagreements"
    case noDisagreements = "record.disagreements.none"
    case actions = "record.actions"
    case noActions = "record.actions.none"
    case feedbackHeading = "record.feedback"
    case objective = "record.objective"
    case output = "record.output"
    case strands = "record.strands"
    case item = "record.item"
    case unknownItem = "record.item.unknown"
    case presenter = "record.presenter"
    case inform = "record.purpose.inform"
    case discuss = "record.purpose.discuss"
    case decide = "record.purpose.decide"
    case decision = "record.kind.decision"
    case disagreement = "record.kind.disagreement"
    case action = "record.kind.action"
    case feedback = "record.kind.feedback"
    case keyMoment = "record.key"
    case owner = "record.owner"
    case due = "record.due"
    case opened = "record.opened"
    case paused = "record.paused"
    case resumed = "record.resumed"
    case closed = "record.closed"
    case restored = "record.restored_other"
    case restoredOne = "record.restored_one"
    case takenBack = "record.taken-back"
    case takenBackUntimed = "record.taken-back.untimed"
    case removed = "record.removed"
    case erased = "record.erased"
    case erasedByRule = "record.erased.rule"
    case erasure = "record.erasure"
    case erasureByRule = "record.erasure.rule"
    case groundRequest = "record.ground.request"
    case groundCourt = "record.ground.court"
    case groundConfidential = "record.ground.confidential"
    case groundMistake = "record.ground.mistake"
    case groundRetention = "record.ground.retention"
    case link = "record.link"
    case linkUntimed = "record.link.untimed"
    case scribe = "record.scribe"
    case downloads = "record.downloads"
    case verify = "record.verify"
    case verifyHow = "record.verify.how"
    case noCheckpoint = "record.verify.none"
    case newestCheckpoint = "record.verify.newest"
    case key = "record.verify.key"
    case address = "record.address"
    case months = "record.months"
    case formHTML = "record.form.html"
    case formMarkdown = "record.form.md"
    case formText = "record.form.txt"
    case formJSON = "record.form.json"
    case formJSONL = "record.form.jsonl"
    case formCSV = "record.form.csv"
    case formQuestions = "record.form.questions"
    case questionsHeading = "record.questions"
    case questionsFromOutside = "record.questions.from-outside"
    case questionBehalf = "record.question.behalf"
    case questionRoom = "record.question.room"
    case questionRemote = "record.question.remote"
    case questionAnswered = "record.question.answered"
    case questionInto = "record.question.into"
    case questionTakenAway = "record.question.taken-away"
    case questionCarried = "record.question.carried"
    case questionOpen = "record.question.open"
    case answersQuestion = "record.answers"
    case questionSupport = "record.question.support"
    case formPolls = "record.form.polls"
    case formTurns = "record.form.turns"
    case formReports = "record.form.reports"
    case formNotesTrack = "record.form.notes"
    case formChapters = "record.form.chapters"
    case cuesFrom = "record.cues.from"
    case cuesBefore = "record.cues.before"
    case cuesUntimed = "record.cues.untimed"
    case feedRecord = "record.feed"
    case chaptersBefore = "record.chapters.before"
    case formOpenDocument = "record.form.odt"
    case formScribeLog = "record.form.scribe"
    case formAkomaNtoso = "record.form.akn"
    case formSayIt = "record.form.sayit"
    case formTEI = "record.form.tei"
    case formZip = "record.form.zip"
    case reportsHeading = "record.reports"
    case themesHeading = "record.themes"
    case reportAsked = "record.report.asked"
    case reportAnswered = "record.report.answered"
    case reportsBack = "record.report.called"
    case reportMissing = "record.report.missing"
    case reportMissingReason = "record.report.missing.reason"
    case reportSigned = "record.report.signed"
    case reportUnsigned = "record.report.unsigned"
    case reportNoted = "record.report.noted"
    case settingRoom = "record.setting.room"
    case settingRemote = "record.setting.remote"
    case settingMixed = "record.setting.mixed"
    case poll = "record.poll"
    case pollsHeading = "record.polls"
    case pollOption = "record.poll.option"
    case pollOutside = "record.poll.outside"
    case pollInside = "record.poll.inside"
    case pollRemote = "record.poll.remote"
    case pollRoom = "record.poll.room"
    case pollNamed = "record.poll.named"
    case pollAnonymous = "record.poll.anonymous"
    case turnsHeading = "record.turns"
    case turnsSum = "record.turns.sum"
    case turnsSector = "record.turns.sector"
    case translates = "record.translates"
    case languages = "record.languages"
    case turnSomebody = "record.turn.somebody"
    case turnPointOfOrder = "record.turn.point-of-order"
    case turnReply = "record.turn.reply"
    case audienceHeading = "record.audience"
    case audienceMost = "record.audience.most"
    case audiencePlaces = "record.audience.places"
    case audienceSectors = "record.audience.sectors"
    case audienceElsewhere = "record.audience.elsewhere"
    case audienceFew = "record.audience.few"
    case audiencePoint = "record.audience.point"
    case audienceCurve = "record.audience.curve"
    case sectorPublic = "record.sector.public"
    case sectorPrivate = "record.sector.private"
    case sectorCivil = "record.sector.civil"
    case sectorAcademia = "record.sector.academia"
    case sectorMedia = "record.sector.media"
    case sectorIndividual = "record.sector.individual"
    case sectorOther = "record.sector.other"
    case archive = "archive_heading"
    case archiveSearch = "archive_search"
    case accessibility = "accessibility_heading"
    case formSummary = "summary_form"
    case summaryAgreed = "record.summary.agreed"
    case summaryDisputed = "record.summary.disputed"
    case summaryBoard = "record.summary.board"
    case summaryNext = "record.summary.next"
    case summaryAnswered = "record.summary.answered"
    case summaryCarried = "record.summary.carried"
    case summaryLine = "record.summary.line"
    case summaryPoint = "record.summary.point"
    case summaryQuestion = "record.summary.question"
    case summaryMoved = "record.summary.moved"
    case summaryNew = "record.summary.new"
    case summarySettled = "record.summary.settled"
    case summaryInDispute = "record.summary.in-dispute"
    case summaryOpen = "record.summary.open"
    case summaryRecord = "summary_record"
    case summaryHeading = "summary_heading"
}

/// A catalogue known to hold every phrase.
struct Phrases: Sendable {
    private let words: [Phrase: String]

    init(_ catalogue: [String: String]) throws(PublishingError) {
        var words: [Phrase: String] = [:]
        for phrase in Phrase.allCases {
            guard let sentence = catalogue[phrase.rawValue] else { throw .missingPhrase(phrase.rawValue) }
            words[phrase] = sentence
        }
        self.words = words
    }

    /// `places` gives what stands for `{name}`; it is put in once, so that words are never read as places.
    func callAsFunction(_ phrase: Phrase, _ places: KeyValuePairs<String, String> = [:]) -> String {
        var rest = Substring(words[phrase] ?? phrase.rawValue)
        var sentence = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            sentence += rest[..<open]
            sentence += places.first { $0.key == name }?.value ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return sentence + rest
    }

    /// "Welsh"; the tag where the catalogue has no name for it.
    func name(of language: Language) -> String {
        let names = self(.languages).split(separator: ";").map { $0.split(separator: " ", maxSplits: 1) }
        return names.first { $0.count == 2 && $0[0] == language.primary }.map { String($0[1]) } ?? language.tag
    }

    /// January first.
    var months: [String] { self(.months).split(separator: " ").map(String.init) }

    func callAsFunction(_ form: Form) -> String {
        switch form {
        case .html: self(.formHTML)
        case .markdown: self(.formMarkdown)
        case .text: self(.formText)
        case .json: self(.formJSON)
        case .jsonl: self(.formJSONL)
        case .csv: self(.formCSV)
        case .questions: self(.formQuestions)
        case .polls: self(.formPolls)
        case .turns: self(.formTurns)
        case .reports: self(.formReports)
        case .notesTrack: self(.formNotesTrack)
        case .chapters: self(.formChapters)
        case .openDocument: self(.formOpenDocument)
        case .scribeLog: self(.formScribeLog)
        case .akomaNtoso: self(.formAkomaNtoso)
        case .sayIt: self(.formSayIt)
        case .tei: self(.formTEI)
        case .zip: self(.formZip)
        case .summary: self(.formSummary)
        }
    }
}

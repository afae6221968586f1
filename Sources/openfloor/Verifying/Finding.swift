import Proceedings
import Recorder
import Relay

/// What was found of one thing that was verified: a record, a bag, a file beside them.
struct Finding: Encodable {
    /// Where it was: a file's name or an address; `nil` for a record of a data folder.
    let place: String?
    /// `nil` where nothing told which record it is.
    var record: String?
    var entries, withoutWords, checkpoints: Int?
    let isSound: Bool
    /// The first fault, in words.
    let fault: String?
    /// What else a person should know.
    var told: [String] = []

    init(_ view: VerdictView, at place: String? = nil) {
        self.place = place
        record = view.record
        entries = view.entries
        withoutWords = view.withoutWords
        checkpoints = view.checkpoints
        isSound = view.isSound
        fault = view.fault
    }

    init(_ place: String, fault: String? = nil, told: [String] = []) {
        self.place = place
        self.fault = fault
        self.told = told
        isSound = fault == nil
    }

    var sentence: String {
        let name = [place, record].compactMap(\.self).joined(separator: ": ")
        let more = told.map { "; \($0)" }.joined()
        if let fault { return "\(name): NOT SOUND: \(fault)\(more)" }
        guard let entries, let withoutWords, let checkpoints else { return "\(name): sound\(more)" }
        let counted = "\(entries.counted("entry", "entries")) (\(withoutWords) without words)"
        return "\(name): sound, \(counted), \(checkpoints.counted("signed checkpoint"))\(more)"
    }
}

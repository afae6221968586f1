import Proceedings
package import Recorder

/// What a verifier found, as it is answered and printed.
package struct VerdictView: Codable, Sendable {
    /// `nil` where nothing told which record it is.
    package let record: String?
    package let entries, withoutWords, checkpoints: Int
    package let isSound: Bool
    /// The first fault, in words.
    package let fault: String?

    package init(_ verdict: Verdict) {
        record = verdict.record?.text
        entries = verdict.size
        withoutWords = verdict.withoutWords
        checkpoints = verdict.checkpoints
        isSound = verdict.isSound
        fault = verdict.fault.map { "\($0)" }
    }

    package var sentence: String {
        let name = record ?? "unknown record"
        if let fault { return "\(name): NOT SOUND: \(fault)" }
        let counted = "\(entries.counted("entry", "entries")) (\(withoutWords) without words)"
        return "\(name): sound, \(counted), \(checkpoints.counted("signed checkpoint"))"
    }
}

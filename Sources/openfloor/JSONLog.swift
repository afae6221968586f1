import Foundation
import Logging

/// The log as JSON, one object a line: time, level, label, message, and the metadata by their own names.
struct JSONLog: LogHandler {
    let label: String
    var metadataProvider: Logger.MetadataProvider?
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields: [String: String] = [:]
        for more in [metadataProvider?.get(), metadata, event.metadata].compactMap(\.self) {
            for (key, value) in more { fields[key] = "\(value)" }
        }
        fields["time"] = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        fields["level"] = event.level.rawValue
        fields["label"] = label
        fields["message"] = "\(event.message)"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            // One call for the whole line, so that lines of several threads do not mix.
            try FileHandle.standardError.write(contentsOf: try encoder.encode(fields) + [0x0A])
        } catch {
            // Nobody reads the log any more; the server goes on.
        }
    }
}

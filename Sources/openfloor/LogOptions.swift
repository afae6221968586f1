import ArgumentParser
import Logging
import Relay

/// What the operator's log looks like, on standard error.
struct LogOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(help: "How the log is written on standard error: text, or json, one object a line.")
    var logFormat = Format.text

    @Option(
        help: """
            From where on things are worth a line: debug, which has one for every request, info, notice, warning, error \
            or critical.
            """)
    var logLevel = "info"

    /// Each line that is about a request has the request's number.
    func logger() throws -> Logger {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("--log-level takes debug, info, notice, warning, error or critical.")
        }
        var logger = Logger(label: "openfloor") { [logFormat] label in
            switch logFormat {
            case .text: StreamLogHandler.standardError(label: label, metadataProvider: RequestMark.provider)
            case .json: JSONLog(label: label, metadataProvider: RequestMark.provider)
            }
        }
        logger.logLevel = level
        return logger
    }
}

package import Logging

/// Which request the log's lines of this moment are about.
package enum RequestMark {
    @TaskLocal static var current: String?

    package static let provider = Logger.MetadataProvider {
        current.map { ["request": "\($0)"] } ?? [:]
    }
}

package import HTTPTypes

extension HTTPField.Name {
    /// On every answer but files and streams.
    package static let requestMark = known("X-Request-Id")
    /// HTTPTypes keeps Host for its own request type.
    static let hostHeader = known("Host")
    static let xForwardedFor = known("X-Forwarded-For")
    static let xForwardedProto = known("X-Forwarded-Proto")
    /// Tells nginx not to collect a stream.
    static let xAccelBuffering = known("X-Accel-Buffering")

    private static func known(_ token: String) -> Self {
        guard let name = Self(token) else { preconditionFailure("not a header name: \(token)") }
        return name
    }
}

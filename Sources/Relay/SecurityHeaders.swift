package import HTTPTypes

/// What every response says to the browser about itself.
package enum SecurityHeaders {
    /// - Parameters:
    ///   - publicURL: For the WebSocket's own address, which older Safari does not find in `'self'`; `nil` before it is
    ///     known.
    ///   - recordStyle: The hash of the one style that stands in a page.
    package static func make(publicURL: String?, recordStyle: String) -> HTTPFields {
        let socket = publicURL.map { " " + $0.replacing("http", with: "ws", maxReplacements: 1) } ?? ""
        let policy = [
            "default-src 'none'", "script-src 'self'", "style-src 'self' \(recordStyle)", "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'\(socket)", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
        ]
        var fields: HTTPFields = [
            .contentSecurityPolicy: policy.joined(separator: "; "), .xContentTypeOptions: "nosniff",
        ]
        // `no-referrer` would make form POSTs carry `Origin: null`, which is refused.
        for (name, value) in [
            ("Referrer-Policy", "same-origin"), ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if publicURL?.hasPrefix("https://") == true {
            fields[.strictTransportSecurity] = "max-age=31536000"
        }
        return fields
    }

    /// The policy of a page that has itself kept by a worker: the worker's address is a script's, for which Trusted Types
    /// want a maker. No other maker is allowed there either.
    static func ofDesks(publicURL: String) -> String {
        let policy = make(publicURL: publicURL, recordStyle: "")[.contentSecurityPolicy] ?? ""
        return policy.replacing("trusted-types 'none'", with: "trusted-types openfloor-worker")
    }

    /// The policy of a page that stands in frames of these sites, and of no others. It has no script and no form.
    static func ofEmbeds(within origins: [String]) -> String {
        [
            "default-src 'none'", "style-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors " + (origins.isEmpty ? "'none'" : origins.joined(separator: " ")),
            "require-trusted-types-for 'script'", "trusted-types 'none'",
        ].joined(separator: "; ")
    }
}

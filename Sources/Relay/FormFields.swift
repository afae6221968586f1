import Foundation
import Procedure
import Proceedings
import Transport
import Wire

/// A form as a browser sends it: `application/x-www-form-urlencoded` (WHATWG URL, 5.1).
struct FormFields {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    /// - Throws: `badFrame` where the body is no such form, or not UTF-8 once decoded.
    init(_ request: Request) throws(Problem) {
        guard let body = String(validating: request.body, as: UTF8.self) else { throw Self.broken }
        var values: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "") else {
                throw Self.broken
            }
            values[name] = value.replacing("\r\n", with: "\n")
        }
        self.values = values
    }

    /// What was typed; `nil` where the field is missing or empty.
    subscript(_ name: String) -> String? {
        guard let value = values[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else {
            return nil
        }
        return value
    }

    var all: [String: String] { values }

    /// Not empty, one to a line.
    func lines(_ name: String) -> [String] {
        (values[name] ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    func role() throws(Problem) -> Role {
        guard let role = self["as"].flatMap(Role.init(rawValue:)) else {
            throw Problem(.badValue, "The form does not say in which role it was sent. Load its page again.")
        }
        return role
    }

    private static let broken = Problem(.badFrame, "This form could not be read. Load its page again.")

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}

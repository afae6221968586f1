/// A way by which bytes of others come into the house, with what the house promises of them. The fuzzer runs each over
/// anything it can think of, and the tests over what it found: see `scripts/fuzz`.
package struct Inlet: Sendable {
    /// Also its folder in the corpus.
    package let name: String
    private let taking: @Sendable ([UInt8]) throws -> Bool

    init(_ name: String, taking: @escaping @Sendable ([UInt8]) throws -> Bool) {
        self.name = name
        self.taking = taking
    }

    /// - Returns: Whether the bytes were taken; `false` where they were refused, by one of the refusals that the decoder
    ///   declares.
    /// - Throws: `Breach` where a promise was not kept.
    package func takes(_ bytes: [UInt8]) throws -> Bool { try taking(bytes) }

    package static let all: [Inlet] = frames + requests + addresses + words + pages + imports + records + trees

    package static func named(_ name: String) -> Inlet? { all.first { $0.name == name } }
}

/// A promise that was not kept.
package struct Breach: Error, CustomStringConvertible {
    package let description: String
}

extension Inlet {
    static func promise(_ isKept: Bool, _ promise: @autoclosure () -> String) throws(Breach) {
        if !isKept { throw Breach(description: promise()) }
    }

    /// - Returns: `nil` where the bytes were refused by the error the decoder declares, and no other.
    static func unlessRefused<Value, Refusal: Error>(
        _ decode: () throws(Refusal) -> Value
    ) throws(Breach) -> Value? {
        do throws(Refusal) { return try decode() } catch {
            try promise(!"\(error)".isEmpty, "a refusal says why")
            return nil
        }
    }

    /// What most inlets begin with: bytes that are not UTF-8 are refused.
    static func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
}

import Foundation
import Procedure

/// The one way values become JSON on the wire.
package enum JSON {
    /// Keys sorted, slashes bare, UTF-8.
    ///
    /// The values of this house always encode: no floating point, no keys but strings.
    package static func bytes(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            preconditionFailure("a wire value did not encode: \(error)")
        }
    }

    /// - Throws: `badFrame` where the bytes are no JSON of this shape.
    package static func read<Value: Decodable>(_ kind: Value.Type, _ bytes: [UInt8]) throws(Problem) -> Value {
        do {
            return try JSONDecoder().decode(kind, from: Data(bytes))
        } catch {
            throw Problem(.badFrame, "The body is not the JSON that /api/openapi.yaml shows for this address.")
        }
    }
}

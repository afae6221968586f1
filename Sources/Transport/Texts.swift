import CLWS
import HTTPTypes

/// C strings that last until they are freed together.
final class Texts {
    private var made: [UnsafeMutablePointer<CChar>] = []

    func copy(_ text: String) -> UnsafePointer<CChar> {
        let bytes = text.utf8CString
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        guard let start = copy.baseAddress else { preconditionFailure("a C string has at least its end") }
        made.append(start)
        return UnsafePointer(start)
    }

    func free() {
        for text in made { text.deallocate() }
    }
}

extension String {
    /// Copies; bytes that are not UTF-8 become U+FFFD.
    init(_ text: clws_text) {
        guard let start = text.bytes else {
            self = ""
            return
        }
        self = start.withMemoryRebound(to: UInt8.self, capacity: text.count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: text.count), as: UTF8.self)
        }
    }
}

extension HTTPFields {
    /// Copies; names that are none are left out.
    init(_ fields: UnsafeBufferPointer<clws_field>) {
        self.init()
        reserveCapacity(fields.count)
        for field in fields {
            guard let name = HTTPField.Name(String(field.name)) else { continue }
            append(HTTPField(name: name, value: String(field.value)))
        }
    }
}

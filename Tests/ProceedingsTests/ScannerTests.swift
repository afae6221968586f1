import Foundation
import Proceedings
import Testing

@Suite struct `JSON walked over` {
    private func members(_ text: String) throws -> [String: String] {
        var found: [String: String] = [:]
        var scanner = JSONScanner(Array(text.utf8)[...])
        try scanner.members { key, value throws(JSONScanner.Fault) in
            found[String(decoding: key, as: UTF8.self)] = String(decoding: try value.skip(), as: UTF8.self)
        }
        try scanner.end()
        return found
    }

    @Test func `gives each member's value as it stands`() throws {
        #expect(
            try members(#" {"a":1,"b" : {"c":[1,{"d":"}"}]} ,"e":"x\"y", "f":-1.5e3,"g":null} "#)
                == ["a": "1", "b": #"{"c":[1,{"d":"}"}]}"#, "e": #""x\"y""#, "f": "-1.5e3", "g": "null"])
        #expect(try members("{}") == [:])
    }

    @Test(arguments: [
        "", "{", "[]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{\"a\":1}x", "{a:1}", "{\"a\":}", "{\"a\":[}",
        "{\"a\":\"", "{\"a\":\"\\", String(repeating: "{\"a\":", count: 70),
    ])
    func `refuses what is none`(text: String) {
        #expect(throws: JSONScanner.Fault.self) { try members(text) }
    }

    @Test func `puts back what was escaped, as Foundation does`() throws {
        for text in [#""a\"\\\/\b\f\n\r\tŵ""#, #""\u0041\u00e9\u20AC\ud83c\udfee""#, #""""#, "\"ŵ🏮\""] {
            var scanner = JSONScanner(Array(text.utf8)[...])
            let wanted = try JSONDecoder().decode(String.self, from: Data(text.utf8))
            #expect(String(decoding: try scanner.string(), as: UTF8.self) == wanted)
        }
        for text in [#""\ud83c""#, #""\udfee""#, #""\u12""#, #""\u+041""#, #""\u-000""#, #""\x""#, "\"a\nb\"", #""a"#] {
            var scanner = JSONScanner(Array(text.utf8)[...])
            #expect(throws: JSONScanner.Fault.self) { try scanner.string() }
        }
    }

    @Test func `reads base 64 strictly, as it would be written`() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
            #expect(Base64.bytes(Array(Data(bytes).base64EncodedString().utf8)[...]) == bytes)
        }
        for text in ["A", "AA", "AAA", "AB==", "AAB=", "A===", "AA=A", "A A=", "AA==\n", "____"] {
            #expect(Base64.bytes(Array(text.utf8)[...]) == nil, "\(text)")
        }
    }
}

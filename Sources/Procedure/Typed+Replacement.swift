import Foundation
import Proceedings

extension Typed {
    /// `s/old/new/`, `s|old|new|`, or `s41/old/new/` for line 41. *old* is literal and not empty; `\/` is a slash.
    ///
    /// The last mark may be missing, as in scribe.perl.
    static func replacement(_ text: String) -> Typed? {
        guard text.first == "s" || text.first == "S" else { return nil }
        let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(1 + digits.count)
        guard let mark = rest.first, mark == "/" || mark == "|" else { return nil }
        let parts = fields(rest.dropFirst(), mark: mark)
        guard parts.count == 2 || (parts.count == 3 && parts[2].isEmpty), !parts[0].isEmpty else { return nil }
        let target = digits.isEmpty ? nil : Position(Int(digits) ?? .max)  // too large a number is an unknown line
        return .replaced(old: parts[0], new: parts[1], in: target)
    }

    /// Whether `text` may become a replacement when typed to its end.
    static func isReplacementBegun(_ text: String) -> Bool {
        guard text.first == "s" || text.first == "S" else { return false }
        let rest = text.dropFirst().drop { $0.isASCII && $0.isNumber }
        return rest.first == "/" || rest.first == "|"
    }

    private static func fields(_ text: Substring, mark: Character) -> [String] {
        var fields = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                fields[fields.count - 1] += character == mark ? String(mark) : "\\" + String(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == mark {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        if isEscaped { fields[fields.count - 1] += "\\" }
        return fields
    }
}

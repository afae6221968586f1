import Foundation

extension StringProtocol {
    /// Without white space and line ends at both ends. Most lines have none, and are not looked through for it.
    var trimmed: String {
        if let first, let last, first.isASCII, last.isASCII, !first.isWhitespace, !last.isWhitespace {
            return String(self)
        }
        return trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

import Foundation
import Proceedings

// What a document says of itself, as far as a note's front can: title, day, place.
extension FrontMatter {
    mutating func take(_ document: XMLTree) {
        func passage(_ one: XMLTree) -> Passage {
            Passage(lineNumber: one.lineNumber, mark: .plain, words: one.prefix)
        }
        if let title = document.find("docTitle"), !title.isBlank, title.words.plain.utf8.count <= 300 {
            take(title: title.words.plain.split(whereSeparator: \.isNewline).joined(separator: " "), passage(title))
        }
        let dates = document.all { ["docDate", "FRBRdate"].contains($0.name) && $0.attributes["date"] != nil }
        // The first says when the work is of, unless it says that it is the day it was entered.
        if let date = dates.first(where: { $0.name == "docDate" }) ?? dates.first,
            document.find("FRBRdate")?.attributes["name"] != "recorded"
        {
            _ = take(field: "Date: \(date.attributes["date"] ?? "")", passage(date))
        }
        let line = document.find("preface")?.all { $0.name == "p" && $0.first("docDate") != nil }.first
        if let line, case .text(let words) = line.contents.last, words.hasPrefix(", ") {
            _ = take(field: "Place: \(words.dropFirst(2))", passage(line))
        }
        close()
    }
}

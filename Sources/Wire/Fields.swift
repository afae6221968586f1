import Foundation
import Procedure
import Proceedings

/// Every key a client frame may have; which ones a frame needs, `ClientFrame` knows.
struct Fields: Codable {
    let `do`: String?
    let id: String?
    let text: String?
    let language: String?
    let attribution: String?
    let really: Bool?
    let title: String?
    let purpose: String?
    let minutes: Int?
    let presenter: String?
    let number: Int?
    let line: Int?
    let name: String?
    let aliases: [String]?
    let role: String?
    let organisation: String?
    let policy: String?
    let meeting: Plan?
    let behalf: String?
    let on: Bool?
    let reason: String?
    let into: Int?
    let parts: [String]?
    let place: String?
    let owner: String?
    let due: String?
    let moderation: String?
    let kind: String?
    let about: String?
    let remark: String?
    let seconds: Int?
    let from: String?
    let sector: String?
    let options: [String]?
    let named: Bool?
    let option: Int?
    let counts: [Int]?
    let screen: String?
    let strand: String?
    let setting: String?
    let prompt: Int?
    let why: String?
    let until: String?
    let turn: Int?
    let participant: String?
    let words: [String]?

    static func read(_ bytes: [UInt8]) throws(Problem) -> Fields {
        do {
            return try JSONDecoder().decode(Fields.self, from: Data(bytes))
        } catch {
            throw Problem(.badFrame, "A frame is one JSON object of a shape the protocol page shows.")
        }
    }
}

import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// What the operator asks of the folder as a whole, through the control socket.
extension Reception {
    func backup(_ request: Request) async throws(Problem) -> Response {
        struct Wish: Decodable { let file: String }
        struct Answer: Encodable {
            let file: String
            let bytes: Int
            let verdicts: [VerdictView]
        }
        let file = try JSON.read(Wish.self, request.body).file
        guard file.hasPrefix("/") else { throw Problem(.badValue, "“file” must be an absolute path.") }
        do throws(RecorderError) {
            let verdicts = try await hub.store.backUp(to: file, at: now())
            return .json(
                JSON.bytes(
                    Answer(file: file, bytes: Self.size(of: file), verdicts: verdicts.map { VerdictView($0) })))
        } catch {
            throw Problem(.notRecorded, "\(error)")
        }
    }

    func diagnosis() async throws(Problem) -> Response {
        struct Answer: Encodable {
            struct Line: Encodable { let words: String; let advice: String? }
            let findings: [Line]
        }
        do throws(RecorderError) {
            let findings = try await hub.store.diagnose()
            return .json(JSON.bytes(Answer(findings: findings.map { Answer.Line(words: $0.words, advice: $0.advice) })))
        } catch { throw await hub.unreadable(error) }
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

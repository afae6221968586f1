import Crypto
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// What caption software sends, as StreamText and Zoom have it.
extension Reception {
    /// A piece of text by a scribe's link. Caption software knows an address and nothing else, so the link is in it.
    func captionPiece(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, author) = try await captioner(by: match.part("secret"), request)
        let number = try request.number("seq", in: 1...Int(Int32.max), otherwise: 1)
        guard let words = String(validating: request.body, as: UTF8.self) else {
            throw Problem(.badValue, "The body must be text in UTF-8.")
        }
        guard let piece = await captions.begin(number, by: author.id, from: request.peer, at: now()) else {
            throw Problem(.tooFast, "The piece before this one is not written yet. Send it again.", retryAfter: 1)
        }
        guard !piece.isKnown else {
            await captions.end(number, by: author.id, leaving: piece.stream)
            return .plain("\(number)\n")
        }
        do throws(Problem) {
            let left = try await write(words, of: piece, numbered: number, by: author, request, to: listing)
            await captions.end(number, by: author.id, leaving: left)
            return .plain("\(number)\n")
        } catch {
            await captions.end(number, by: author.id, leaving: nil)
            throw error
        }
    }

    /// - Throws: `noGrant`, `notPermitted` where the link is no scribe's.
    private func captioner(by secret: String, _ request: Request) async throws(Problem) -> (Listing, Participant) {
        guard let grant = await hub.admission.grant(for: secret, at: now()) else {
            guard await linkDesk.mayTry(request.address, at: .now) else {
                throw Problem(
                    .tooFast, "At most \(linkDesk.guesses) wrong links a minute come from one network.",
                    limit: linkDesk.guesses, retryAfter: linkDesk.patience)
            }
            throw Problem(.noGrant, "This link does not work any more. Ask the meeting’s organiser for another.")
        }
        guard grant.role == .scribe, let record = grant.record else {
            throw Problem(.notPermitted, "Captions are written by a scribe’s link.")
        }
        let author = Participant(
            id: Secret.participant(of: grant.digest, in: record), role: grant.role, name: grant.name)
        return (try await hub.listing(of: record), author)
    }

    /// - Returns: The stream as it is then. What was refused after a first sentence was written stays in it, for the
    ///   piece is not sent again.
    private func write(
        _ words: String, of piece: CaptionDesk.Piece, numbered number: Int, by author: Participant, _ request: Request,
        to listing: Listing
    ) async throws(Problem) -> CaptionStream {
        let minutes = try await hub.floor(of: listing).minutes
        let language = request.query("lang").flatMap { foreign($0, in: minutes.meeting) }
        var stream = piece.stream
        let sentences = stream.take(words, knowing: minutes.speakers)
        for (place, sentence) in sentences.enumerated() {
            let frame = CaptionFrame(
                id: Self.id(of: sentence, number, place, piece), text: sentence.typed, language: language)
            do throws(Problem) {
                let outcome = try await give(JSON.bytes(frame), from: author, at: request.address, to: listing)
                if case .refused(_, let problem) = outcome { throw problem }
            } catch {
                guard place > 0 else { throw error }
                stream.giveBack(Array(sentences[place...]))
                break
            }
        }
        guard listing.phase != .closed else { throw Problem.closed(site.address(ofMeeting: listing.slug)) }
        let draft = CaptionStream.Sentence(words: stream.unfinished, speaker: stream.speaker)
        try await hub.sitting(of: listing).typed(draft.drafted, by: piece.peer)
        return stream
    }

    /// The same where the same piece comes again, also after the server was started anew.
    private static func id(
        of sentence: CaptionStream.Sentence, _ number: Int, _ place: Int, _ piece: CaptionDesk.Piece
    ) -> String {
        let digest = SHA256.hash(data: Array(sentence.typed.utf8)).prefix(6).map { $0 }.hex
        return ["captions", piece.run, "\(number)", "\(place)", digest].filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// - Returns: `nil` where it is the meeting's own, or no language tag.
    private func foreign(_ tag: String, in meeting: Meeting) -> String? {
        func first(_ tag: String) -> Substring { tag.lowercased().prefix { $0 != "-" } }
        guard first(tag) != first(meeting.language.tag) else { return nil }
        return Language(String(first(tag)))?.tag
    }
}

/// `write`, as the protocol has it.
private struct CaptionFrame: Encodable {
    let `do` = "write"
    let id: String
    let text: String
    let language: String?
}

extension CaptionStream.Sentence {
    /// As a scribe would type it. A sentence of nobody known is taken as it stands, whatever sign it begins with.
    var typed: String { speaker.map { "\($0): \(words)" } ?? "\\\(words)" }

    /// As a scribe's page shows what is being typed: words, without signs that are for the server.
    var drafted: String {
        guard !words.isEmpty else { return "" }
        return speaker.map { "\($0): \(words)" } ?? words
    }
}

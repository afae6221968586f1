import ArgumentParser
import Foundation
import Recorder
import Transport

/// `openfloor witness URL`: keeps what a server signed last of each record, and shouts when that was rewritten.
struct Witness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Keeps and cosigns a server's checkpoints. Exits with 1 where a record was rewritten, forked or is gone.",
        discussion: """
            Each run asks for what was signed since the last, checks signature and consistency (RFC 9162), and keeps it in \
            a file with a cosignature of its own (C2SP cosignature/v1). One run is one look, for cron; --every goes on \
            looking. Exits with 2 where somebody could not be asked.
            """)

    @Argument(help: "A server's address, for every record it lists, or that of a meeting or series.")
    var addresses: [String]
    @Option(help: "File of what was seen; made where it is missing. The witness's key lies beside it, as FILE.key.")
    var keep = "openfloor-witness.json"
    @Option(help: "The witness's name in its cosignatures, when its key is made.") var name = "openfloor-witness"
    @Option(help: "Look again after so many seconds, until it is stopped.") var every: Int?

    func validate() throws {
        guard !addresses.isEmpty else { throw ValidationError("Name a server, a meeting or a series by its address.") }
        guard every.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--every takes 1 to 86400 seconds.")
        }
    }

    func run() async throws {
        let places = try addresses.map { words in
            guard let place = try WebPlace(words) else {
                throw ValidationError("\(words) is no address such as https://notes.example.org.")
            }
            return place
        }
        let cosigner = try WitnessKey.known(at: keep + ".key", name: name)
        let loop = try EventLoop()
        do {
            let outcome = try await look(at: places, cosigner, Caller(loop: loop, log: Office.quiet))
            await loop.stop()
            if outcome != 0 { throw ExitCode(outcome) }
        } catch {
            await loop.stop()
            throw error
        }
    }

    /// - Returns: 0, 1 where a record is not what it was, 2 where somebody could not be asked.
    private func look(at places: [WebPlace], _ cosigner: Cosigner, _ caller: Caller) async throws -> Int32 {
        while true {
            var worst: Int32 = 0
            var kept = try WitnessFile(at: keep)
            for place in places {
                var visit = WitnessVisit(place: place, caller: caller, cosigner: cosigner, kept: kept)
                for sight in await visit.sights() {
                    sight.isBad || sight.isFailure ? Terminal.warn(sight.sentence) : Terminal.say(sight.sentence)
                    if sight.isBad { worst = 1 } else if sight.isFailure, worst == 0 { worst = 2 }
                }
                kept = visit.kept
                try kept.save(at: keep)
            }
            guard let every, worst != 1 else { return worst }
            try await Task.sleep(for: .seconds(every))
        }
    }
}

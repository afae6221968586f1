import Foundation
import HTTPTypes
import Proceedings
import Recorder
import Relay
import Transport

/// One look at a server.
struct WitnessVisit {
    let place: WebPlace
    let caller: Caller
    let cosigner: Cosigner
    private(set) var kept: WitnessFile

    init(place: WebPlace, caller: Caller, cosigner: Cosigner, kept: WitnessFile) {
        self.place = place
        self.caller = caller
        self.cosigner = cosigner
        self.kept = kept
    }

    /// What became of one record.
    struct Sight {
        let address: String
        let said: String
        /// It is not what it was.
        var isBad = false
        /// Nobody could be asked.
        var isFailure = false

        var sentence: String { "\(address): \(isBad ? "NOT WHAT IT WAS: " : "")\(said)" }
    }

    mutating func sights() async -> [Sight] {
        let paths: [String]
        do { paths = try await records() } catch {
            return [Sight(address: place.text, said: "could not be asked: \(error)", isFailure: true)]
        }
        var sights: [Sight] = []
        for path in paths { if let sight = await look(at: path) { sights.append(sight) } }
        return sights
    }

    /// Addresses of records below the server's: those it lists, and those it showed before.
    private func records() async throws -> [String] {
        struct Meetings: Decodable { let meetings: [Named] }
        struct Several: Decodable { let series: [Named] }
        struct Named: Decodable { let slug: String }
        guard place.root == place.path else { return [place.path] }
        let meetings = try await get(Meetings.self, "/api/v1/meetings").meetings.map { "/m/\($0.slug.percentEncoded)" }
        let series = try await get(Several.self, "/api/v1/series").series.map { "/s/\($0.slug.percentEncoded)" }
        let known = kept.records.keys.filter { $0.hasPrefix("\(place.text)/") }
            .map { String($0.dropFirst(place.text.count)) }
        return Set(meetings + series + known).sorted().map { place.root + $0 }
    }

    private func get<Answer: Decodable>(_ kind: Answer.Type, _ path: String) async throws -> Answer {
        guard let bytes = try await place.get(place.root + path, by: caller) else {
            throw Office.Refused(words: "there is no Open Floor server at this address")
        }
        return try JSONDecoder().decode(kind, from: Data(bytes))
    }

    /// - Returns: `nil` where nothing has been signed yet.
    private mutating func look(at path: String) async -> Sight? {
        let address = "\(place.text.dropLast(place.path.count))\(path)"
        let seen = kept.records[address]
        let former = seen.flatMap { seen in
            VerifierKey(seen.verifierKey).flatMap { Notary.statement(of: seen.checkpoint, by: $0) }
        }
        if seen != nil, former == nil {
            return Sight(
                address: address, said: "what was kept of it is damaged; remove it from the file", isFailure: true)
        }
        do {
            guard let growth = try await growth(of: path, from: former?.size ?? 0) else {
                return seen == nil
                    ? nil : Sight(address: address, said: "it is gone, with all that was signed", isBad: true)
            }
            if let fault = Self.fault(in: growth, after: former, keptBy: seen) {
                return Sight(address: address, said: fault, isBad: true)
            }
            guard let note = try cosigner.cosigned(growth.checkpoint, at: UInt64(Date().timeIntervalSince1970)) else {
                return Sight(address: address, said: "its checkpoint is no signed note", isBad: true)
            }
            if former?.size != growth.to || seen == nil {
                kept.records[address] = WitnessFile.Seen(
                    record: growth.record.text, verifierKey: growth.verifierKey, checkpoint: note)
            }
            let since =
                former.map { $0.size == growth.to ? ", as before" : ", goes on from \($0.size)" } ?? ", seen first"
            return Sight(address: address, said: growth.to.counted("entry", "entries") + since)
        } catch {
            return Sight(address: address, said: "could not be asked: \(error)", isFailure: true)
        }
    }

    /// From as far as it was seen; where the server has not so many any more, from the start, which then shows it.
    private func growth(of path: String, from size: Int) async throws -> TreeGrowth? {
        let words = path.dropFirst(place.root.count).split(separator: "/").map(String.init)
        guard words.count == 2 else { throw Office.Refused(words: "this is no address of a meeting or series") }
        let query = "\(place.root)/api/v1/\(words[0] == "m" ? "meetings" : "series")/\(words[1])/consistency?from="
        for start in Set([size, 0]).sorted(by: >) {
            let answer = try await caller.ask(.get, query + "\(start)", to: place.address, timeout: .seconds(60))
            if answer.status == .ok { return try JSONDecoder().decode(TreeGrowth.self, from: Data(answer.body)) }
            if answer.status == .notFound { return nil }
            guard answer.status == .badRequest else { throw Office.Refused(answer.body) }
        }
        return nil
    }

    private static func fault(
        in growth: TreeGrowth, after former: Notary.Statement?, keptBy seen: WitnessFile.Seen?
    ) -> String? {
        if let seen, seen.verifierKey != growth.verifierKey {
            return "it is signed by another key than before: \(growth.verifierKey)"
        }
        guard let key = VerifierKey(growth.verifierKey), let stated = Notary.statement(of: growth.checkpoint, by: key)
        else { return "its checkpoint is not signed by its key" }
        guard stated.size == growth.to else {
            return "its checkpoint states \(stated.size.counted("entry", "entries")), not \(growth.to)"
        }
        guard let former else { return nil }
        guard stated.size >= former.size else {
            return
                "it had \(former.size.counted("entry", "entries")) and has \(stated.size): entries that were signed are gone"
        }
        let path = growth.path.compactMap { Data(base64Encoded: $0).map(Array.init) }
        guard growth.from == former.size, path.count == growth.path.count,
            Notary.isConsistent((former.size, former.root), with: (stated.size, stated.root), by: path)
        else {
            return
                "its \(stated.size) entries do not go on from the \(former.size) that were signed before: rewritten or forked"
        }
        return nil
    }
}

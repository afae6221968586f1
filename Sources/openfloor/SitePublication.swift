import Foundation
import HTTPTypes
import Publishing

/// A static site of the archive, brought up to date: only what changed is asked of the house and written.
struct SitePublication {
    let out: String
    /// Where it will be read; `nil` where it takes the place of the house.
    let address: String?
    /// Of its pages and records; `nil` is the house's own.
    let language: String?
    /// Write all of it again.
    let anew: Bool

    struct Outcome: Encodable {
        var written = 0
        var removed = 0
        var files = 0
        /// Made anew.
        var parts = 0
    }

    private struct Plan: Decodable {
        struct Part: Decodable { let name, version: String }

        let parts: [Part]
        let meetings: [SearchFiles.Meeting]
    }

    /// Asked for at once, and how many such requests are under way.
    private static let atOnce = (parts: 20, requests: 3)

    func write(from office: Office) async throws -> Outcome {
        var site = try SiteFolder(out)
        let there = try site.there()
        let query = [address.map { "base=\($0.percentEncoded)" }, language.map { "language=\($0.percentEncoded)" }]
            .compactMap(\.self).joined(separator: "&")
        let plan = try await office.ask(Plan.self, .get, "/api/v1/site?\(query)")
        let stale = plan.parts.filter { part in
            guard !anew, let known = site.manifest.parts[part.name] else { return true }
            return known.version != part.version || !there.isSuperset(of: known.files)
        }
        var outcome = Outcome()
        outcome.parts = stale.count
        try await fetch(stale, "&" + query, from: office) { part, files in
            for file in files where try site.write(file) { outcome.written += 1 }
            site.keep(part.name, part.version, files)
        }
        let known = Set(plan.parts.map(\.name))
        let isOther = !stale.isEmpty || !known.isSuperset(of: site.manifest.parts.keys)
        site.forget(partsBut: known)
        if isOther || !there.isSuperset(of: site.manifest.index) {
            let index = SearchFiles.index(of: plan.meetings, words: try words(of: plan.meetings, in: site))
            for file in index where try site.write(file) { outcome.written += 1 }
            site.keepIndex(index)
        }
        outcome.removed = try site.finish(from: there)
        outcome.files = site.manifest.paths.count
        return outcome
    }

    private func words(of meetings: [SearchFiles.Meeting], in site: SiteFolder) throws -> [[Substring]] {
        try meetings.map { meeting in
            String(decoding: try site.read(SearchFiles.wordsPath(meeting.slug)), as: UTF8.self).split(separator: "\n")
        }
    }

    /// Some requests are answered while others are written; `take` is called for one part after another.
    private func fetch(
        _ parts: [Plan.Part], _ query: String, from office: Office, take: (Plan.Part, [SiteFile]) throws -> Void
    ) async throws {
        var waiting = parts[...]
        try await withThrowingTaskGroup(of: ([Plan.Part], [UInt8]).self) { group in
            func ask() {
                let next = Array(waiting.prefix(Self.atOnce.parts))
                guard !next.isEmpty else { return }
                waiting = waiting.dropFirst(next.count)
                let names = next.map(\.name).joined(separator: ",")
                group.addTask { (next, try await office.ask(.get, "/api/v1/site/parts?names=\(names)\(query)")) }
            }
            for _ in 0..<Self.atOnce.requests { ask() }
            while let (asked, parcel) = try await group.next() {
                let files = try SiteParcel.unpacked(parcel)
                waiting += asked.filter { files[$0.name] == nil }
                ask()
                for part in asked { if let made = files[part.name] { try take(part, made) } }
            }
        }
    }
}

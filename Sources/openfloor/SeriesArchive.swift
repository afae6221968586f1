import Foundation
import HTTPTypes

/// A series as files: its record, and the papers that are kept with it.
struct SeriesArchive {
    let slug: String
    let out: String

    private struct Listing: Decodable { let papers: [Paper] }

    private struct Paper: Decodable {
        struct File: Decodable { let digest, name: String }

        let number, meeting: Int
        let title, address: String
        let file: File?

        /// A slash is one also where it carries an accent.
        var name: String? {
            file.map { file in
                let safe = file.name.unicodeScalars.map { $0 == "/" ? Unicode.Scalar("-") : $0 }
                return "\(number)-" + String(String.UnicodeScalarView(safe))
            }
        }
    }

    /// - Returns: The paths of what was written.
    func write(from office: Office) async throws -> [String] {
        let path = slug.percentEncoded
        let folder = URL(fileURLWithPath: out)
        let record = folder.appendingPathComponent("\(slug).jsonl")
        let bytes = try await office.ask(.get, "/s/\(path)/record.jsonl")
        let papers = try await office.ask(Listing.self, .get, "/api/v1/series/\(path)").papers
        try Data(bytes).write(to: record, options: .atomic)
        var written = [record.path]
        guard !papers.isEmpty else { return written }
        let shelf = folder.appendingPathComponent("papers")
        try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
        for paper in papers {
            guard let name = paper.name else { continue }
            let bytes = try await office.ask(.get, "/s/\(path)/papers/\(paper.number)")
            let file = shelf.appendingPathComponent(name)
            try Data(bytes).write(to: file, options: .atomic)
            written.append(file.path)
        }
        let index = shelf.appendingPathComponent("papers.txt")
        try Data(Self.index(of: papers).utf8).write(to: index, options: .atomic)
        return written + [index.path]
    }

    /// `sha256sum -c papers.txt` in that folder checks the files: it passes over the lines that name no sum.
    private static func index(of papers: [Paper]) -> String {
        papers.map { paper in
            let title = "# \(paper.number). \(paper.title) (meeting \(paper.meeting))\n"
            guard let file = paper.file, let name = paper.name else { return title + "# \(paper.address)\n" }
            return title + "\(file.digest)  \(name)\n"
        }.joined()
    }
}

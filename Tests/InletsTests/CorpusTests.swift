import Foundation
import Inlets
import Testing

/// What the fuzzer found worth keeping, run through once more: `Tests/Corpus`.
@Suite struct `The corpus` {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")
        .standardized

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test(arguments: Inlet.all.map(\.name)) func `is taken or refused, and no promise is broken`(name: String) throws {
        // Given what an inlet was fed before, and what broke a promise once
        let inlet = try #require(Inlet.named(name))
        let folder = Self.corpus.appending(path: name)
        var (taken, refused) = (0, 0)
        for file in try Self.names(in: folder) {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
            // When it comes again
            do {
                // Then it is one or the other
                if try inlet.takes(bytes) { taken += 1 } else { refused += 1 }
            } catch {
                Issue.record("\(name)/\(file): \(error)")
            }
        }
        // And the corpus knows both, and is small
        #expect(taken > 0 && refused > 0, "\(taken) are taken, \(refused) refused")
        #expect(taken + refused <= 40)
    }

    @Test func `has a folder for each inlet, and no other`() throws {
        #expect(try Self.names(in: Self.corpus) == Inlet.all.map(\.name).sorted())
    }
}

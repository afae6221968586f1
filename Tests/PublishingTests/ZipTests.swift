import Foundation
import Proceedings
import Publishing
import Subprocess
import Testing

@Suite struct `An archive of papers` {
    private func layout(_ names: [String]) -> ZipLayout {
        ZipLayout(
            names.map { ZipLayout.File($0, size: 5, crc: 0x3610_A686, at: Instant(milliseconds: 1_401_364_931_000)) })
    }

    private func archive(_ layout: ZipLayout, _ contents: [[UInt8]]) -> [UInt8] {
        zip(layout.heads, contents).flatMap { $0 + $1 } + layout.end
    }

    @Test func `is as long as it says, and the same each time`() {
        let layout = layout(["papers.txt", "1-Grüße.md"])
        let bytes = archive(layout, [Array("hello".utf8), Array("hello".utf8)])
        #expect(bytes.count == layout.size)
        #expect(
            bytes == archive(self.layout(["papers.txt", "1-Grüße.md"]), [Array("hello".utf8), Array("hello".utf8)]))
    }

    @Test func `opens with its files, names and times`() async throws {
        // Given two files whose CRC-32 is known: that of "hello" is 3610A686
        let layout = layout(["papers.txt", "1-Grüße.md"])
        let path = NSTemporaryDirectory() + "papers-\(layout.size)-\(ProcessInfo.processInfo.processIdentifier).zip"
        try Data(archive(layout, [Array("hello".utf8), Array("hello".utf8)])).write(to: URL(fileURLWithPath: path))
        let opened = try await run(
            .name("python3"),
            arguments: [
                "-c",
                """
                import sys, zipfile
                a = zipfile.ZipFile(sys.argv[1])
                assert a.testzip() is None and a.read("1-Grüße.md") == b"hello"
                print([(i.filename, i.date_time) for i in a.infolist()])
                """, path,
            ], environment: .inherit.updating(["PYTHONIOENCODING": "utf-8"]), output: .string(limit: 4096))
        try FileManager.default.removeItem(atPath: path)
        #expect(
            opened.standardOutput
                == "[('papers.txt', (2014, 5, 29, 12, 2, 10)), ('1-Grüße.md', (2014, 5, 29, 12, 2, 10))]\n")
    }

    @Test func `of nothing is one too`() {
        #expect(ZipLayout([]).end.count == 22 && ZipLayout([]).size == 22)
    }
}

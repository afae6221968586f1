import Foundation
import Proceedings
import Publishing
import TestSupport
import Testing

@Suite struct `An archive from strangers` {
    private let at = Instant(milliseconds: 1_401_364_930_000)

    private func archive(_ names: [String]) -> [UInt8] {
        ZipArchive.bytes(of: names.map { ZipArchive.File(name: $0, bytes: Array("words of \($0)".utf8), at: at) })
    }

    @Test func `gives back names, bytes and times`() throws {
        let files = try ZipArchive(archive(["a/b.txt", "a/Grüße.md"])).files
        #expect(files.map(\.name) == ["a/b.txt", "a/Grüße.md"])
        #expect(files.map(\.bytes) == [Array("words of a/b.txt".utf8), Array("words of a/Grüße.md".utf8)])
        #expect(files.allSatisfy { $0.at == at })
    }

    @Test func `is refused with every byte that is changed, and at every length`() throws {
        let whole = archive(["a/b.txt", "a/c.txt"])
        for place in whole.indices {
            var changed = whole
            changed[place] ^= 0x10
            var isFound = false
            do { isFound = try ZipArchive(changed).oddByte != nil } catch { isFound = true }
            #expect(isFound, "byte \(place)")
        }
        for length in 0..<whole.count {
            #expect(throws: ZipError.self, "\(length) bytes") { try ZipArchive(Array(whole.prefix(length))) }
        }
    }

    @Test(arguments: ["../a", "/a", "a/../b", "a\\b", "c:a", "a//b", ".", "a/./b", "", "a\nb", "a\u{0}b"])
    func `has no name that leads elsewhere`(name: String) {
        #expect(throws: ZipError.self) { try ZipArchive(archive([name])) }
        #expect(throws: ZipError.self) { try ZipArchive(archive(["ok", "ok"])) }
    }

    @Test func `never stops the reader, whatever it is made of`() {
        var dice = Dice(seed: 41)
        let whole = archive(["a/b.txt", "a/c.txt", "d.txt"])
        for _ in 0..<4_000 {
            var changed = whole
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                changed[Int.random(in: changed.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            if Bool.random(using: &dice) { changed.removeLast(Int.random(in: 0..<changed.count, using: &dice)) }
            do { _ = try ZipArchive(changed) } catch { #expect(!"\(error)".isEmpty) }
        }
    }
}

@Suite struct `A bag` {
    private func files() throws -> [String: [UInt8]] {
        let bag = try Shelf.press().bag(try Shelf.press().set(SampleMeeting.transcript()))
        let archive = try ZipArchive(bag.archive(signed: "note"))
        return Dictionary(uniqueKeysWithValues: archive.files.map { ($0.name, $0.bytes) })
    }

    @Test func `is read back as it was packed, with what its signature is over`() throws {
        let bag = try Shelf.press().bag(try Shelf.press().set(SampleMeeting.transcript()), signer: "key")
        let read = try PackedBag(try ZipArchive(bag.archive(signed: "note")))
        #expect(read.statement == bag.statement)
        #expect((read.signature, read.signer) == ("note", "key"))
        #expect(read.entries?.name == "data/lamp-posts-3.jsonl")
        let forms = Form.allCases.filter { $0 != .zip }.map { "data/lamp-posts-3.\($0.fileExtension)" }
        #expect(forms.allSatisfy { read.files[$0] != nil })
    }

    @Test func `is refused where a byte of any file was changed, with the file's name`() throws {
        let whole = try files()
        for (name, bytes) in whole where !name.hasSuffix(".sig") {
            var changed = whole
            changed[name]?[bytes.count / 2] ^= 0x04
            #expect(throws: BagError.self, "\(name)") { try PackedBag(changed) }
            changed[name] = nil
            #expect(throws: BagError.self, "\(name)") { try PackedBag(changed) }
        }
        var more = whole
        more["lamp-posts-3/data/more.txt"] = [1]
        #expect(throws: BagError.unlisted("data/more.txt")) { try PackedBag(more) }
        more = whole
        more["elsewhere.txt"] = [1]
        #expect(throws: BagError.self) { try PackedBag(more) }
        #expect(throws: BagError.noBag) { try PackedBag([:]) }
    }
}

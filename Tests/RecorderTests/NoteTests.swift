import Foundation
import Testing

@testable import Recorder

/// Key and note of the Go project's own tests (golang.org/x/mod/sumdb/note).
private enum Go {
    static let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    static let note = """
        \(text)
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """
    /// The private half, after its algorithm byte.
    static let seed = Array((Data(base64Encoded: "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz") ?? Data()).dropFirst())
}

@Suite struct `Signed notes` {
    @Test func `Go's published note is read and verified`() throws {
        let key = try #require(VerifierKey(Go.key))
        let note = try #require(SignedNote(Go.note))
        #expect(note.text == Go.text)
        #expect(note.isSigned(by: key))
        #expect(key.line == Go.key)
        #expect(note.encoded == Go.note)
    }

    @Test func `signing with Go's published key gives Go's published note`() throws {
        let key = try SigningKey(seed: Go.seed)
        #expect(key.verifier("PeterNeumann").line == Go.key)
        #expect(try key.sign(Go.text, as: "PeterNeumann").encoded == Go.note)
    }

    @Test func `any changed bit makes a note worthless`() throws {
        let key = try #require(VerifierKey(Go.key))
        let bytes = Array(Go.note.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                let note = String(validating: changed, as: UTF8.self).flatMap { SignedNote($0) }
                #expect(note?.isSigned(by: key) ?? false == false, "byte \(place) bit \(bit)")
            }
        }
    }

    @Test func `any changed or missing byte makes a verifier key unreadable`() {
        let bytes = Array(Go.key.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] += 1
            #expect(VerifierKey(String(decoding: changed, as: UTF8.self)) == nil)
            #expect(VerifierKey(String(decoding: bytes[..<place], as: UTF8.self)) == nil)
            if place > 0 { #expect(VerifierKey(String(decoding: bytes[place...], as: UTF8.self)) == nil) }
        }
    }

    @Test(arguments: [
        "", "text\n", "text\n\n", "text\n\n\u{2014} name\n", "text\n\n- name AAAAAAAA\n",
        "text\n\n\u{2014} name AAAA\n",
        "text\r\n\n\u{2014} name AAAAAAAA\n", "text\n\n\u{2014} name AAAAAAAA",
    ])
    func `what is no note is not taken for one`(text: String) {
        #expect(SignedNote(text) == nil)
    }

    @Test(arguments: [
        "", "o\n1\n", "o\n01\nAA==\n", "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "o\n-1\nAA==\n",
    ])
    func `what is no checkpoint is not taken for one`(text: String) {
        #expect(TreeHead(text) == nil)
    }

    @Test func `a checkpoint's text is read back as it was written`() {
        let head = TreeHead(origin: "notes.example.org/r", size: 5, root: MerkleTree().root)
        #expect(head.text == "notes.example.org/r\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(TreeHead(head.text) == head)
        #expect(TreeHead(head.text + "an extension\n") == head)
    }
}

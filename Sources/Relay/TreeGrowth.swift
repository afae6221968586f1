import Foundation
package import Proceedings
import Recorder

/// The proof that a record goes on from what it was, for programs. Hashes are in base 64.
package struct TreeGrowth: Codable, Sendable {
    package let record: RecordID
    package let from, to: Int
    /// RFC 9162 §2.1.4; empty from 0, and where nothing was added.
    package let path: [String]
    package let fromRoot, toRoot: String
    /// The newest signed note, of `to` entries unless an earlier size was asked for, and what it is verified with.
    package let checkpoint, verifierKey: String

    init(_ proof: RecordStore.ConsistencyProof, of record: RecordID) {
        self.record = record
        from = proof.from
        to = proof.size
        path = proof.path.map { Data($0).base64EncodedString() }
        fromRoot = Data(proof.roots.from).base64EncodedString()
        toRoot = Data(proof.roots.to).base64EncodedString()
        checkpoint = proof.checkpoint
        verifierKey = proof.verifierKey
    }
}

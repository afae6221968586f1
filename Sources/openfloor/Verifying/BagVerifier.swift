import Publishing
import Recorder
import Relay

/// Checks a bag: its manifests and signature, its entries, and that all else in it is of the same record.
struct BagVerifier {
    /// What the house prints with, one for each of its languages; none where its templates are not here.
    let presses: [Press]
    /// The line of the key that must have signed, known from elsewhere.
    let key: String?

    /// - Parameter bag: Complete, and as its manifests have it.
    func findings(_ bag: PackedBag, at place: String) -> [Finding] {
        let signature = BagSignature(of: bag)
        if let fault = signature.fault { return [Finding(place, fault: fault)] }
        if let key, let signer = signature.signer, signer != key {
            return [Finding(place, fault: "it is signed by another key: \(signer)")]
        }
        guard let entries = bag.entries else { return [Finding(place, fault: "it holds no entries")] }
        let file: EntryFile
        do { file = try EntryFile(entries.bytes) } catch {
            return [Finding(place, fault: "“\(entries.name)”: \(error)")]
        }
        var finding = Finding(VerdictView(verdict(of: file)), at: place)
        finding.told.append("signed by \(signature.signer ?? "")")
        guard finding.isSound else { return [finding] }
        finding.told += told(of: file)
        return [finding] + strays(in: bag, file, at: place)
    }

    /// What this house prints of the entries, against what lies beside them.
    ///
    /// - Parameter files: By their names; those of other forms are passed over.
    func strays(_ files: [String: [UInt8]], beside file: EntryFile, at place: String) -> [Finding] {
        let reprints = presses.map { Reprint(file, by: $0) }
        return files.sorted { $0.key < $1.key }.compactMap { name, bytes in
            let form = Form.allCases.filter { name.hasSuffix("." + $0.fileExtension) }
                .max { $0.fileExtension.count < $1.fileExtension.count }
            guard let form else { return nil }
            do {
                // In the language it comes nearest to.
                let differences = try reprints.map { try $0.firstDifference(bytes, as: form) }
                guard !differences.contains(nil), let byte = differences.compactMap(\.self).max() else { return nil }
                return Finding(
                    "\(place): \(name)",
                    fault: "from byte \(byte) it is not what this version prints of the record")
            } catch {
                return Finding("\(place): \(name)", fault: "\(error)")
            }
        }
    }

    func verdict(of file: EntryFile) -> Verdict {
        guard let note = file.checkpoint, let line = key ?? file.verifierKey else {
            return Verdict(
                record: file.record, size: file.sealed.count, withoutWords: 0, checkpoints: 0,
                fault: Fault(kind: .fileDamaged("\(EntryFileError.unsigned)"), positions: nil))
        }
        return Verdict(publication: file.sealed, checkpoint: note, verifierKey: line).held(
            against: file.head, file.foot)
    }

    func told(of file: EntryFile) -> [String] {
        guard let press = presses.first else {
            return ["the other forms were not printed again: the templates are not here (--web)"]
        }
        return Reprint(file, by: press).obstacle.map { ["the other forms were not printed again: \($0)"] } ?? []
    }

    private func strays(in bag: PackedBag, _ file: EntryFile, at place: String) -> [Finding] {
        let expected = [
            ("data/checkpoint.txt", file.checkpoint), ("data/verifier-key.txt", file.verifierKey.map { $0 + "\n" }),
        ]
        let plain = expected.compactMap { name, words -> Finding? in
            guard let bytes = bag.files[name], bytes != words.map({ Array($0.utf8) }) else { return nil }
            return Finding("\(place): \(name)", fault: "it is not that of the entries")
        }
        let forms = bag.files.filter { expected.map(\.0).contains($0.key) == false && $0.key.hasPrefix("data/") }
        return plain + strays(forms.filter { !$0.key.hasPrefix("data/papers/") }, beside: file, at: place)
    }
}

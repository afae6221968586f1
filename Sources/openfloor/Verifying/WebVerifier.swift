import Publishing
import Recorder
import Relay
import Transport

/// Checks the record of a meeting or a series as a server, or a static site, gives it: entries, bag, checkpoint, tiles.
struct WebVerifier {
    let place: WebPlace
    let caller: Caller
    let bags: BagVerifier

    func findings() async throws -> [Finding] {
        let address = "\(place.text)/record.jsonl"
        guard let bytes = try await place.get(place.path + "/record.jsonl", by: caller) else {
            return [Finding(address, fault: "there is no record at this address")]
        }
        let file: EntryFile
        do { file = try EntryFile(bytes) } catch { return [Finding(address, fault: "\(error)")] }
        var finding = Finding(VerdictView(bags.verdict(of: file)), at: address)
        guard finding.isSound else { return [finding] }
        finding.told += try await tree(of: file)
        var findings = [finding]
        if let fault = try await treeFault(of: file) { findings.append(fault) }
        if let packed = try await place.get(place.path + "/record.zip", by: caller) {
            findings += bag(packed, beside: file)
        }
        return findings
    }

    private func bag(_ bytes: [UInt8], beside file: EntryFile) -> [Finding] {
        let address = "\(place.text)/record.zip"
        do {
            let bag = try PackedBag(try ZipArchive(bytes))
            let found = bags.findings(bag, at: address)
            guard found.allSatisfy(\.isSound), let entries = bag.entries else { return found }
            guard try EntryFile(entries.bytes).foot == file.foot else {
                return found + [Finding(address, fault: "its record is not that of record.jsonl")]
            }
            return found
        } catch {
            return [Finding(address, fault: "\(error)")]
        }
    }

    /// What is told of the tree beside the entries.
    private func tree(of file: EntryFile) async throws -> [String] {
        let path = "\(place.root)/tlog/\(file.head.record)/checkpoint"
        return try await place.get(path, by: caller) == nil ? ["no tree is published beside it"] : []
    }

    /// The published tree must be that of the entries: its checkpoint theirs, its tiles their hashes.
    private func treeFault(of file: EntryFile) async throws -> Finding? {
        let root = "\(place.root)/tlog/\(file.head.record)"
        guard let note = try await place.get("\(root)/checkpoint", by: caller), let key = bags.key ?? file.verifierKey
        else { return nil }
        let at = "\(place.address)\(root)"
        guard let verifier = VerifierKey(key),
            let stated = Notary.statement(of: String(decoding: note, as: UTF8.self), by: verifier)
        else { return Finding("\(at)/checkpoint", fault: "it is not signed by the key of the record") }
        // A series goes on meanwhile.
        guard stated.size >= file.foot.size else {
            return Finding("\(at)/checkpoint", fault: "it covers fewer entries than the record has")
        }
        guard stated.size > file.foot.size || String(decoding: note, as: UTF8.self) == file.checkpoint else {
            return Finding("\(at)/checkpoint", fault: "it states another tree than the record’s")
        }
        for (number, leaves) in Examined.tiles(of: file.sealed).enumerated() {
            let width = leaves.count / 32
            let tile = "\(root)/tile/0/\(Self.number(number))" + (width < 256 ? ".p/\(width)" : "")
            guard let bytes = try await place.get(tile, by: caller) else { return nil }
            if bytes != leaves {
                let entry = zip(bytes, leaves).prefix { $0.0 == $0.1 }.count / 32
                return Finding("\(place.address)\(tile)", fault: "position \(number * 256 + entry + 1): another hash")
            }
        }
        return nil
    }

    /// As C2SP tlog-tiles writes it: `x001/x234/067`.
    private static func number(_ index: Int) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = "\(rest % 1_000)"
            groups.insert(String(repeating: "0", count: 3 - digits.count) + digits, at: 0)
            rest /= 1_000
        } while rest > 0
        return (groups.dropLast().map { "x" + $0 } + groups.suffix(1)).joined(separator: "/")
    }
}

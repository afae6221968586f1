import ArgumentParser
import Foundation
import Publishing
import Recorder
import Relay

/// Checks what lies in files: entries, a bag packed or unpacked, or a folder that `openfloor publish` wrote.
struct PublicationVerifier {
    let bags: BagVerifier
    /// Of all files of a folder, bytes.
    private static let most = 1_073_741_824

    func findings(of path: String) async throws -> [Finding] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ValidationError("\(path) cannot be read: there is no such file or folder.")
        }
        if isFolder.boolValue { return try await folder(path) }
        return try await file(path, at: path)
    }

    private func file(_ path: String, at place: String) async throws -> [Finding] {
        let isArchive = try path.hasSuffix(".zip") || Terminal.begins(path, with: [0x50, 0x4B])
        guard isArchive else {
            guard try path.hasSuffix(".jsonl") || Terminal.begins(path, with: [0x7B]) else {
                throw ValidationError(
                    "\(path) cannot be verified by itself. Name the record’s .jsonl or .zip, or its folder.")
            }
            return [await entries(path, at: place)]
        }
        do {
            return bags.findings(try PackedBag(try ZipArchive(try Terminal.read(path))), at: place)
        } catch let error as ZipError {
            return [Finding(place, fault: "\(error)")]
        } catch let error as BagError {
            return [Finding(place, fault: "\(error)")]
        }
    }

    private func entries(_ path: String, at place: String) async -> Finding {
        do {
            let verdict = try await EntryStream.verdict(ofFileAt: path, signedBy: bags.key)
            return Finding(VerdictView(verdict), at: place)
        } catch {
            return Finding(place, fault: "\(error)")
        }
    }

    private func folder(_ path: String) async throws -> [Finding] {
        let names = try Self.names(in: path)
        if PackedBag.isOne(names) {
            do {
                return bags.findings(try PackedBag(try read(names, in: path)), at: path)
            } catch let error as BagError {
                return [Finding(path, fault: "\(error)")]
            }
        }
        let records = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".zip") }
        guard !records.isEmpty else {
            throw ValidationError(
                "\(path) holds no record: neither openfloor.sqlite, nor a bag, nor a .jsonl or .zip file.")
        }
        var findings: [Finding] = []
        for name in records { findings += try await file("\(path)/\(name)", at: "\(path)/\(name)") }
        for name in records { findings += try beside(name, among: names, in: path) }
        return findings
    }

    /// What was published with a bag must be what is in the bag; with entries alone, what they print.
    private func beside(_ name: String, among names: [String], in path: String) throws -> [Finding] {
        let isBag = name.hasSuffix(".zip")
        let stem = name.dropLast(isBag ? ".zip".count : ".jsonl".count)
        let others = names.filter { other in
            other != name && Form.allCases.contains { other == "\(stem).\($0.fileExtension)" && $0 != .zip }
        }
        do {
            if isBag {
                let bag = try PackedBag(try ZipArchive(try Terminal.read("\(path)/\(name)")))
                return try others.compactMap { try differing($0, from: bag, in: path) }
            }
            guard !names.contains("\(stem).zip") else { return [] }
            let file = try EntryFile(try Terminal.read("\(path)/\(name)"))
            return bags.strays(try read(others, in: path), beside: file, at: path)
        } catch is ZipError, is BagError, is EntryFileError {
            return []  // told of the archive or the entries themselves
        }
    }

    private func differing(_ name: String, from bag: PackedBag, in path: String) throws -> Finding? {
        guard let packed = bag.files["data/" + (name.split(separator: "/").last ?? "")] else { return nil }
        let bytes = try Terminal.read("\(path)/\(name)")
        guard packed != bytes else { return nil }
        // The organiser's copy and the public one are two copies of one record, each sound by itself.
        if name.hasSuffix(".jsonl"), try EntryFile(packed).foot == EntryFile(bytes).foot { return nil }
        let byte = zip(packed, bytes).prefix { $0.0 == $0.1 }.count
        return Finding("\(path)/\(name)", fault: "from byte \(byte) it is not what the signed bag holds")
    }

    private func read(_ names: [String], in path: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var size = 0
        for name in names {
            files[name] = try Terminal.read("\(path)/\(name)")
            size += files[name]?.count ?? 0
            guard size <= Self.most else {
                throw ValidationError("\(path) holds more than \(Self.most) bytes; verify its .jsonl file by itself.")
            }
        }
        return files
    }

    /// Relative, of files at any depth; links are not followed.
    private static func names(in path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            let type = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type] as? FileAttributeType
            return type != .typeDirectory
        }.sorted()
    }
}

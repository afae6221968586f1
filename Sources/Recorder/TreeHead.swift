import Foundation

/// What a checkpoint says: that under this name stood a tree of this size with this root (C2SP tlog-checkpoint).
struct TreeHead: Hashable, Sendable {
    let origin: String
    let size: Int
    /// 32 bytes.
    let root: [UInt8]

    var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

    init(origin: String, size: Int, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// - Returns: `nil` unless well formed; lines after the third are extensions, which we neither write nor need.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let size = Int(lines[1]), size >= 0,
            String(size) == lines[1], let root = Data(base64Encoded: lines[2]), root.count == 32,
            root.base64EncodedString() == lines[2]
        else { return nil }
        self.init(origin: lines[0], size: size, root: Array(root))
    }
}

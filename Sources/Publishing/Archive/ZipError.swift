/// Why an archive is not read. It comes from strangers: nothing is mended, nothing is guessed.
package enum ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It ends before the list of its files, or that list is not where its end says.
    case cutShort(offset: Int)
    /// What stands at `offset` is not what an archive has there.
    case damaged(file: String?, offset: Int)
    /// A name that leads out of the archive, stands twice, or is no plain path.
    case badName(String, offset: Int)
    /// Encrypted, in several parts, ZIP64, a link, or compressed in another way than by DEFLATE.
    case notRead(file: String?, what: String)
    /// The bytes are not those the archive's sum is of.
    case changed(file: String)
    /// More files, or more bytes once unpacked, than are read. `limit` is in files or bytes.
    case tooLarge(what: String, limit: Int)

    package var description: String {
        switch self {
        case .cutShort(let offset):
            "the archive is cut short or altered: the list of its files is not at its end (looked from byte \(offset))"
        case .damaged(let file, let offset):
            "\(file.map { "“\($0)” in the archive" } ?? "the archive") is damaged at byte \(offset)"
        case .badName(let name, let offset):
            "the archive has a file named “\(name)” (byte \(offset)): a name must be a plain path, and stand once"
        case .notRead(let file, let what): "\(file.map { "“\($0)”" } ?? "the archive") is \(what), which is not read"
        case .changed(let file): "the bytes of “\(file)” are not those that were packed"
        case .tooLarge(let what, let limit): "the archive unpacks to more than \(limit) \(what), which is not read"
        }
    }
}

/// What is wrong with a bag, by the file where it is. The first of them is told.
package enum BagError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No `bagit.txt` as version 1.0 has it, at the top or in one folder.
    case noBag
    case missing(String)
    /// In the bag, and in no manifest.
    case unlisted(String)
    /// Its bytes are not those of the manifest.
    case changed(String)
    /// Of the archive it came in.
    case packed(byte: Int)
    /// `line` counts from 1.
    case malformed(String, line: Int)
    /// `bag-info.txt` says another size than the payload has.
    case otherSize(said: String, found: String)

    package var description: String {
        switch self {
        case .noBag: "this is no BagIt 1.0 bag: bagit.txt is missing or says something else"
        case .missing(let name): "“\(name)” is missing from the bag"
        case .unlisted(let name): "“\(name)” is in the bag, and its manifest does not name it"
        case .changed(let name): "“\(name)” was changed: its SHA-256 is not that of the manifest"
        case .packed(let byte): "byte \(byte) of the archive was changed"
        case .malformed(let name, let line): "“\(name)” is damaged at line \(line)"
        case .otherSize(let said, let found):
            "“bag-info.txt” says that the payload has \(said) bytes and files, and it has \(found)"
        }
    }
}

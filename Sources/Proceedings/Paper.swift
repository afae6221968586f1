/// Something to read before a meeting.
package struct Paper: Hashable, Sendable, Codable {
    /// The number, on the schedule, of the meeting it is for.
    package let meeting: Int
    package let title: String
    /// Where it is read: elsewhere, by an absolute address; or here, as a file.
    package let address: String?
    package let file: File?
    /// How long it takes to read.
    package let minutes: Int?
    /// Agenda items of the meeting that need it.
    package let items: [Int]

    package init(
        meeting: Int, title: String, address: String? = nil, file: File? = nil, minutes: Int? = nil, items: [Int] = []
    ) {
        self.meeting = meeting
        self.title = title
        self.address = address
        self.file = file
        self.minutes = minutes
        self.items = items
    }

    /// Whether who has read one has read the other.
    func reads(as other: Paper) -> Bool { address == other.address && file?.digest == other.file?.digest }

    /// A file that was uploaded. Its bytes are kept beside the record, which names them by their digest.
    package struct File: Hashable, Sendable, Codable {
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        package let digest: String
        /// As it was called by who uploaded it; where it is downloaded its ending is that of its type.
        package let name: String
        package let type: Kind
        /// In bytes.
        package let size: Int

        package init(digest: String, name: String, type: Kind, size: Int) {
            self.digest = digest
            self.name = name
            self.type = type
            self.size = size
        }
    }

    /// What may be uploaded; the raw value is the ending of the file's name.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case pdf, odt
        case markdown = "md"
        case text = "txt"
    }
}

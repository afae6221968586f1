/// A client's frame as it came. Hostile input stops here: anything that is no frame of `Protocol.md` is a `Problem`.
package struct ReceivedFrame: Sendable {
    package let meaning: ClientFrame
    private let fields: Fields

    /// - Throws: `badFrame`, `unknownFrame`, `badID`, `badValue`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        fields = try Fields.read(bytes)
        meaning = try ClientFrame(fields)
    }

    /// What it says, however its keys were ordered: two frames with the same content are the same command.
    package var content: [UInt8] { JSON.bytes(fields) }
}

package import Recorder

extension Hub {
    /// From now on these are told of what happens, and no others.
    package func announce(_ targets: [RecordStore.Target]) async throws(RecorderError) {
        try await store.tell(targets, at: now())
    }

    /// For an address of the house's own: its name without a port.
    package var mailDomain: String {
        let name = site.host.split(separator: ":").first.map(String.init) ?? "localhost"
        return name.contains(where: { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") })
            ? "localhost" : name
    }
}

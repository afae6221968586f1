package import Measures

extension RecordStore {
    /// What the store has written since it was opened.
    package struct Readings: Sendable {
        /// From being asked to being on the disk, with the wait for the one writer.
        package private(set) var commits = Durations()
        /// Of these, the end: from the last statement to the disk's word that the log is synced.
        package private(set) var syncs = Durations()
        /// Entries recorded.
        package private(set) var entries = 0

        package init() {}

        mutating func add(commit: Duration, sync: Duration, entries: Int) {
            commits.add(commit)
            syncs.add(sync)
            self.entries += entries
        }
    }

    package func readings() async -> Readings { await cabinet.readings }
}

import Logging
import Proceedings
import Recorder

// What the disk has is read again: after it refused, and when words were erased.
extension Sitting {
    /// Until the record has been read again.
    func stopRecording(after error: RecorderError) async {
        isRecording = false
        log.error(
            "the record takes no lines", metadata: ["record": "\(record.text)", "code": "\(error.code)"])
        await announceGauge()
    }

    /// Reads the record again after the disk refused: what it holds is what happened.
    func reread() async throws(RecorderError) {
        try await readAgain()
        isRecording = true
        readers.wake(at: .now)
        log.notice("the record takes lines again", metadata: ["record": "\(record.text)"])
        await announceGauge()
    }

    /// Tells what is on the disk and was not told yet, and goes on from there.
    func readAgain() async throws(RecorderError) {
        let floor = try await Floor.read(record, in: store, epoch: self.floor.epoch)
        let listing = try await store.listing(record: record)
        // As in `take`: the floor follows the reels. Commands are let in last, on what the disk has.
        await told()
        telling.begin()
        await gallery.tell([], then: gallery.frame(Array(floor.entries)))
        await forget(through: floor.takenBack)
        let former = self.floor
        self.floor = floor
        telling.end()
        await moveReaders(from: former)
        if let listing { self.listing = listing }
        readers.wake(at: .now)
    }
}

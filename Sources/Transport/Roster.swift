/// Where one peer is on a reel.
struct Cursor {
    var offset: UInt64
    let peer: UInt64
    /// To send on; -1 where only libwebsockets can (TLS).
    let descriptor: Int32
    /// The socket is full or bytes wait in libwebsockets: wait for `writable`.
    var isChoked: Bool
}

/// The peers on a reel that speak one transport: dense, plain memory, no counting, no hashing.
/// Used on the event loop's thread only.
final class Roster {
    private(set) var count = 0
    private var room = 16
    private(set) var cursors: UnsafeMutablePointer<Cursor> = .allocate(capacity: 16)

    deinit {
        cursors.deallocate()
    }

    /// - Returns: The cursor's place, until `remove` says otherwise.
    func add(_ cursor: Cursor) -> Int {
        if count == room {
            let larger = UnsafeMutablePointer<Cursor>.allocate(capacity: room * 2)
            larger.moveInitialize(from: cursors, count: count)
            cursors.deallocate()
            cursors = larger
            room *= 2
        }
        (cursors + count).initialize(to: cursor)
        count += 1
        return count - 1
    }

    /// - Returns: The peer that now has this place, if another one had to move there.
    func remove(at place: Int) -> UInt64? {
        count -= 1
        guard place < count else { return nil }
        cursors[place] = cursors[count]
        return cursors[place].peer
    }
}

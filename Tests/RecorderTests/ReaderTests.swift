import Foundation
import GRDB
import Synchronization
import Testing

@testable import Recorder

@Suite struct `Connections that read` {
    @Test func `are all open from the start, so that they read on when the file has gone`() throws {
        let scratch = try Scratch()
        let path = scratch.folder + "/record.sqlite"
        let pool = try DatabasePool.oneWriter(path)
        try pool.write { try $0.execute(sql: "CREATE TABLE line (words TEXT); INSERT INTO line VALUES ('Before.')") }
        // Given a file that is deleted, and another put in its place
        for name in [path, path + "-wal", path + "-shm"] { try FileManager.default.removeItem(atPath: name) }
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE line (words TEXT); INSERT INTO line VALUES ('Other.')") }
        // When as many read at once as there are connections
        let arrived = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        let left = DispatchSemaphore(value: 0)
        let read = Mutex<[String?]>([])
        let all = 0..<pool.configuration.maximumReaderCount
        for _ in all {
            Thread.detachNewThread {
                let words = try? pool.read { db in
                    arrived.signal()
                    leave.wait()
                    return try String.fetchOne(db, sql: "SELECT words FROM line")
                }
                if words == nil { arrived.signal() }
                read.withLock { $0.append(words) }
                left.signal()
            }
        }
        for _ in all { arrived.wait() }
        for _ in all { leave.signal() }
        for _ in all { left.wait() }
        // Then each reads what was recorded
        #expect(read.withLock { $0 } == all.map { _ in "Before." })
    }
}

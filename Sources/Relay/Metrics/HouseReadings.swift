import Foundation
import Glibc
import Recorder
import Transport

/// How the whole house does, as its operator sees it: nothing of what is said, by whom or where.
struct HouseReadings: Sendable {
    var transport = Transport.Readings()
    var record = RecordStore.Readings()
    /// Requests and commands the house said no to, by code.
    var refusals: [String: Int] = [:]
    /// Sittings in memory.
    var meetings = 0
    /// Records found changed when they were last inspected.
    var damaged = 0
    /// Bytes; nil where the system does not tell.
    var memory: Int?

    /// The page that Prometheus fetches.
    var exposition: String {
        var page = Exposition()
        write(transport.connections, on: &page)
        write(transport, on: &page)
        page.counters(
            "openfloor_refusals_total", "Requests, upgrades and commands refused since the start.", by: "code",
            transport.refusals.merging(refusals, uniquingKeysWith: +))
        page.gauge("openfloor_meetings", "Meetings held in memory because somebody asked for them.", meetings)
        page.gauge(
            "openfloor_records_damaged", "Records that are not as they were recorded, as last inspected.", damaged)
        write(record, on: &page)
        if let memory {
            page.gauge("process_resident_memory_bytes", "Resident memory (RSS of /proc/self/statm).", memory)
        }
        return page.text
    }

    private func write(_ open: Transport.Readings.Connections, on page: inout Exposition) {
        page.gauges(
            "openfloor_connections",
            "Open connections: WebSockets, event streams, requests under way (long polls too), and the idle or silent.",
            by: "transport",
            [
                "websocket": open.webSocket, "sse": open.serverSentEvents, "http": open.asking, "idle": open.idle,
            ])
        page.gauge("openfloor_connections_limit", "Connections there may be; one more is refused.", open.limit)
        page.gauge("openfloor_followers", "WebSockets and event streams that follow a meeting.", open.followers)
    }

    private func write(_ transport: Transport.Readings, on page: inout Exposition) {
        page.counter(
            "openfloor_deliveries_total", "Entries handed to the system for a follower, once for each of both.",
            transport.delivered.frames)
        page.counter(
            "openfloor_delivered_bytes_total", "Bytes of these, with their framing; without TLS.",
            transport.delivered.bytes)
        page.histogram(
            "openfloor_pass_seconds",
            "From the first to the last follower of a meeting's audience, for all that waits.",
            transport.passes)
        page.gauge(
            "openfloor_loop_turn_longest_seconds", "Longest turn of the event loop in the last minute.",
            seconds: transport.longestTurn)
        page.gauge(
            "openfloor_lag_bytes", "What the follower furthest behind has still to be given.", transport.lag.bytes)
        page.gauge("openfloor_followers_behind", "Followers with something still to be given.", transport.lag.behind)
        page.gauge("openfloor_followers_choked", "Followers whose socket takes nothing now.", transport.lag.choked)
        page.counters(
            "openfloor_dismissals_total", "WebSockets and streams ended by the server, by WebSocket close code.",
            by: "close_code",
            Dictionary(uniqueKeysWithValues: transport.dismissals.map { ("\($0.key)", $0.value) }))
        page.counter(
            "openfloor_hang_ups_total", "Connections cut before they asked, for want of room or at the end.",
            transport.hangUps)
    }

    private func write(_ record: RecordStore.Readings, on page: inout Exposition) {
        page.counter("openfloor_entries_total", "Entries recorded since the start.", record.entries)
        page.histogram(
            "openfloor_commit_seconds", "From asking for a transaction to its being on the disk.", record.commits)
        page.histogram(
            "openfloor_fsync_seconds",
            "The end of each: SQLite's COMMIT, which writes the log and syncs it, and now and then moves it to the file.",
            record.syncs)
    }

    /// Resident memory, bytes.
    static func residentMemory() -> Int? {
        do {
            let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return fields.count > 1 ? Int(fields[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
        } catch {
            return nil  // no /proc here
        }
    }
}

extension Hub {
    func readings() async -> HouseReadings {
        var readings = HouseReadings()
        readings.transport = await listener.readings()
        readings.record = await store.readings()
        readings.refusals = await refusals.counts
        readings.meetings = sittingCount
        readings.damaged = damaged.count
        readings.memory = HouseReadings.residentMemory()
        return readings
    }
}

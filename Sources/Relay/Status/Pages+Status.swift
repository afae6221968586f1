import Foundation
import Measures
import Proceedings
import Transport

/// The page on which staff see whether all is well, and what to do where it is not.
struct StatusView: Sendable {
    let status: HouseStatus
    enum Fact: String, CaseIterable {
        case recording
        case lastLine = "last_line"
        case saving, disk, backup, inspection, live, followers, sockets, streams, asking, limit, version, uptime
    }

    /// Its own, with the role.
    let address: String
    /// Of the meeting it is asked from.
    var followers: Int?
    /// Whether it stays as it is instead of being asked for anew.
    var isStill = false
    /// Of the program.
    let version: String

    init(status: HouseStatus, address: String, version: String) {
        self.version = version
        self.status = status
        self.address = address
    }
}

extension Pages {
    func status(_ view: StatusView) -> [UInt8] {
        let status = view.status
        let troubles = status.troubles
        let key = troubles.isEmpty ? "status_well" : "status_unwell"
        var slots: Slots = ["isStill": view.isStill]
        slots["isWell"] = troubles.isEmpty
        slots["verdict"] = phrases.say(key)
        slots["troubles"] = troubles.map { trouble -> Slots in
            ["what": phrases.say("status_\(trouble.rawValue)"), "todo": phrases.say("status_\(trouble.rawValue)_do")]
        }
        slots["facts"] = (saving(status) + copies(status) + readers(view)).map { fact -> Slots in
            ["name": phrases.say("status_fact_\(fact.name.rawValue)"), "value": fact.value]
        }
        slots["still"] = view.address + (view.address.contains("?") ? "&" : "?") + "still=1"
        slots["moving"] = view.address
        slots["asOf"] = phrases.say("status_as_of", ["time": LocalTime("UTC", phrases).dateTime(status.now)])
        return render("status", title: phrases.say(key), slots)
    }

    private typealias Fact = (name: StatusView.Fact, value: String)

    private func saving(_ status: HouseStatus) -> [Fact] {
        let recording = status.recording
        var facts: [Fact] = [
            (.recording, phrases.say(recording.isOn ? "status_saved" : "status_not_saved")),
            (.lastLine, recording.lastLine.map { ago($0, status.now) } ?? phrases.say("status_no_line")),
        ]
        if let half = recording.commits.bound(of: 0.5), let most = recording.commits.bound(of: 0.99) {
            facts.append((.saving, phrases.say("status_saving", ["half": seconds(half), "most": seconds(most)])))
        }
        if let free = recording.free {
            let gibibytes = Double(free) / 1_073_741_824
            facts.append((.disk, phrases.say("status_gib", ["n": String(format: "%.1f", gibibytes)])))
        }
        return facts
    }

    private func copies(_ status: HouseStatus) -> [Fact] {
        let copies = status.copies
        let inspection =
            copies.lastInspection.map { ago($0, status.now) }
            ?? phrases.say(copies.isInspected ? "status_not_inspected" : "status_never_inspected")
        return [
            (.backup, copies.lastBackup.map { ago($0, status.now) } ?? phrases.say("status_no_backup")),
            (.inspection, inspection),
        ]
    }

    private func readers(_ view: StatusView) -> [Fact] {
        let status = view.status
        let open = status.connections
        var facts: [Fact] = [(.live, "\(status.live)")]
        if let followers = view.followers { facts.append((.followers, "\(followers)")) }
        return facts + [
            (.sockets, "\(open.webSocket)"), (.streams, "\(open.serverSentEvents)"), (.asking, "\(open.asking)"),
            (.limit, "\(open.limit)"), (.version, view.version),
            (.uptime, span(status.now.milliseconds - status.openedAt.milliseconds)),
        ]
    }

    /// A moment and how long ago it was.
    private func ago(_ then: Instant, _ now: Instant) -> String {
        phrases.say(
            "status_ago",
            [
                "time": LocalTime("UTC", phrases).dateTime(then),
                "span": span(max(0, now.milliseconds - then.milliseconds)),
            ])
    }

    private func span(_ milliseconds: Int64) -> String {
        let minutes = Int(milliseconds / 60_000)
        if minutes < 120 { return phrases.count("status_minutes", minutes) }
        return minutes < 48 * 60
            ? phrases.count("status_hours", minutes / 60) : phrases.count("status_days", minutes / 1440)
    }

    private func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite else {
            return phrases.say("status_ms_over", ["n": String(format: "%g", (Durations.bounds.last ?? 0) * 1000)])
        }
        return phrases.say("status_ms", ["n": String(format: "%g", seconds * 1000)])
    }
}

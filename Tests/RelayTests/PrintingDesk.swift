import Foundation
import Proceedings
import Publishing
import TestSupport

@testable import Relay

/// Prints a record that was taken in as the house would: every form, for the public and for staff, and its pages.
struct PrintingDesk {
    private let press: Press
    private let pages: Pages

    init() throws {
        let assets = try Assets(folder: webFolder)
        press = Press(assets)
        pages = try Pages(assets)
    }

    func print(_ incoming: IncomingRecord) throws {
        let entries = try incoming.file.opened()
        let floor = Floor(entries, receipts: [], epoch: 0)
        for entries in [entries, floor.publicEntries] {
            let transcript = Transcript(
                entries: entries, sealed: incoming.file.sealed, address: "https://notes.example.org/m/m", slug: "m",
                record: incoming.file.record, checkpoint: incoming.checkpoint, publisher: "Floor")
            _ = try press.publish(transcript, as: .zip)  // holds all the others
        }
        for role in [Role.attendee, .facilitator] {
            var view = MeetingView(
                slug: "m", address: "https://notes.example.org/m/m", minutes: floor.minutes(for: Reader(role)),
                epoch: "1")
            view.role = role
            _ = (pages.meeting(view), pages.recordAwaited(view))
            _ = pages.console(ConsoleView(meeting: view, formID: { "" }, now: .afternoon))
        }
    }
}

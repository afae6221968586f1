import Foundation
import Proceedings
import Wire

/// What the page's program starts from: the `welcome` of the protocol, without lines, since the page shows them.
struct PageState: Encodable {
    let `is` = "welcome"
    let epoch: String
    let from: Position
    let last: Position
    let role: Role
    let live: Bool
    let state: StateView

    init(_ view: MeetingView) {
        let minutes = view.minutes
        epoch = view.epoch
        from = minutes.position
        last = minutes.position
        role = view.role
        live = minutes.phase != .closed
        state = StateView(
            minutes, support: view.support, in: view.surroundings, reach: nil, namesSpeakers: view.role.isStaff)
    }

    /// Canonical: keys sorted, so that the same state gives the same page.
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            // Only a floating-point value that is no number could fail, and there is none in these types.
            preconditionFailure("a page state cannot be written as JSON: \(error)")
        }
    }
}

import Proceedings
import Transport

/// One WebSocket or event stream in a meeting.
struct Seat {
    let sitting: Sitting
    let participant: Participant
}

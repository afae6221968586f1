import CLWS
import HTTPTypes

/// The one point where C enters the caller: on the actor's own thread, with copies.
extension Caller {
    static let events = clws_caller_events(
        answered: { owner, call, status, fields, count in
            let headers = HTTPFields(UnsafeBufferPointer(start: fields, count: count))
            on(owner) { $0.answered(call, status: Int(status), headers: headers) }
        },
        received: { owner, call, bytes, count, isLast, isText in
            let piece = Array(UnsafeBufferPointer(start: bytes, count: count))
            on(owner) { $0.received(call, piece, isLast: isLast, isText: isText) }
        },
        said: { owner, call in on(owner) { $0.said(call) } },
        over: { owner, call, isWhole, code, reason in
            let ending = Ending(isWhole: isWhole, code: code, reason: String(reason))
            on(owner) { $0.over(call, ending) }
        },
        ended: { owner in
            on(owner) { $0.ended() }
            // The reference `connectedBridge` gave to C.
            Unmanaged<Caller>.fromOpaque(owner).release()
        })

    /// Enters the actor from a C callback, which already runs on its thread.
    private static func on<Answer: Sendable>(
        _ owner: UnsafeMutableRawPointer, _ body: @Sendable (isolated Caller) -> Answer
    ) -> Answer {
        Unmanaged<Caller>.fromOpaque(owner).takeUnretainedValue().assumeIsolated { body($0) }
    }
}

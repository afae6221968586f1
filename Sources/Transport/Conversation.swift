/// One side of an open WebSocket.
package struct Conversation: Sendable {
    /// Messages that may wait unread; with one more the conversation is closed (1008).
    static let limit = 65_536

    private let caller: Caller
    private let number: UInt64
    /// What the other side says, in order; ends after `closed`.
    package let messages: AsyncStream<Message>

    init(caller: Caller, number: UInt64, messages: AsyncStream<Message>) {
        self.caller = caller
        self.number = number
        self.messages = messages
    }

    /// Sends one text message and returns when it is with the system.
    ///
    /// - Throws: `gone` when the conversation is over.
    package func say(_ text: [UInt8]) async throws(TransportError) {
        guard await caller.say(text, on: number) else { throw TransportError(.gone, at: "conversation") }
    }

    /// Says goodbye; `messages` ends when the other side has agreed.
    package func close(code: UInt16 = 1000) async {
        await caller.close(number, code: code)
    }
}

/// What is heard in a conversation.
package enum Message: Hashable, Sendable {
    case said([UInt8], isText: Bool)
    /// The last one. 1006 when the connection broke without a goodbye. 1012 and 1013 are heard as 1002, with their
    /// own reason: libwebsockets 4.1.6 knows only the codes of RFC 6455 and those from 3000 on.
    case closed(code: UInt16, reason: String)
}

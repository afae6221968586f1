/// What each peer of a reel hears by itself, as it is attached or in a whisper: framed once, however many hear it.
package struct Greeting: Sendable {
    let frame: [UInt8]
    let event: [UInt8]

    /// - Parameter text: UTF-8.
    package init(_ text: [UInt8]) {
        frame = Framing.webSocket(text)
        event = Framing.event(text)
    }
}

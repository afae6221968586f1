import Testing
import Wire

@Suite struct `Close codes` {
    @Test(arguments: Goodbye.allCases)
    func `give a reason that fits a close frame`(_ goodbye: Goodbye) {
        // RFC 6455 §5.5: a control frame holds 125 bytes, two of them the code.
        #expect(goodbye.reason.utf8.count <= 123)
    }
}

import Foundation
import Proceedings
import Testing

@Suite struct `Positions` {
    @Test func `count on from the start without a gap`() {
        #expect(Position.start.next == Position(1))
        #expect(Position(41).next > Position(41))
    }

    @Test func `before the start are none, whatever a file says`() throws {
        #expect(try JSONDecoder().decode([Position].self, from: Data("[0,41]".utf8)) == [.start, Position(41)])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Position].self, from: Data("[-1]".utf8)) }
    }
}

@Suite struct `Instants` {
    @Test(arguments: ["253402300800000", "-62135596800001", "9223372036854775807"])
    func `that no calendar prints are not read`(time: String) throws {
        let last = Instant(milliseconds: 253_402_300_799_999)
        #expect(try JSONDecoder().decode([Instant].self, from: Data("[253402300799999]".utf8)) == [last])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Instant].self, from: Data("[\(time)]".utf8)) }
    }
}

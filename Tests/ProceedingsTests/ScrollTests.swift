import Proceedings
import Testing

@Suite struct `A scroll` {
    private static func counted(to count: Int) -> Scroll<Int> {
        var scroll = Scroll<Int>()
        for number in 0..<count { scroll.append(number) }
        return scroll
    }

    @Test(arguments: [0, 1, 255, 256, 257, 1000])
    func `holds what was put on it, in order`(count: Int) {
        let scroll = Self.counted(to: count)
        #expect(Array(scroll) == Array(0..<count))
        #expect(scroll.count == count && scroll.last == (count == 0 ? nil : count - 1))
        #expect(Array(scroll.suffix(3)) == Array((0..<count).suffix(3)))
    }

    @Test func `does not change when a copy of it does`() {
        // Given a scroll and a copy of it
        let scroll = Self.counted(to: 600)
        var copy = scroll
        // When the copy grows, and changes at its beginning
        copy.append(600)
        copy[3] = -3
        // Then only the copy has
        #expect(Array(scroll) == Array(0..<600))
        #expect(copy.count == 601 && copy[3] == -3 && copy[600] == 600 && copy != scroll)
    }

    @Test func `is searched by halves`() {
        let scroll = Self.counted(to: 777)
        for limit in [-1, 0, 1, 255, 256, 776, 777, 5000] {
            #expect(scroll.partitionIndex { $0 >= limit } == max(0, min(limit, 777)))
        }
    }
}

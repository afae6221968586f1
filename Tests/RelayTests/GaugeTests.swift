import Proceedings
import Testing

@testable import Relay

@Suite struct `The gauge` {
    /// At which of the first 19 seconds an audience is told, while one more follows each second.
    private static func seconds(_ audience: Audience, from followers: Int) -> [Int] {
        var gauge = Gauge()
        return (1..<20).filter { gauge.due(followers + $0, at: $0).contains(audience) }
    }

    @Test func `a few hear each second how many they are`() {
        #expect(Self.seconds(.everyone, from: 10) == Array(1..<20))
    }

    @Test func `a crowd hears it seldom, staff as before`() {
        #expect(Self.seconds(.everyone, from: 2000) == [5, 10, 15])
        #expect(Self.seconds(.staff, from: 2000) == Array(1..<20))
    }

    @Test func `what has not changed is not said again`() {
        var gauge = Gauge()
        #expect(Set(gauge.due(3, at: 1)) == [.everyone, .staff])
        #expect(gauge.due(3, at: 2).isEmpty)
    }
}

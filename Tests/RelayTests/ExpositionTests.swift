import Measures
import Testing
import Transport

@testable import Relay

@Suite struct `The figures for Prometheus` {
    @Test func `are written as its text format has them`() {
        var page = Exposition()
        page.counter("lines_total", "Lines.", 7)
        page.gauges("open", "Open now.", by: "kind", ["b": 2, "a": 1])
        #expect(
            page.text == """
                # HELP lines_total Lines.
                # TYPE lines_total counter
                lines_total 7
                # HELP open Open now.
                # TYPE open gauge
                open{kind="a"} 1
                open{kind="b"} 2

                """)
    }

    @Test func `a histogram's buckets hold all that is shorter`() throws {
        // Given durations in three buckets, one of them beyond the last bound
        var durations = Durations()
        for duration: Duration in [.microseconds(100), .milliseconds(3), .milliseconds(4), .seconds(9)] {
            durations.add(duration)
        }
        var page = Exposition()
        page.histogram("took_seconds", "Took.", durations)
        // Then each bucket has those before it, and the last all
        let lines = page.text.split(separator: "\n").dropFirst(2)
        #expect(lines.count == Durations.bounds.count + 3)
        #expect(lines.contains("took_seconds_bucket{le=\"0.0001\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.0025\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.005\"} 3"))
        #expect(
            lines.suffix(3) == [
                "took_seconds_bucket{le=\"+Inf\"} 4", "took_seconds_sum 9.0071", "took_seconds_count 4",
            ])
    }

    @Test func `refusals of the listener and of the house are one figure`() {
        var readings = HouseReadings()
        readings.transport.refusals = ["full": 2]
        readings.refusals = ["full": 1, "bad-id": 5]
        #expect(readings.exposition.contains("openfloor_refusals_total{code=\"full\"} 3\n"))
        #expect(readings.exposition.contains("openfloor_refusals_total{code=\"bad-id\"} 5\n"))
    }
}

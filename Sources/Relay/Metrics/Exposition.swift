import Measures

/// Figures as Prometheus reads them: its text exposition format, version 0.0.4.
struct Exposition {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// A figure that only grows.
    mutating func counter(_ name: String, _ help: String, _ value: Int) {
        begin(name, help, "counter")
        text += "\(name) \(value)\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        begin(name, help, "gauge")
        text += "\(name) \(value)\n"
    }

    /// - Parameter value: Seconds.
    mutating func gauge(_ name: String, _ help: String, seconds value: Double) {
        begin(name, help, "gauge")
        text += "\(name) \(value)\n"
    }

    /// - Parameters:
    ///   - label: What tells the figures apart.
    ///   - values: By the label's value, which is a word of ours: letters, digits and hyphens.
    mutating func counters(_ name: String, _ help: String, by label: String, _ values: [String: Int]) {
        begin(name, help, "counter")
        family(name, label, values)
    }

    mutating func gauges(_ name: String, _ help: String, by label: String, _ values: [String: Int]) {
        begin(name, help, "gauge")
        family(name, label, values)
    }

    mutating func histogram(_ name: String, _ help: String, _ durations: Durations) {
        begin(name, help, "histogram")
        var count = 0
        for (bound, more) in zip(Durations.bounds.map { "\($0)" } + ["+Inf"], durations.counts) {
            count += more
            text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
        }
        text += "\(name)_sum \(durations.sum)\n\(name)_count \(count)\n"
    }

    private mutating func family(_ name: String, _ label: String, _ values: [String: Int]) {
        for (value, figure) in values.sorted(by: { $0.key < $1.key }) {
            text += "\(name){\(label)=\"\(value)\"} \(figure)\n"
        }
    }

    private mutating func begin(_ name: String, _ help: String, _ kind: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }
}

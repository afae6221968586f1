import Proceedings

extension Summary {
    /// For a letter: lines that are as long as their words, each point with its address below it.
    ///
    /// - Parameter reading: What is said before the address of the record.
    package func plain(reading: String) -> String {
        let blocks =
            [title.unbroken, lead]
            + parts.map { part in
                let points = part.points.map { point in
                    "* \(point.words)" + (point.about.map { " – \($0)" } ?? "") + "\n  \(point.address)"
                }
                return ([part.heading.uppercased()] + (points.isEmpty ? [part.none] : points)).joined(separator: "\n")
            }
        let end =
            ["\(reading) \(record)"] + (series.map { ["\($0.title.unbroken): \($0.address)"] } ?? [])
            + (checkpoint.map { [$0] } ?? [])
        return (blocks + end).joined(separator: "\n\n") + "\n"
    }
}

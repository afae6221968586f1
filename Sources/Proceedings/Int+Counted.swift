extension Int {
    /// In the English of commands and logs: "1 line", "2 lines". Pages count as their catalogue does.
    ///
    /// - Parameter others: Where more than one is not `one` with an “s”.
    package func counted(_ one: String, _ others: String? = nil) -> String {
        self == 1 ? "1 \(one)" : "\(self) \(others ?? one + "s")"
    }
}

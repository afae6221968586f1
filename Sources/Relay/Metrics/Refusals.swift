import Wire

/// How often the house said no, by code, since the start.
actor Refusals {
    private(set) var counts: [String: Int] = [:]

    func note(_ code: Problem.Code) { counts[code.rawValue, default: 0] += 1 }
}

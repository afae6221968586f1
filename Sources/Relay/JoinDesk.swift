import Transport

/// Holds guessing of join codes, or of links, to so many wrong ones a minute from one address prefix: a code opens only
/// what a public link opens, but nobody should find meetings by trying.
actor JoinDesk {
    /// By prefix; `nil` is the control socket. Those that have rested go where there are too many.
    private var paces: [IPAddress?: Pace] = [:]

    /// In a minute.
    let guesses: Int
    /// Seconds until there is one guess more.
    nonisolated var patience: Int { (60 + guesses - 1) / guesses }

    private static let prefixes = 10_000

    init(guesses: Int) { self.guesses = guesses }

    /// Counts the guess before it is known to be wrong: many may come at once.
    ///
    /// - Returns: `false` where this prefix has guessed wrong too often; it may try again in a minute.
    func mayTry(_ address: String, at now: Moment) -> Bool {
        if paces.count >= Self.prefixes { paces = paces.filter { !$0.value.isRested(at: now) } }
        return paces[IPAddress(address)?.neighbourhood, default: Pace(perMinute: guesses, at: now)].take(at: now)
    }

    /// A right guess counts for nothing: a whole department may share a prefix.
    func wasRight(_ address: String) {
        paces[IPAddress(address)?.neighbourhood]?.giveBack()
    }
}

/// A point of time in this process, on a clock that nobody sets: every wait, pace and patience is measured on it, so that
/// a step of the wall clock cuts nobody off and holds nobody up.
typealias Moment = ContinuousClock.Instant

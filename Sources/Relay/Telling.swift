import Proceedings

/// From the moment a line is acknowledged until its readers have been told and the floor holds it. Who asks for the
/// floor meanwhile waits: nobody who has heard that a line is saved is then given a meeting without it.
struct Telling {
    private(set) var isUnderWay = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    mutating func begin() { isUnderWay = true }

    /// Resumed by `end`; only while it is under way.
    mutating func wait(_ continuation: CheckedContinuation<Void, Never>) { waiting.append(continuation) }

    mutating func end() {
        isUnderWay = false
        for one in waiting { one.resume() }
        waiting = []
    }
}

extension Sitting {
    /// The floor with everything in it that anybody was told of.
    func standing() async -> Floor {
        await told()
        return floor
    }

    func told() async {
        while telling.isUnderWay { await withCheckedContinuation { telling.wait($0) } }
    }
}

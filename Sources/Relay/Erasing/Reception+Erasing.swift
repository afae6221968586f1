import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Words erased by whoever answers for a record: looked at first, then gone for good.
extension Reception {
    func meetingErasure(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        return try await erasure(try ErasureWish(request), of: [.meeting(listing)])
    }

    func seriesErasure(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        _ = try await hub.whom(request, in: file, as: .organiser)
        return try await erasure(try ErasureWish(request), of: [.series(file.listing)])
    }

    /// A person's words in every record of the folder.
    func siteErasure(_ request: Request) async throws(Problem) -> Response {
        let wish = try ErasureWish(request)
        guard wish.lines.isEmpty else {
            throw Problem(.badValue, "Lines are those of one record: name a meeting, or a series.")
        }
        let meetings = try await hub.listings().map { Erasable.meeting($0) }
        let targets = meetings + (try await hub.seriesListings().map { .series($0) })
        return .json(JSON.bytes(try await erase(wish, from: targets, isEverywhere: true)))
    }

    private func erasure(_ wish: ErasureWish, of targets: [Erasable]) async throws(Problem) -> Response {
        .json(JSON.bytes(try await erase(wish, from: targets)))
    }

    /// Shows what would go, or erases it.
    ///
    /// - Parameter isEverywhere: Links to the whole house lose the name too; they are not for one organiser to change. A
    ///   record that is damaged is passed over, and the answer says so.
    /// - Throws: `unknownLine` where nothing is found; `badValue` for lines that cannot be without words.
    func erase(
        _ wish: ErasureWish, from targets: [Erasable], isEverywhere: Bool = false
    ) async throws(Problem) -> ErasureView {
        var found: [(target: Erasable, expunged: Expunged)] = []
        var unread: [Erasable] = []
        for target in targets {
            do throws(Problem) {
                let here = try await hub.preview(wish.order, of: target)
                found += here.filter { !$0.1.plan.isEmpty || !$0.1.plan.others.isEmpty || !$0.1.plan.unfit.isEmpty }
            } catch {
                guard isEverywhere, error.code == .recordDamaged else { throw error }
                unread.append(target)
            }
        }
        if let line = found.flatMap(\.expunged.plan.unfit).first { throw .unfit(line) }
        let house: [RecordID?] = isEverywhere ? [nil] : []
        let records: [RecordID?] = targets.map(\.record) + house
        let labels = try await labels(wish.name, in: records)
        let isLabelled = labels.links + labels.ballots > 0 || !unread.isEmpty
        guard !found.isEmpty || isLabelled else { throw .nothingNamed }
        guard !wish.isDryRun else { return ErasureView(found, labels, unread, on: site, says: true) }
        guard !found.allSatisfy(\.expunged.plan.isEmpty) || isLabelled else { throw .nothingNamed }
        var done: [(target: Erasable, expunged: Expunged)] = []
        for one in found where targets.contains(where: { $0.record == one.target.record }) && !one.expunged.plan.isEmpty
        {
            done += try await hub.erase(wish.order, of: one.target).map { (target: $0.0, expunged: $0.1) }
        }
        // Where nothing was said by that name, or only copies went, a link or an answer may still have it.
        if let name = wish.name { try await hub.unname(name, in: records, on: wish.ground) }
        return ErasureView(done.filter { !$0.expunged.plan.isEmpty }, labels, unread, on: site, says: false)
    }

    private func labels(
        _ name: String?, in records: [RecordID?]
    ) async throws(Problem) -> (links: Int, ballots: Int) {
        guard let name else { return (0, 0) }
        var sum = (links: 0, ballots: 0)
        for record in records {
            do throws(RecorderError) {
                let here = try await hub.store.labels(named: name, in: record)
                sum = (sum.links + here.links, sum.ballots + here.ballots)
            } catch { throw await hub.unreadable(error) }
        }
        return sum
    }
}

extension Problem {
    static let nothingNamed = Problem(
        .unknownLine,
        "Nothing was found that this names. Write a name as the record prints it, and lines by their numbers.")

    static func unfit(_ line: Position) -> Problem {
        Problem(
            .badValue,
            """
            Line \(line.number) has no words of its own, or says how something stands that must be known: a plan, a \
            schedule, a group. Give the name that is to go from it (“name”), or change the plan first.
            """)
    }
}

/// What is asked: as JSON, or by a form.
struct ErasureWish {
    let lines: [Position]
    let name: String?
    let takesMentions: Bool
    let ground: Erasure.Ground
    let reference: String?
    let isDryRun: Bool

    private struct Body: Decodable {
        let lines: [Int]?
        let name: String?
        let mentions: Bool?
        let ground: String?
        let reference: String?
        let dryRun: Bool?
    }

    init(_ request: Request) throws(Problem) {
        let body = try JSON.read(Body.self, request.body)
        try self.init(
            lines: body.lines ?? [], name: body.name, takesMentions: body.mentions ?? false, ground: body.ground,
            reference: body.reference, isDryRun: body.dryRun ?? false)
    }

    /// - Throws: `badValue`.
    init(
        lines: [Int], name: String?, takesMentions: Bool, ground: String?, reference: String?, isDryRun: Bool
    ) throws(Problem) {
        let name = name.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        guard !lines.isEmpty || name != nil else {
            throw Problem(
                .badValue, "“lines” or “name” must say what is to go: numbers of lines, or a person as printed.")
        }
        guard lines.allSatisfy({ $0 > 0 }) else { throw Problem(.badValue, "“lines” are numbers from 1.") }
        do throws(Refusal) {
            if let name { try Limit.title(name, field: "name") }
            if let reference { try Limit.title(reference, field: "reference") }
        } catch { throw Problem(error) }
        let grounds = Erasure.Ground.allCases.filter { $0 != .retention }
        guard let ground = ground.map({ Erasure.Ground(rawValue: $0) }) ?? (isDryRun ? .request : nil),
            ground != .retention
        else {
            throw Problem(.badValue, "“ground” must be \(grounds.map(\.rawValue).joined(separator: ", ")).")
        }
        guard reference.map({ $0.utf8.count <= 60 && !$0.names(name) }) ?? true else {
            throw Problem(
                .badValue, "“reference” is of a letter or a case, at most 60 bytes, and not the name: it stays.")
        }
        self.lines = lines.map { Position($0) }
        self.name = name
        self.takesMentions = takesMentions
        self.ground = ground
        self.reference = reference
        self.isDryRun = isDryRun
    }

    var order: ErasureOrder {
        ErasureOrder(
            wish: Expunging.Wish(lines: Set(lines), name: name, takesMentions: takesMentions), ground: ground,
            reference: reference, by: .organiser)
    }
}

extension String {
    /// Whether somebody's name stands in it, however it is written.
    fileprivate func names(_ name: String?) -> Bool { name.map { likeness.contains($0.likeness) } ?? false }
}

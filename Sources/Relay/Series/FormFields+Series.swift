import Procedure
import Proceedings
import Wire

// What is asked of a series, as a form without a program sends it.
extension FormFields {
    var seriesPage: SeriesPage { self["page"].flatMap(SeriesPage.init(rawValue:)) ?? .overview }

    /// The form as a frame, so that a form and a program say the same thing in the same words.
    var seriesFrame: SeriesFrame {
        get throws(Problem) {
            struct Frame: Encodable {
                let `do`, id: String?
                var title, purpose, timeZone, language: String?
                var strands: [Strand]?
                let number, minutes, meeting, line, proposal, poll: Int?
                let startsAt: Instant?
                let place, setting, standing, slug, strand, text, evidence, nextQuestion: String?
                let options: [String]?
                let name, reason, state, outcome: String?
                let readBy, address, term, owner, review: String?
                let items: [Int]?
                let point, paper, question: Int?
                let targets: [Target]?

                struct Target: Encodable {
                    let sector: Sector?
                    let region: String?
                    let share: Int
                }

                struct Strand: Encodable {
                    let name: String
                    let premise, endPoint: String?
                    let milestones: [String]
                }
            }
            func number(_ field: String) throws(Problem) -> Int? {
                guard let word = self[field] else { return nil }
                guard let number = Int(word) else { throw Problem(.badValue, "“\(field)” must be a number.") }
                return number
            }
            let startsAt: Instant?
            do throws(Fault) { startsAt = try self.startsAt() } catch { throw Problem(.badValue, error.rule) }
            return try SeriesFrame(
                JSON.bytes(
                    Frame(
                        do: self["do"], id: self["id"], title: self["title"], purpose: self["purpose"],
                        timeZone: self["timeZone"], language: self["language"],
                        strands: self["do"] == SeriesCommand.Kind.plan.rawValue
                            ? strands.map {
                                Frame.Strand(
                                    name: $0.name, premise: $0.premise, endPoint: $0.endPoint,
                                    milestones: $0.milestones)
                            } : nil, number: try number("number"),
                        minutes: try number("minutes"), meeting: try number("meeting"), line: try number("line"),
                        proposal: try number("proposal"), poll: try number("poll"), startsAt: startsAt,
                        place: self["place"], setting: self["setting"], standing: self["standing"],
                        slug: self["slug"], strand: self["strand"], text: self["text"], evidence: self["evidence"],
                        nextQuestion: self["nextQuestion"],
                        options: lines("options").isEmpty ? nil : lines("options"), name: self["name"],
                        reason: self["reason"], state: self["state"], outcome: self["outcome"],
                        readBy: self["readBy"], address: self["address"], term: self["term"], owner: self["owner"],
                        review: self["review"], items: try items, point: try number("point"),
                        paper: try number("paper"), question: try number("question"),
                        targets: self["do"] == SeriesCommand.Kind.plan.rawValue
                            ? try targets.map {
                                Frame.Target(sector: $0.sector, region: $0.region, share: $0.share)
                            } : nil)))
        }
    }

    /// A series as its form describes it.
    var plannedSeries: Series {
        get throws(Problem) {
            guard let title = self["title"] else { throw Problem(.badValue, "Give the series a title.") }
            guard let language = Language(self["language"] ?? "en") else {
                throw Problem(.badValue, "Write a language tag such as en or cy.")
            }
            return Series(
                title: title, purpose: self["purpose"], timeZone: self["timeZone"] ?? "Europe/London",
                language: language, strands: strands, targets: try targets)
        }
    }

    /// Numbers of agenda items between commas.
    private var items: [Int]? {
        get throws(Problem) {
            guard let words = self["items"] else { return nil }
            var items: [Int] = []
            for word in words.split(separator: ",") {
                guard let item = Int(word.trimmed) else {
                    throw Problem(.badValue, "“items” must be numbers of agenda items, such as 2, 3.")
                }
                items.append(item)
            }
            return items
        }
    }

    /// One to a line: a sector or a region, a bar, a share in per cent.
    private var targets: [Series.Target] {
        get throws(Problem) {
            var targets: [Series.Target] = []
            for line in lines("targets") {
                let parts = BarredLine(line)
                let share = parts.count == 2 ? parts[1].flatMap { Int($0.replacing("%", with: "").trimmed) } : nil
                guard let share, let name = parts[0] else {
                    throw Problem(.badValue, "“targets” must be lines such as “civil | 30” or “Wales | 10”.")
                }
                // "civil" as well as "civil-society"
                let word = name.lowercased()
                let sector = Sector.allCases.first { $0.rawValue == word || $0.rawValue.hasPrefix(word + "-") }
                targets.append(Series.Target(sector: sector, region: sector == nil ? name : nil, share: share))
            }
            return targets
        }
    }

    /// The targets of a series as `targets` reads them.
    static func targetLines(_ series: Series) -> String {
        series.targets.map { "\($0.sector?.rawValue ?? $0.region ?? "") | \($0.share)" }.joined(separator: "\n")
    }

    /// One to a line: name, premise, end point and milestones between bars, milestones between semicolons.
    private var strands: [Series.Strand] {
        lines("strands").map { line in
            let parts = BarredLine(line)
            let milestones = (parts[3] ?? "").split(separator: ";").map(\.trimmed)
            return Series.Strand(
                parts.first, premise: parts[1], endPoint: parts[2], milestones: milestones.filter { !$0.isEmpty })
        }
    }

    /// The strands of a series as `strands` reads them.
    static func strandLines(_ series: Series) -> String {
        series.strands.map { strand in
            BarredLine.written(
                [strand.name, strand.premise, strand.endPoint, strand.milestones.joined(separator: "; ")])
        }.joined(separator: "\n")
    }
}

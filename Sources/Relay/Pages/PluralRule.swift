/// Which whole numbers take a form, as CLDR writes it: `n % 10 = 2..4 and n % 100 != 12..14` (UTS 35, part 3, section
/// 5.1; the rules of all languages are in CLDR's `supplemental/plurals.xml`).
struct PluralRule: Sendable {
    /// It holds where all relations of any of these do.
    private let alternatives: [[Relation]]

    /// Takes a rule with or without CLDR's samples, which begin at the first `@`.
    /// - Throws: `Fault` with the part that is no relation.
    init(_ text: String) throws(Fault) {
        var alternatives: [[Relation]] = []
        for alternative in text.prefix(while: { $0 != "@" }).split(separator: " or ", omittingEmptySubsequences: false)
        {
            var relations: [Relation] = []
            for part in alternative.split(separator: " and ", omittingEmptySubsequences: false) {
                guard let relation = Relation(part) else { throw Fault(part: String(part)) }
                relations.append(relation)
            }
            alternatives.append(relations)
        }
        self.alternatives = alternatives
    }

    func holds(for number: Int) -> Bool {
        alternatives.contains { $0.allSatisfy { $0.holds(for: number.magnitude) } }
    }

    struct Fault: Error, CustomStringConvertible {
        let part: String

        var description: String {
            "“\(part)” is not a plural rule as CLDR writes them, such as “n % 10 = 2..4 and n % 100 != 12..14”"
        }
    }

    /// One comparison: `n % 10 = 2..4,7`.
    private struct Relation {
        /// Other operands are about digits after the point and powers of ten; a whole number has none of either.
        private let isOfNumber: Bool
        private let modulus: UInt?
        private let isNegated: Bool
        private let ranges: [ClosedRange<UInt>]

        init?(_ text: Substring) {
            let shape = #/\s*([nivwftce])(?:\s*%\s*(\d+))?\s*(!?)=\s*(\d+(?:\.\.\d+)?(?:\s*,\s*\d+(?:\.\.\d+)?)*)\s*/#
            guard let parts = text.wholeMatch(of: shape)?.output else { return nil }
            isOfNumber = "ni".contains(parts.1)
            modulus = parts.2.flatMap { UInt($0) }
            isNegated = parts.3 == "!"
            var ranges: [ClosedRange<UInt>] = []
            for range in parts.4.split(separator: ",") {
                let ends = range.split(separator: "..").compactMap { UInt($0.filter { $0 != " " }) }
                guard let from = ends.first, let to = ends.last, from <= to else { return nil }
                ranges.append(from...to)
            }
            self.ranges = ranges
            if parts.2 != nil, modulus ?? 0 == 0 { return nil }
        }

        func holds(for number: UInt) -> Bool {
            let value = isOfNumber ? modulus.map { number % $0 } ?? number : 0
            return ranges.contains { $0.contains(value) } != isNegated
        }
    }
}

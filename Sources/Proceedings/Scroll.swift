/// A growing list in sheets: a copy shares every sheet it does not change.
///
/// Commands are ruled on a copy of the meeting, several times a second, while readers hold the one before; a day's
/// meeting has thousands of lines, and copying them all for each new one would be most of the work.
package struct Scroll<Element> {
    private var sheets: [[Element]] = []
    package private(set) var endIndex = 0

    private static var sheet: Int { 64 }

    package init() {}

    package mutating func append(_ element: Element) {
        if endIndex % Self.sheet == 0 { sheets.append([]) }
        sheets[sheets.count - 1].append(element)
        endIndex += 1
    }

    /// Those after it move up.
    package mutating func remove(at index: Int) {
        let rest = Array(self[(index + 1)...])
        let whole = index / Self.sheet
        let begun = Array(sheets[whole].prefix(index % Self.sheet))
        sheets.removeSubrange(whole...)
        if !begun.isEmpty { sheets.append(begun) }
        endIndex = index
        for element in rest { append(element) }
    }
}

extension Scroll: RandomAccessCollection, MutableCollection {
    package var startIndex: Int { 0 }

    package subscript(index: Int) -> Element {
        get { sheets[index / Self.sheet][index % Self.sheet] }
        set { sheets[index / Self.sheet][index % Self.sheet] = newValue }
    }
}

extension Scroll: Equatable where Element: Equatable {}
extension Scroll: Hashable where Element: Hashable {}
extension Scroll: Sendable where Element: Sendable {}

extension RandomAccessCollection {
    /// The first index whose element belongs to the second part, `endIndex` where none does; the elements of the
    /// first part all stand before those of the second.
    package func partitionIndex(where isSecond: (Element) -> Bool) -> Index {
        var low = startIndex
        var length = count
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if isSecond(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}

package import Proceedings

/// A theme as clients see it.
package struct ThemeView: Encodable, Sendable {
    let number: Int
    let name: String
    let lines: [Position]

    package init(_ theme: Theme) {
        number = theme.number
        name = theme.name
        lines = theme.lines
    }
}

/// Who may read a line. Kept with the line, so that replay, search and export need no rule to know it.
package enum Audience: Hashable, Sendable {
    case everyone
    case staff
    /// The breakout group of this number, and staff.
    case breakout(Int)

    package func admits(_ reader: Reader) -> Bool {
        switch self {
        case .everyone: true
        case .staff: reader.role.isStaff
        case .breakout(let number): reader.role.isStaff || reader.group == number
        }
    }
}

/// As it is stored and sent: `everyone`, `staff` or `breakout-3`.
extension Audience: RawRepresentable, Codable {
    package init?(rawValue: String) {
        switch rawValue {
        case "everyone": self = .everyone
        case "staff": self = .staff
        default:
            guard let number = Int(rawValue.drop { $0 != "-" }.dropFirst()), number > 0,
                Self.breakout(number).rawValue == rawValue
            else { return nil }
            self = .breakout(number)
        }
    }

    package var rawValue: String {
        switch self {
        case .everyone: "everyone"
        case .staff: "staff"
        case .breakout(let number): "breakout-\(number)"
        }
    }
}

/// Who reads, as far as it decides what they are given: all who are the same are given the same.
package struct Reader: Hashable, Sendable {
    package let role: Role
    /// The number of the breakout group whose notes they read before others may; a rapporteur's or a member's.
    package let group: Int?

    package init(_ role: Role, group: Int? = nil) {
        self.role = role
        self.group = group
    }
}

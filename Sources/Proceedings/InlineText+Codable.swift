/// In JSON a span is a string, or an object with one key: `strong`, `emphasis`, `link` (with `to`) or `break`.
extension InlineText: Codable {
    package init(from decoder: any Decoder) throws {
        spans = try decoder.singleValueContainer().decode([Span].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(spans)
    }
}

extension InlineText.Span: Codable {
    private enum Key: String, CodingKey { case strong, emphasis, link, to, `break` }

    package init(from decoder: any Decoder) throws {
        do {
            self = .text(try decoder.singleValueContainer().decode(String.self))
        } catch DecodingError.typeMismatch {
            self = try Self.marked(decoder.container(keyedBy: Key.self))
        }
    }

    private static func marked(_ container: KeyedDecodingContainer<Key>) throws -> Self {
        if container.contains(.strong) {
            return .strong(try container.decode([Self].self, forKey: .strong))
        } else if container.contains(.emphasis) {
            return .emphasis(try container.decode([Self].self, forKey: .emphasis))
        } else if container.contains(.link) {
            let inner = try container.decode([Self].self, forKey: .link)
            let address = try container.decode(String.self, forKey: .to)
            guard InlineText.isAddress(address) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .to, in: container, debugDescription: "a link leads to http, https or mailto")
            }
            return .link(inner, address: address)
        } else if try container.decode(Bool.self, forKey: .break) {
            return .lineBreak
        }
        throw DecodingError.dataCorruptedError(forKey: .break, in: container, debugDescription: "break is true")
    }

    package func encode(to encoder: any Encoder) throws {
        if case .text(let words) = self {
            var container = encoder.singleValueContainer()
            try container.encode(words)
            return
        }
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text: break
        case .strong(let inner): try container.encode(inner, forKey: .strong)
        case .emphasis(let inner): try container.encode(inner, forKey: .emphasis)
        case .link(let inner, let address):
            try container.encode(inner, forKey: .link)
            try container.encode(address, forKey: .to)
        case .lineBreak: try container.encode(true, forKey: .break)
        }
    }
}

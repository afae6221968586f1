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
        if let words = try? decoder.singleValueContainer().decode(String.self) {  // the common span is a bare string
            self = .text(words)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        if container.contains(.strong) {
            self = .strong(try container.decode([Self].self, forKey: .strong))
        } else if container.contains(.emphasis) {
            self = .emphasis(try container.decode([Self].self, forKey: .emphasis))
        } else if container.contains(.link) {
            let inner = try container.decode([Self].self, forKey: .link)
            self = .link(inner, address: try container.decode(String.self, forKey: .to))
        } else if try container.decode(Bool.self, forKey: .break) {
            self = .lineBreak
        } else {
            throw DecodingError.dataCorruptedError(forKey: .break, in: container, debugDescription: "break is true")
        }
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

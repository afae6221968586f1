import Proceedings

// What a document has to do with others, for programs that do not read it (RFC 8288): the header `Link`.
extension Transcript {
    /// The page that people cite, what proves it, and the same record in every other form.
    ///
    /// - Parameter checkpoint: Where the signed statement of its tree is fetched.
    package func links(from form: Form, checkpoint: String) -> String {
        let page = "\(address)/record"
        let others = Form.allCases.filter { $0 != form }.map { other in
            Relation("alternate", to: other == .html ? page : address(of: other), type: other.mediaType)
        }
        let own = [Relation("canonical", to: page), Relation("describedby", to: checkpoint, type: "text/plain")]
        return (own + others).map(\.text).joined(separator: ", ")
    }
}

extension Feed {
    /// The page it tells of, and itself in the other form.
    package func links(from form: Form) -> String {
        let others = Form.allCases.filter { $0 != form }.map {
            Relation("alternate", to: address($0), type: $0.mediaType)
        }
        return ([Relation("alternate", to: page, type: "text/html")] + others).map(\.text).joined(separator: ", ")
    }
}

extension Feed.Form {
    /// The content type without its parameters.
    fileprivate var mediaType: String { String(contentType.prefix { $0 != ";" }) }
}

/// One value of `Link`. Addresses are the house's own, and hold nothing that a header could not.
private struct Relation {
    let text: String

    init(_ relation: String, to address: String, type: String? = nil) {
        text = "<\(address)>; rel=\"\(relation)\"" + (type.map { "; type=\"\($0)\"" } ?? "")
    }
}

import Foundation
import HTTPTypes
import Proceedings
import Testing

@testable import Relay

@Suite struct Routes {
    /// A path of the route with `x` for each name in braces.
    private static func sample(_ route: Route) -> (HTTPRequest.Method, String) {
        let words = route.rawValue.split(separator: " ")
        let path = String(words[1].replacing(/\{[a-z]+\}/, with: "x"))
        return (words[0] == "POST" ? .post : .get, path)
    }

    @Test(arguments: Route.allCases) func `each route is found by its own path`(route: Route) throws {
        let (method, path) = Self.sample(route)
        guard case .found(let match) = Route.match(method, path) else {
            Issue.record("\(path) is not found")
            return
        }
        #expect(match.route == route)
        #expect(match.parts.values.allSatisfy { $0 == "x" })
    }

    @Test func `HEAD goes where GET goes, and another method is told which there are`() {
        guard case .found(let match) = Route.match(.head, "/m/x") else {
            Issue.record("no HEAD")
            return
        }
        #expect(match.route == .meetingPage)
        guard case .otherMethod(let methods) = Route.match(.delete, "/api/v1/meetings") else {
            Issue.record("DELETE")
            return
        }
        #expect(methods.sorted() == ["GET", "POST"])
    }

    @Test(
        arguments: [
            "", "nowhere", "/m", "/m/x/y", "/m/x/line", "/m/x/lines/1/2", "/m/x/record.", "/m/x/recordmd", "/api/v1",
            "/api/v2/meetings", "/k", "/API/v1/meetings", "/health", "/m/x/record.a/b",
        ])
    func `what is no route is found nowhere`(path: String) {
        if case .unknown = Route.match(.get, path) { return }
        Issue.record("\(path) leads somewhere")
    }

    @Test func `openapi.yaml and the house have the same addresses under api and health`() throws {
        // Given the paths and methods the document lists
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(contentsOf: root.appendingPathComponent("web/api/openapi.yaml"), encoding: .utf8)
        var path = ""
        var listed: Set<String> = []
        for line in document.split(separator: "\n") {
            if let match = line.wholeMatch(of: #/  (/[^ ]*):/#) { path = String(match.1) }
            if let match = line.wholeMatch(of: #/    (get|post|put|delete|patch|head):/#) {
                listed.insert("\(match.1.uppercased()) \(path)")
            }
        }
        // Then they are those of the code; the two documents themselves are files
        let files: Set = ["GET /api/openapi.yaml", "GET /api/asyncapi.yaml"]
        let coded = Set(Route.allCases.map(\.rawValue).filter { $0.contains(" /api/") || $0.contains(" /health/") })
        #expect(listed.subtracting(files).symmetricDifference(coded) == [])
        #expect(listed.isSuperset(of: files))
    }

    @Test func `what only the operator may ask is not on the open port`() {
        let control = Set(Route.allCases.filter(\.isControlOnly))
        #expect(
            control == [
                .siteInvitation, .revocation, .imports, .verification, .siteErasure, .backup, .diagnosis, .sitePlan,
                .siteParts, .deliveries,
            ])
    }
}

@Suite struct Addresses {
    @Test(
        arguments: [
            ("Data sharing: third open meeting", "data-sharing-third-open-meeting"), ("Café & Crêpes", "cafe-crepes"),
            ("會議", "meeting"), ("--- ", "meeting"), (String(repeating: "a ", count: 60), nil),
        ] as [(String, String?)])
    func `a slug is made of the title's letters and may always be used`(title: String, slug: String?) {
        let made = Slug.make(of: title)
        if let slug { #expect(made == slug) }
        #expect(Slug.checked(made) == made)
    }

    @Test(arguments: ["", "-a", "a-", "A", "a b", "é", "a/b", "..", String(repeating: "a", count: 61), "a_b", "１"])
    func `what cannot stand in an address is no slug`(wish: String) {
        #expect(Slug.checked(wish) == nil)
    }

    @Test func `a house has one address, with or without a slash at its end`() {
        for url in ["https://notes.example.org:7710", "https://notes.example.org:7710/"] {
            let site = Site(name: "x", publicURL: url)
            #expect(site.isSecure && site.host == "notes.example.org:7710")
            #expect(site.address(ofMeeting: "a") == "https://notes.example.org:7710/m/a")
        }
        #expect(!Site(name: "x", publicURL: "http://127.0.0.1:8080").isSecure)
    }

    @Test func `secrets are long, plain and never the same; their digest is what is stored`() {
        let secrets = (0..<100).map { _ in Secret.make() }
        #expect(Set(secrets).count == 100)
        #expect(secrets.allSatisfy { $0.wholeMatch(of: /[0-9a-hjkmnp-tv-z]{26}/) != nil })
        #expect(Secret.digest(of: "x").count == 32)
        #expect((0..<200).allSatisfy { _ in Secret.joinCode().wholeMatch(of: /[1-9]\d{5}/) != nil })
    }

    @Test func `one form is one record, and its id does not tell the form's`() {
        let id = Secret.make()
        #expect(Secret.recordID(ofForm: id) == Secret.recordID(ofForm: id))
        #expect(Secret.recordID(ofForm: id).text != id)
        #expect(Secret.recordID(ofForm: id) != Secret.recordID(ofForm: Secret.make()))
    }
}

import Foundation
import Testing

@testable import Relay

@Suite struct `Languages of pages` {
    let languages: Languages

    init() throws {
        languages = Languages([
            "cy": try Phrases(language: "cy", strings: ["language_name": "Cymraeg"]),
            "en": try Phrases(language: "en", strings: ["language_name": "English"]),
            "ga": try Phrases(language: "ga", strings: [:]),
        ])
    }

    @Test(arguments: [
        ("/", "en", "/"), ("/m/third", "en", "/m/third"), ("/cy", "cy", "/"), ("/cy/", "cy", "/"),
        ("/cy/m/third", "cy", "/m/third"), ("/ga/m/third/", "ga", "/m/third/"), ("/cymru", "en", "/cymru"),
        ("/en/m/third", "en", "/en/m/third"), ("/m/cy", "en", "/m/cy"),
        ("/cy/api/v1/meetings", "en", "/cy/api/v1/meetings"),
        ("/cy/tlog/x/checkpoint", "en", "/cy/tlog/x/checkpoint"), ("", "en", ""),
    ])
    func `lead an address, and are taken off it`(path: String, tag: String, plain: String) {
        let split = languages.split(path)
        #expect(split.tag == tag && split.path == plain)
    }

    @Test func `begin with the house's own`() {
        #expect(languages.all.map(\.tag) == ["en", "cy", "ga"])
        #expect(["en", "cy"].map(Languages.prefix) == ["", "/cy"])
    }

    @Test(
        arguments: [
            (nil, nil), ("", nil), ("cy", "cy"), ("cy-GB, en;q=0.8", "cy"), ("en-GB,en;q=0.9,cy;q=0.8", "en"),
            ("fr, cy;q=0.1", "cy"), ("cy;q=0", nil), ("en;q=0.5, cy;q=0.5", "en"), ("*", nil), ("CY", "cy"),
            (";;,q=,-", nil),
        ] as [(String?, String?)])
    func `are chosen as a reader likes them`(header: String?, tag: String?) {
        #expect(languages.preferred(by: header) == tag)
    }

    @Test func `lead the links of a page, and nothing that only looks like one`() {
        let leading = Leading(prefix: "/cy", origin: "https://notes.example.org")
        func led(_ page: String) -> String { String(decoding: leading.led(Array(page.utf8)), as: UTF8.self) }
        // Given links of the house's own, whole ones among them
        #expect(led(#"<a href="/m/a">"#) == #"<a href="/cy/m/a">"#)
        #expect(led(#"<a class="x" href="/">"#) == #"<a class="x" href="/cy/">"#)
        #expect(led(#"<form action="/join">"#) == #"<form action="/cy/join">"#)
        #expect(led(#"<i data-base="/m/a">"#) == #"<i data-base="/cy/m/a">"#)
        #expect(
            led(#"<a href="https://notes.example.org/m/a">"#) == #"<a href="https://notes.example.org/cy/m/a">"#)
        // Then others stay as they are
        for page in [
            ##"<a href="#notes">"##, #"<a href="https://example.org/m/a">"#, #"<a href="//example.org/m/a">"#,
            #"<link href="/assets/styles/base.css">"#, #"<a href="/api/v1/meetings">"#, #"<a href="/tlog/x">"#,
            #"<a hreflang="en" href="/m/a">"#, #"<i data-address="/m/a">"#, #"<p>href=&quot;/m/a&quot;</p>"#,
            #"<p>a="b" href=/m/a</p>"#, #"<meta content="/m/a">"#, "<p>=", #"<a href=""#, "",
        ] { #expect(led(page) == page) }
        #expect(led(#"<a hreflang="en" href="/a"> <a href="/b">"#) == #"<a hreflang="en" href="/a"> <a href="/cy/b">"#)
        // And so do redirects
        #expect(
            leading.led("/m/a?b=c#d") == "/cy/m/a?b=c#d"
                && leading.led("https://example.org/") == "https://example.org/")
    }

    @Test func `fall back on the house's own words`() throws {
        let own = try Phrases(
            language: "en", strings: ["a": "One", "b": "Two", "n_one": "{n} line", "n_other": "{n} lines"])
        let other = try Phrases(language: "cy", strings: ["a": "Un"]).completed(by: own)
        #expect(other.say("a") == "Un" && other.say("b") == "Two" && other.language == "cy")
        #expect(other.count("n", 2) == "2 lines")
    }

    @Test func `have words for every count`() throws {
        let welsh = try #require(try Assets(folder: webFolder).phrases["cy"])
        #expect(!welsh.isReviewed && welsh.name == "Cymraeg")
        let said = [0, 1, 2, 3, 6, 9].map { welsh.count("home_lines", $0) }
        #expect(Set(said).count == 6, "\(said)")
        #expect(welsh.forms("home_lines").map(\.form) == ["zero", "one", "two", "few", "many", "other"])
    }
}

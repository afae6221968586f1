import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Transport

/// `openfloor rehearse FILE --meeting SLUG --speed N`; `-` is standard input.
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays a notes file through the scribe's WebSocket, line by line with typing.",
        discussion: """
            A file ending in .scribe is typed as it stands; anything else is read as a meeting note. Each line has an id \
            made of the file, so a rehearsal that was broken off can be started again: no line comes twice.

            With - lines are read from standard input and written as they come, as a scribe types them: the pipe of a \
            captioner, say. There a line that is refused is told on standard error and the next one is taken; it ends \
            with the input, or when the meeting closes.

            Exits with 0 where all lines are saved, with 1 where one was refused or the server stayed away.
            """)

    @Argument(help: "What to play; - is standard input.") var file: String
    @Option(help: "Data folder of the server.") var data: String?
    @Option(help: "The meeting's address, with --data.") var meeting: String?
    @Option(help: "A scribe's link, instead of --data and --meeting.") var link: String?
    @Option(help: "1 is the pace of a quick typist; 0 waits for nothing but the answers. 1 for a file, 0 for a pipe.")
    var speed: Double?
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard link != nil ? data == nil && meeting == nil : data != nil && meeting != nil else {
            throw ValidationError("Name a folder and a meeting with --data and --meeting, or give a scribe's --link.")
        }
        guard (0...1000).contains(speed ?? 1) else { throw ValidationError("--speed takes 0 to 1000.") }
    }

    func run() async throws {
        let script =
            file == "-"
            ? Script(typedInto: "r" + String(UInt64.random(in: .min ... .max), radix: 36)) : try Script(file: file)
        if let link {
            let loop = try EventLoop()
            try await play(script, through: try ScribeLink(link), by: Caller(loop: loop, log: Office.quiet))
            await loop.stop()
        } else {
            let folder = try Folder.named(data)
            let way = ScribeLink(address: .unix(path: folder.data + "/control.sock"), slug: meeting ?? "", secret: nil)
            try await Office.open(folder) { office in try await play(script, through: way, by: office.caller) }
        }
    }

    private func play(_ script: Script, through way: ScribeLink, by caller: Caller) async throws {
        let slug = try await way.slug(askedBy: caller)
        let rehearsal = Rehearsal(
            caller: caller, address: way.address, slug: slug, secret: way.secret, script: script,
            speed: speed ?? (file == "-" ? 0 : 1))
        var refused = 0
        let saved = try await rehearsal.play { cue, refusal in
            if let refusal {
                refused += 1
                Terminal.warn(Terminal.printable(refusal))
            } else if !json {
                Terminal.say("saved  \(Terminal.printable(cue.text))")
            }
        }
        let more = refused == 0 ? "" : json ? ",\"refused\":\(refused)" : ", \(refused) refused"
        Terminal.say(json ? "{\"saved\":\(saved)\(more)}" : "\(saved.counted("line")) saved\(more)")
        if refused > 0 { throw ExitCode(1) }
    }
}

/// Where a scribe's link leads.
struct ScribeLink {
    let address: Address
    private let known: String?
    let secret: String?

    init(address: Address, slug: String, secret: String?) {
        self.address = address
        known = slug
        self.secret = secret
    }

    /// - Throws: `ValidationError` where it is no role link.
    init(_ link: String) throws {
        guard let url = URL(string: link), let host = url.host(), url.path.hasPrefix("/k/"),
            url.scheme == "http" || url.scheme == "https"
        else { throw ValidationError("“\(link)” is no link to a role; it looks like https://HOST/k/SECRET.") }
        let isSecure = url.scheme == "https"
        address = .tcp(host: host, port: url.port ?? (isSecure ? 443 : 80), secure: isSecure)
        known = nil
        secret = url.lastPathComponent
    }

    /// The link's own page says which meeting it is for.
    func slug(askedBy caller: Caller) async throws -> String {
        if let known { return known }
        let answer = try await caller.send(.get, "/k/\(secret ?? "")", to: address)
        let parts = (answer.headers[.location] ?? "").split(separator: "/")
        guard parts.count >= 2, parts[0] == "m" else { throw Office.Refused(words: "This link no longer works.") }
        return String(parts[1])
    }
}

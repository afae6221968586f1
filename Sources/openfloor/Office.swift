import ArgumentParser
import Foundation
import HTTPTypes
import Logging
import Relay
import Transport

/// The operator's way into a data folder: through the control socket of the server that holds it, or else by holding
/// the folder for the time being. Either way a command says the same requests.
struct Office {
    let loop: EventLoop
    let caller: Caller
    let address: Address

    /// Does `work`, then leaves the folder as it was found: served, or free.
    ///
    /// - Parameter makesFolder: Whether one that is not there yet is made; a mistyped name should not be.
    static func open(
        _ folder: Folder, makesFolder: Bool = false, _ work: @Sendable (Office) async throws -> Void
    ) async throws {
        guard makesFolder || FileManager.default.fileExists(atPath: folder.data) else {
            throw ValidationError("There is no folder \(folder.data). `openfloor serve --data` makes one.")
        }
        let loop = try EventLoop()
        let caller = Caller(loop: loop, log: quiet)
        let office = Office(loop: loop, caller: caller, address: .unix(path: folder.data + "/control.sock"))
        do {
            if await office.isOpen() {
                try await work(office)
            } else {
                try await office.hold(folder, work)
            }
        } catch {
            await loop.stop()
            throw error
        }
        await loop.stop()
    }

    /// Sends a request; an answer that says no ends the command with its words.
    func ask(_ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = []) async throws -> [UInt8] {
        let response = try await caller.ask(
            method, path, headers: [.contentType: "application/json"], body: body, to: address,
            timeout: .seconds(120))
        guard response.status.kind == .successful else { throw Refused(response.body) }
        return response.body
    }

    func ask<Answer: Decodable>(
        _ kind: Answer.Type, _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = []
    ) async throws -> Answer {
        try JSONDecoder().decode(kind, from: Data(try await ask(method, path, body)))
    }

    /// Nothing of it is for standard error: a command says what it has to say itself.
    static let quiet = Logger(label: "openfloor") { _ in SwiftLogNoOpLogHandler() }

    private func isOpen() async -> Bool {
        do {
            return try await caller.send(.get, "/health/live", to: address, timeout: .seconds(5)).status == .ok
        } catch {
            return false  // nobody serves the folder, or its server has been killed
        }
    }

    private func hold(_ folder: Folder, _ work: @Sendable (Office) async throws -> Void) async throws {
        var plan = House.Plan(folder: folder.data)
        plan.port = 0
        plan.web = folder.web
        plan.keepsIndex = false
        plan.limits.inspectsEvery = 0
        plan.limits.meetings = .max  // the operator's word, where no server is asked to hold them
        plan.publicURL = folder.publicURL ?? RememberedURL.read(in: folder.data) ?? RememberedURL.unserved
        let house = try await House.open(plan, log: Self.quiet)
        let outcome: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
            group.addTask { await house.run() }  // ends by itself after `stop`; cancelled, it would lose what waits
            do {
                try await work(self)
                await house.stop()
                return .success(())
            } catch {
                await house.stop()
                return .failure(error)
            }
        }
        try await house.close()
        try outcome.get()
    }

    /// The server's no, as problem+json.
    struct Refused: Error, CustomStringConvertible {
        let description: String

        init(words: String) {
            description = words
        }

        init(_ body: [UInt8]) {
            struct Problem: Decodable { let detail: String }
            do {
                description = try JSONDecoder().decode(Problem.self, from: Data(body)).detail
            } catch {
                description = "The server answered: " + String(decoding: body.prefix(200), as: UTF8.self)
            }
        }
    }
}

/// Which folder a command is about.
struct Folder: ParsableArguments {
    @Option(help: "Data folder of the server.")
    var data: String

    @Option(help: "Folder of pages; found beside the program by itself.")
    var web: String?

    @Option(help: "The address people use, where no server has said it yet.")
    var publicURL: String?

    @Flag(help: "Answer in JSON.")
    var json = false

    /// For commands that may do without a folder.
    static func named(_ path: String?) throws -> Folder {
        try parse(["--data=\(path ?? "")"])
    }
}

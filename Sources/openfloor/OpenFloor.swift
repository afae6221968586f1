import ArgumentParser

@main
struct OpenFloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openfloor",
        abstract: "Carries a meeting live to the people who could not be in the room, and publishes its record.",
        version: Version.current,
        subcommands: [
            Serve.self, MeetingCommands.self, SeriesCommands.self, Invite.self, Revoke.self, Rehearse.self,
            Publish.self, Import.self,
            Verify.self, Witness.self, Follow.self, Deliveries.self,
            Erase.self, BackUp.self, Restore.self, Doctor.self, ConfigCommands.self,
            Demo.self,
        ])

    static func main() async {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot(try Serve.withFile(Array(CommandLine.arguments.dropFirst())))
        } catch {
            exit(withError: error)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as ValidationError {
            // The parser would show how all commands are used, since this one was called rightly.
            Terminal.warn("Error: \(error.message)")
            exit(withError: ExitCode.validationFailure)
        } catch {
            exit(withError: error)
        }
    }
}

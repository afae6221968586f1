import ArgumentParser

@main
struct OpenFloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openfloor",
        abstract: "Carries a meeting live to the people who could not be in the room, and publishes its record.",
        subcommands: [
            Serve.self, MeetingCommands.self, SeriesCommands.self, Invite.self, Revoke.self, Rehearse.self,
            Publish.self, Import.self,
            Verify.self, Witness.self,
            Erase.self, BackUp.self, Restore.self, Doctor.self,
            Demo.self,
        ])
}

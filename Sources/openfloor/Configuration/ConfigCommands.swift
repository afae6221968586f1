import ArgumentParser

/// `openfloor config check FILE` and `openfloor config example`.
struct ConfigCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Looks through a configuration file, or prints one to begin with.",
        subcommands: [Check.self, Example.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is wrong with a configuration file, and what a start would trip over.",
            discussion: """
                Each fault is one line, FILE:LINE: and what to do. Exits with 1 where there is one. What is asked of files \
                and folders is asked as whoever runs this: as the server's user it says what the server will find.
                """)

        @Argument(help: "The file.") var file: String

        func run() async throws {
            let check = try ConfigCheck(file)
            let faults = await check.faults()
            for fault in faults { Terminal.warn(check.file.sentence(fault)) }
            guard faults.isEmpty else { throw ExitCode(1) }
            Terminal.say("\(file) is as it should be.")
        }
    }

    struct Example: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a configuration file with every key, what it is for and what holds without it.")

        func run() throws {
            Terminal.say(ConfigExample(keys: try ServeKeys()).text)
        }
    }
}

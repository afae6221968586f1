import Glibc

/// Loads the server and says what that cost. `scripts/bench` drives it.
@main struct LoadTest {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        let arguments = Arguments(words)
        switch words.first {
        case "floor":
            let port = UInt16(clamping: arguments.number("--port", otherwise: 0))
            var floor = Floor(port: port, isBatching: arguments.has("--batch"))
            floor.run()
        case "run": Run(arguments).run()
        case "return": Run(arguments).comeBack()
        default:
            Arguments.refuse(
                """
                Usage: LoadTest floor [--port N] [--batch]
                       \(Run.usage)
                """)
        }
    }
}

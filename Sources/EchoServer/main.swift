import Glibc
import Transport

// The target of Autobahn's fuzzing client: echoes whole messages through the very same Transport as the product.
// Usage: EchoServer [--port N] [--max-message BYTES]

func number(after option: String, otherwise: Int) -> Int {
    guard let index = CommandLine.arguments.firstIndex(of: option), index + 1 < CommandLine.arguments.count else {
        return otherwise
    }
    return Int(CommandLine.arguments[index + 1]) ?? otherwise
}

var settings = Listener.Settings(host: "127.0.0.1", port: number(after: "--port", otherwise: 0))
settings.maxMessage = number(after: "--max-message", otherwise: 65_536)
settings.subprotocols = [Listener.Subprotocol(name: "echo", receiveBuffer: 16_384)]

let loop = try EventLoop()
let listener = Listener(loop: loop, settings: settings)
let address = try await listener.open()
print("listening on \(address)")
fflush(nil)

for await arrival in listener.arrivals {
    switch arrival {
    case .said(let peer, let message, let isText): await listener.echo(message, isText: isText, to: peer)
    case .asked(let request): await listener.answer(request.peer, with: Response(code: 404))
    case .joined, .fellBehind, .left: break
    }
}

import Glibc

/// `LoadTest echo`: one quiet reader asks every millisecond whether the server's loop is free, by ping and pong.
struct Echo {
    private let port: UInt16
    private let meeting: String
    private let seconds: Double
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_048_576, alignment: 16)

    init(_ arguments: Arguments) {
        port = UInt16(clamping: arguments.number("--port", otherwise: 0))
        meeting = arguments.text("--meeting") ?? "floor"
        seconds = Double(arguments.number("--seconds", otherwise: 10))
        alarm(UInt32(seconds) + 60)
    }

    /// Prints milliseconds as JSON: `{"count":…,"p50":…,"p99":…,"most":…}`.
    func run() {
        let epoll = Epoll(capacity: 1)
        let socket = Sockets.connect(to: port, from: Sockets.loopback, receiveBuffer: nil)
        epoll.add(socket, token: 0, for: Epoll.writable)
        _ = epoll.wait(milliseconds: 10_000)
        send(Wire.request(.socket, path: "/api/v1/meetings/\(meeting)/live?as=attendee"), on: socket)
        epoll.change(socket, token: 0, to: Epoll.readable)
        var (times, bytes, hasJoined) = (Histogram(), [UInt8](), false)
        var asked: UInt64?
        let end = Clock.after(seconds)
        while Clock.now < end {
            _ = epoll.wait(milliseconds: asked == nil ? 1 : 1000)
            if let count = Sockets.receive(room, on: socket) {
                guard count > 0 else { Arguments.refuse("The server cut the echo off.") }
                bytes += UnsafeRawBufferPointer(rebasing: room[..<count])
            }
            let now = Clock.now
            if takePong(from: &bytes, &hasJoined), let since = asked {
                times.add(now - since)
                asked = nil
            } else if hasJoined, asked == nil {
                send(Wire.frame(Wire.Frame.ping, [UInt8(ascii: "?")]), on: socket)
                asked = Clock.now
            }
        }
        print(
            #"{"count":\#(times.total),"p50":\#(times.percentile(0.5)),"p99":\#(times.percentile(0.99)),"#
                + #""most":\#(Double(times.most) / 1e6)}"#)
        fflush(nil)
    }

    private func send(_ bytes: [UInt8], on socket: Int32) {
        let sent = bytes.withUnsafeBytes { Sockets.send($0, on: socket) }
        if sent != bytes.count { Arguments.refuse("The server takes nothing from the echo.") }
    }

    /// Takes every whole frame away; says whether a pong was among them.
    private func takePong(from bytes: inout [UInt8], _ hasJoined: inout Bool) -> Bool {
        var hasPong = false
        let taken = bytes.withUnsafeBytes { bytes in
            var place = 0
            if !hasJoined {
                guard let end = Wire.endOfHead(in: bytes), end > 0 else { return 0 }
                place = end
                hasJoined = true
            }
            while let frame = Wire.next(.socket, in: UnsafeRawBufferPointer(rebasing: bytes[place...])) {
                hasPong = hasPong || frame.opcode == Wire.Frame.pong
                place += frame.end
            }
            return place
        }
        bytes.removeFirst(taken)
        return hasPong
    }
}

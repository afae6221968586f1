import Glibc

/// epoll(7), which Swift's module of the C library leaves out: found by name in the library itself.
struct Epoll {
    /// The kernel's `struct epoll_event`, by its bytes: packed on x86-64 only.
    #if arch(x86_64)
        private static let stride = 12
        private static let tokenOffset = 4
    #else
        private static let stride = 16
        private static let tokenOffset = 8
    #endif

    static let readable: UInt32 = 0x1
    static let writable: UInt32 = 0x4
    /// EPOLLERR and EPOLLHUP: reported whether asked for or not.
    static let broken: UInt32 = 0x18

    private typealias Create = @convention(c) (Int32) -> Int32
    private typealias Control = @convention(c) (Int32, Int32, Int32, UnsafeMutableRawPointer?) -> Int32
    private typealias Wait = @convention(c) (Int32, UnsafeMutableRawPointer, Int32, Int32) -> Int32

    private let descriptor: Int32
    private let control: Control
    private let wait: Wait
    private let turns: UnsafeMutableRawPointer
    private let capacity: Int32

    /// - Parameter capacity: The most turns one `wait` reports.
    init(capacity: Int32 = 1024) {
        let create = Self.function("epoll_create1", as: Create.self)
        control = Self.function("epoll_ctl", as: Control.self)
        wait = Self.function("epoll_wait", as: Wait.self)
        descriptor = create(0)
        precondition(descriptor >= 0, "epoll_create1: \(errno)")
        turns = .allocate(byteCount: Int(capacity) * Self.stride, alignment: 8)
        self.capacity = capacity
    }

    private static func function<F>(_ name: String, as type: F.Type) -> F {
        guard let symbol = dlsym(nil, name) else { fatalError("this C library has no \(name)") }
        return unsafeBitCast(symbol, to: type)
    }

    func add(_ socket: Int32, token: UInt64, for interest: UInt32 = Epoll.readable) {
        tell(1, socket, token, interest)
    }

    func change(_ socket: Int32, token: UInt64, to interest: UInt32) {
        tell(3, socket, token, interest)
    }

    func remove(_ socket: Int32) {
        tell(2, socket, 0, 0)
    }

    private func tell(_ operation: Int32, _ socket: Int32, _ token: UInt64, _ interest: UInt32) {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { turn in
            turn.storeBytes(of: interest, as: UInt32.self)
            turn.storeBytes(of: token, toByteOffset: Self.tokenOffset, as: UInt64.self)
            let code = control(descriptor, operation, socket, turn.baseAddress)
            precondition(code == 0, "epoll_ctl \(operation) on \(socket): \(errno)")
        }
    }

    /// Waits for at most so many milliseconds, -1: for ever.
    ///
    /// - Returns: How many sockets have something to say; read them with `turn(at:)` before the next `wait`.
    func wait(milliseconds: Int32) -> Int {
        max(0, Int(wait(descriptor, turns, capacity, milliseconds)))
    }

    func turn(at index: Int) -> (token: UInt64, ready: UInt32) {
        let place = turns + index * Self.stride
        return (
            place.loadUnaligned(fromByteOffset: Self.tokenOffset, as: UInt64.self), place.loadUnaligned(as: UInt32.self)
        )
    }
}

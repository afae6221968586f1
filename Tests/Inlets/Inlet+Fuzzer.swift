import Foundation

/// What libFuzzer calls with whatever it thinks of; `OPENFLOOR_INLET` names the inlet. A promise that is not kept ends the
/// program as a trap does, so that libFuzzer writes down what broke it.
@_cdecl("openfloor_inlet")
package func openfloorInlet(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let given = Array(UnsafeBufferPointer(start: bytes, count: count))
    do { _ = try fuzzed.takes(given) } catch { fatalError("\(fuzzed.name): \(error)") }
    return 0
}

private let fuzzed: Inlet = {
    let name = ProcessInfo.processInfo.environment["OPENFLOOR_INLET"] ?? ""
    guard let inlet = Inlet.named(name) else {
        fatalError("OPENFLOOR_INLET must be one of \(Inlet.all.map(\.name).joined(separator: " ")), not “\(name)”")
    }
    return inlet
}()

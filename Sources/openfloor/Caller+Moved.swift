import HTTPTypes
import Transport

extension Caller {
    /// As `send`, but a meeting that has moved is asked for where its old address leads (308, RFC 9110 §15.4.9).
    func ask(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8] = [],
        to address: Address, timeout: Duration
    ) async throws(TransportError) -> Response {
        let answer = try await send(method, path, headers: headers, body: body, to: address, timeout: timeout)
        // A server knows all addresses that a meeting has had, so it leads to the last of them at once.
        guard answer.status == .permanentRedirect, let moved = answer.headers[.location], moved.hasPrefix("/") else {
            return answer
        }
        return try await send(method, moved, headers: headers, body: body, to: address, timeout: timeout)
    }
}

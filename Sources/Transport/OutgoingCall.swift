import CLWS
import HTTPTypes

/// A call as it goes out.
struct OutgoingCall {
    /// nil: a WebSocket.
    let method: String?
    let path: String
    let subprotocol: String?
    let headers: HTTPFields
    let body: [UInt8]
    let address: Address
    let seconds: Double
    let authority: String?

    /// For messages: `http://127.0.0.1:8080/health/live`.
    var place: String { "\(address)\(path.prefix { $0 != "?" })" }

    /// - Returns: The call's number, 0 when it cannot even begin.
    func begin(on caller: OpaquePointer) -> UInt64 {
        let texts = Texts()
        defer { texts.free() }
        let fields = headers.map { field in
            clws_field(name: text(field.name.canonicalName, texts), value: text(field.value, texts))
        }
        let (host, port, isSecure) = target
        return fields.withUnsafeBufferPointer { fields in
            body.withUnsafeBufferPointer { body in
                let settings = clws_call_settings(
                    host: texts.copy(host), port: port, is_secure: isSecure, authority: authority.map(texts.copy),
                    method: method.map(texts.copy), path: texts.copy(path), host_header: texts.copy(hostHeader),
                    protocol: subprotocol.map(texts.copy), fields: fields.baseAddress, field_count: fields.count,
                    body: body.baseAddress, body_count: body.count, seconds: seconds)
                return clws_call_begin(caller, settings)
            }
        }
    }

    private var target: (host: String, port: Int32, isSecure: Bool) {
        switch address {
        case .tcp(let host, let port, let isSecure): (host, Int32(port), isSecure)
        case .unix(let path): ("+" + path, 0, false)
        }
    }

    private var hostHeader: String {
        switch address {
        case .tcp(let host, let port, _): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix: "localhost"
        }
    }

    private func text(_ text: String, _ texts: Texts) -> clws_text {
        clws_text(bytes: texts.copy(text), count: text.utf8.count)
    }
}

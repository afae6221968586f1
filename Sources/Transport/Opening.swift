import CLWS

/// Puts the settings into C's words for the length of one call.
struct Opening {
    let result: clws_opening
    let bridge: OpaquePointer?
    let port: Int32

    static func listen(
        on loop: OpaquePointer, _ settings: Listener.Settings, interface: String?, isIPv4: Bool,
        owner: UnsafeMutableRawPointer
    ) -> Opening {
        let texts = Texts()
        defer { texts.free() }
        let names = settings.subprotocols.map { texts.copy($0.name) }
        let customs = settings.customHeaders.map { texts.copy($0.lowercased() + ":") }
        let sizes = settings.subprotocols.map(\.receiveBuffer)
        var port: Int32 = 0
        var bridge: OpaquePointer?
        let result = names.withUnsafeBufferPointer { names in
            customs.withUnsafeBufferPointer { customs in
                sizes.withUnsafeBufferPointer { sizes in
                    guard let first = names.baseAddress, let size = sizes.baseAddress else { return CLWS_NO_PORT }
                    let settings = clws_listener_settings(
                        interface: interface.map(texts.copy), is_ipv4_only: isIPv4, port: Int32(settings.port),
                        certificate: settings.certificate.map(texts.copy), key: settings.key.map(texts.copy),
                        control_path: settings.controlSocket.map(texts.copy),
                        most_lingering: Int32(settings.limits.lingering),
                        spare_descriptors: Int32(settings.spareDescriptors),
                        protocol_names: first, protocol_receive_sizes: size, protocol_count: names.count,
                        custom_headers: customs.baseAddress ?? first, custom_header_count: customs.count)
                    return clws_listen(loop, settings, owner, Listener.events, &bridge, &port)
                }
            }
        }
        return Opening(result: result, bridge: bridge, port: port)
    }
}

/// The configuration file as it is installed: every key with what it is for and what holds without it.
struct ConfigExample {
    let keys: ServeKeys

    /// What the package sets.
    private static let set = ["data": "/var/lib/openfloor", "listen": "127.0.0.1:8080"]

    /// For keys that hold nothing by themselves.
    private static let examples = [
        "public-url": "https://notes.example.org",
        "embed-origin": "[https://www.example.org, https://blog.example.org]",
        "web": "/usr/share/openfloor/web",
        "certificate": "/etc/openfloor/certificate.pem",
        "key": "/etc/openfloor/key.pem",
        "metrics": "127.0.0.1:9090",
        "connections": "20000",
        "connections-per-address": "10000",
        "trusted-proxy": "[127.0.0.1, \"::1\"]",
        "keep-private": "90",
        "webhook": "[https://www.example.org/hook]",
        "webhook-secret": "/etc/openfloor/webhook.secret",
        "sendmail": "/usr/sbin/sendmail -t -i",
        "mail-to": "[forum@example.org]",
        "mail-from": "minutes@example.org",
    ]

    var text: String {
        var lines = [
            "# Configuration of Open Floor. It is YAML: one “key: value” a line, and # begins a comment.",
            "# Every key is an option of `openfloor serve`; what stands on its command line wins.",
            "# A line behind # shows what holds without it, or an example. After a change:",
            "#     openfloor config check /etc/openfloor/openfloor.conf && systemctl restart openfloor",
        ]
        var section: String?
        for key in keys.all {
            if key.section != section, let title = key.section { lines += ["", "# ---- \(title) ----"] }
            section = key.section
            lines.append("")
            lines += Self.wrapped(key.help).map { "# \($0)" }
            if let value = Self.set[key.name] {
                lines.append("\(key.name): \(value)")
            } else {
                lines.append("#\(key.name): \(key.preset ?? Self.examples[key.name] ?? "")")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 98 {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

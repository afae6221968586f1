import Publishing
import Transport

extension Assets {
    /// Styles and pictures of a static site, and the program that searches it: one classic script, for from disk a page
    /// loads no modules.
    var siteFiles: [SiteFile] {
        let kept = files.filter { $0.key.hasPrefix("/assets/styles/") || $0.key.hasPrefix("/assets/images/icon") }
        let script = ["/assets/client/finding.js", "/assets/views/finding.js"].compactMap { files[$0]?.bytes }
            .map(Self.classic).joined(separator: "\n")
        return kept.sorted { $0.key < $1.key }.map { SiteFile(String($0.key.dropFirst()), $0.value.bytes) }
            + [SiteFile("assets/search.js", Array("(() => {\n\"use strict\";\n\(script)})();\n".utf8))]
    }

    /// A module without its imports, whose words stand beside it then, and its exports.
    private static func classic(_ module: [UInt8]) -> String {
        String(decoding: module, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("import ") }
            .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
            .joined(separator: "\n")
    }
}

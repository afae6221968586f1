import Foundation
import Proceedings

/// Everyone a record gives words to, each with an id inside the document and an address that names them in others.
///
/// The attribution policy was applied as the lines were written: those it does not name are nobody in particular here.
struct Cast: Sendable {
    /// The named first, in the order the record knows them, then those nobody names.
    private(set) var people: [Person] = []
    private var byName: [String: String] = [:]
    private var byQuestion: [Int: String] = [:]

    struct Person: Sendable {
        /// `speaker1`, `nobody`, `asker4`
        let id: String
        /// The same in every record of the site and every time it is printed, as programs know people again by it.
        let address: String
        let name: String
        var speaker: Speaker?
    }

    /// Whose words they are where no name is given.
    private static let nobody = "nobody"

    init(_ outline: Outline) {
        let (site, host) = (outline.transcript.place, outline.transcript.host)
        for speaker in outline.voices { add(speaker, at: host) }
        for name in outline.questions.compactMap(\.wording.name) { add(Speaker(name: name), at: host) }
        if outline.lines.contains(where: { $0.line.note.kind == .speech && !$0.line.isGone && $0.line.speaker == nil })
        {
            people.append(
                Person(
                    id: Self.nobody, address: "/ontology/person/\(Self.encoded(site))/\(Self.nobody)",
                    name: outline.phrases(.speakerNone)))
        }
        for printed in outline.questions where printed.wording.name == nil {
            let person = Person(
                id: "asker\(printed.number)", address: "/ontology/person/\(Self.encoded(site))/\(printed.id)",
                name: outline.phrases(printed.wording.isFromRoom ? .askerRoom : .askerRemote))
            people.append(person)
            byQuestion[printed.number] = person.id
        }
    }

    func id(of line: PrintedLine) -> String { line.speaker.flatMap { byName[$0] } ?? Self.nobody }

    func id(of printed: PrintedQuestion) -> String {
        printed.wording.name.flatMap { byName[$0] } ?? byQuestion[printed.number] ?? Self.nobody
    }

    func name(of id: String) -> String { people.first { $0.id == id }?.name ?? "" }

    private mutating func add(_ speaker: Speaker, at host: String) {
        guard byName[speaker.name] == nil else { return }
        let id = "speaker\(byName.count + 1)"
        byName[speaker.name] = id
        people.append(
            Person(
                id: id, address: "/ontology/person/\(Self.encoded(host))/\(Self.encoded(speaker.name, keeping: ""))",
                name: speaker.name, speaker: speaker))
    }

    /// Percent-encoded, as a part of an address (RFC 3986).
    static func encoded(_ words: String, keeping kept: String = "/:") -> String {
        words.utf8.map { byte in
            let letter = Character(Unicode.Scalar(byte))
            let isKept =
                byte < 0x80 && (letter.isLetter || letter.isNumber || "-._~".contains(letter) || kept.contains(letter))
            return isKept ? String(letter) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension Transcript {
    /// `notes.example.org/m/data-sharing-3`
    var place: String { address.range(of: "://").map { String(address[$0.upperBound...]) } ?? address }

    /// `notes.example.org`
    var host: String { String(place.prefix { $0 != "/" }) }
}

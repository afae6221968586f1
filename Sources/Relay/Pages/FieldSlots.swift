/// A field of a form: its name, how it is asked, what was answered before.
struct Field {
    enum Form {
        case line(type: String)
        case area(rows: Int)
        case choice([(value: String, words: String)])
    }

    let name: String
    let label: String
    var hint: String?
    var form = Form.line(type: "text")
    var isRequired = false

    func slots(value: String, error: String?) -> Slots {
        var slots: Slots = ["name": name, "label": label, "value": value, "hasError": error != nil]
        slots["hint"] = hint
        slots["error"] = error
        slots["describedBy"] = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }]
            .compactMap(\.self).joined(separator: " ")
        slots["isRequired"] = isRequired
        switch form {
        case .line(let type):
            slots["isLine"] = true
            slots["type"] = type
        case .area(let rows):
            slots["isArea"] = true
            slots["rows"] = rows
        case .choice(let options):
            slots["isChoice"] = true
            slots["options"] = options.map { option in
                ["value": option.value, "words": option.words, "isChosen": option.value == value] as Slots
            }
        }
        return slots
    }
}

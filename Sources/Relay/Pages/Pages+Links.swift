package import Proceedings

/// Links made for a meeting, shown once.
package struct CreatedView: Sendable {
    package let title: String
    /// Absolute address of the meeting's page.
    package let attendeeAddress: String
    package var joinCode: String?
    /// Absolute addresses with their secrets.
    package let roleAddresses: [(role: Role, address: String)]
    /// Where the organiser goes on: path of the desk.
    package let nextAddress: String
    /// It plays itself.
    var isRehearsal = false

    package init(
        title: String, attendeeAddress: String, roleAddresses: [(role: Role, address: String)], nextAddress: String
    ) {
        self.title = title
        self.attendeeAddress = attendeeAddress
        self.roleAddresses = roleAddresses
        self.nextAddress = nextAddress
    }
}

/// The organiser's page to make one more link.
package struct InviteView: Sendable {
    package let meeting: MeetingView
    package let formID: String
    /// Just made.
    package var made: (role: Role, address: String)?
    package var error: String?
    /// What another site says to show the meeting.
    var embed: String?

    package init(meeting: MeetingView, formID: String) {
        self.meeting = meeting
        self.formID = formID
    }
}

extension Pages {
    package func created(_ view: CreatedView) -> [UInt8] {
        var attendee = linkSlots("attendee", view.attendeeAddress)
        attendee["code"] = view.joinCode.map { "\($0.prefix(3)) \($0.dropFirst(3))" }
        let roles = view.roleAddresses.map { linkSlots($0.role.rawValue, $0.address) }
        return render(
            "created", title: view.title,
            [
                "meetingTitle": view.title, "links": [attendee] + roles, "nextAddress": view.nextAddress,
                "isRehearsal": view.isRehearsal,
            ])
    }

    package func invite(_ view: InviteView) -> [UInt8] {
        let roles: [Role] = [.scribe, .facilitator, .voice, .organiser, .screen]
        let choice = Field(
            name: "role", label: phrases.say("invite_role"),
            form: .choice(roles.map { ($0.rawValue, phrases.say("role_\($0.rawValue)")) }))
        let name = Field(name: "name", label: phrases.say("invite_name"), hint: phrases.say("invite_name_hint"))
        var slots = barSlots(view.meeting)
        slots["formID"] = view.formID
        slots["hasLink"] = view.made != nil
        slots["embed"] = view.embed
        slots["link"] = view.made.map { linkSlots($0.role.rawValue, $0.address) }
        slots["fields"] = [choice.slots(value: "scribe", error: nil), name.slots(value: "", error: view.error)]
        return render("invite", title: phrases.say("invite_heading"), slots)
    }

    func linkSlots(_ name: String, _ address: String) -> Slots {
        let heading = phrases.say("link_\(name)_heading")
        var slots: Slots = [
            "name": name, "heading": heading, "about": phrases.say("link_\(name)_about"), "address": address,
        ]
        slots["qr"] = qrSlots(address, label: phrases.say("link_qr", ["heading": heading]))
        return slots
    }

    func qrSlots(_ address: String, label: String) -> Slots? {
        QRCode(address).map { ["size": $0.size, "path": $0.path, "label": label] }
    }
}

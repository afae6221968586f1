import Proceedings

extension Pages {
    /// What proves one line, and how it is checked without us.
    func proof(_ proof: LineProof, in view: MeetingView) -> [UInt8] {
        let number = String(proof.line.number)
        let words = view.minutes.note(proof.line)?.body?.words?.plain
        var slots = barSlots(view)
        slots.merge([
            "line": number, "words": words as Any? ?? false, "isCorrected": proof.entry != proof.line,
            "corrected": phrases.say("proof_corrected", ["n": String(proof.entry.number)]), "header": proof.header,
            "salt": proof.salt as Any? ?? false, "body": proof.body as Any? ?? false, "path": proof.path,
            "index": proof.index, "size": proof.size, "root": proof.root, "checkpoint": proof.checkpoint,
            "key": proof.verifierKey, "lineAddress": proof.address,
            "json": "/api/v1/meetings/\(view.slug)/lines/\(number)/proof",
            "tree": "/tlog/\(proof.record.text)/checkpoint",
        ]) { $1 }
        return render(
            "proof", title: phrases.say("proof_title", ["n": number, "title": view.minutes.meeting.title]), slots)
    }
}

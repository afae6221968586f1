import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// WebSockets and event streams: seated, heard, caught up, gone.
extension Hub {
    /// Finds the meeting and role of a new WebSocket and lets it read; a peer that may not is told by close code.
    func seat(_ request: Request) async {
        let peer = request.peer
        do throws(Problem) {
            let seat = try await seat(for: request)
            lobby.sit(peer, on: seat)
            try await attach(peer, to: seat, after: request.position)
            await hearKept(of: peer, in: seat)
        } catch { await turnAway(peer, error) }
    }

    /// Answers an event stream's request by attaching it.
    func stream(_ request: Request) async throws(Problem) {
        let seat = try await seat(for: request)
        lobby.sit(request.peer, on: seat)
        do throws(Problem) { try await attach(request.peer, to: seat, after: request.position) } catch {
            lobby.turnAway(request.peer)
            throw error
        }
    }

    func hear(_ peer: Peer, _ bytes: [UInt8], isText: Bool) async {
        guard isText else {
            let problem = Problem(.badFrame, "Frames are text, not binary.")
            return await listener.say(ServerFrame.refused(id: nil, problem).bytes, to: peer)
        }
        switch lobby.hear(bytes, from: peer) {
        case .now(let seat): await take(bytes, from: peer, in: seat)
        case .tooMuch: await dismiss(peer, .later)
        case .later, .never: break
        }
    }

    /// A peer whose place fell off the reel starts anew from the state.
    func catchUp(_ peer: Peer) async {
        guard let seat = lobby.seat(of: peer) else { return }
        do throws(Problem) { try await attach(peer, to: seat, after: nil) } catch {
            await dismiss(peer, Goodbye(error))
        }
    }

    /// Those who may read something else than before start anew from the state, on another reel.
    func reseat(in record: RecordID, where isMoved: @Sendable (Participant) -> Bool) async {
        for (peer, seat) in lobby.seats(in: record) where isMoved(seat.participant) { await catchUp(peer) }
    }

    /// Returns once something may be there after `position` for the reader, `until` has come, or the reader has gone.
    func wait(
        _ peer: Peer, in sitting: Sitting, after position: Position, as reader: Participant, until: Moment
    ) async {
        await sitting.told()
        guard lobby.waits(peer, for: sitting, by: reader) else { return }
        await sitting.wait(peer, after: position, as: reader, until: until)
    }

    /// The peer's `left` follows.
    func dismiss(_ peer: Peer, _ goodbye: Goodbye) async {
        await listener.dismiss(peer, code: goodbye.rawValue, reason: goodbye.reason)
    }

    /// Cuts off whoever reads or writes by a grant that has ended.
    func sendAway(_ grant: Grant) async {
        guard let record = grant.record else { return }
        let (seats, waiting) = lobby.end(Secret.participant(of: grant.digest, in: record))
        for (peer, sitting) in waiting { await sitting.leave(peer) }
        for (peer, seat) in seats {
            lobby.turnAway(peer)
            await dismiss(peer, .noGrant)
            await seat.sitting.leave(peer)
        }
    }

    func leave(_ peer: Peer) async {
        await lobby.left(peer)?.leave(peer)
    }

    func requirePace(of participant: Participant, from address: String) throws(Problem) {
        try paces.requirePace(of: participant, from: address, at: .now)
    }

    func requireSearch(from address: String) throws(Problem) {
        try paces.requireSearch(from: address, at: .now)
    }

    func requireRoom(for submission: Submission, from address: String) throws(Problem) {
        try paces.requireRoom(for: submission.command, from: address, by: submission.author, at: .now)
    }

    func requireRoom(
        for kind: SeriesCommand.Kind, from address: String, by author: Participant
    ) throws(Problem) {
        try paces.requireRoom(for: kind, from: address, by: author, at: .now)
    }

    /// - Parameter slug: The meeting's, where it has been read from the path already.
    func seat(for request: Request, at slug: String? = nil) async throws(Problem) -> Seat {
        let (listing, participant): (Listing, Participant)
        do throws(Problem) { (listing, participant) = try await whom(request, at: slug) } catch {
            // A browser follows no redirect to a WebSocket: a page that is open finds its meeting all the same.
            guard error.code == .unknownMeeting, slug == nil, let former = request.slug,
                let moved = try await self.listing(formerly: former)
            else { throw error }
            return try await seat(for: request, at: moved.slug)
        }
        guard listing.phase != .closed else {
            throw .closed(site.address(ofMeeting: listing.slug))
        }
        let sitting = try await sitting(of: listing)
        guard lobby.mayStillSit(participant) else { throw Problem(.noGrant, "This link has ended.") }
        let language = request.query("language").flatMap { $0 == Languages.own ? nil : phrases[$0] }
        return Seat(sitting: sitting, participant: participant, address: request.address, phrases: language)
    }

    /// - Throws: `closed` where the peer has gone, or the meeting closed so long ago that its readers were let go.
    private func attach(_ peer: Peer, to seat: Seat, after position: Position?) async throws(Problem) {
        var held = position
        while true {
            let place = await seat.sitting.place(of: seat.participant, after: held)
            let attachment = await listener.attach(
                peer, to: place.reel, after: place.way.position.number, greeting: place.way.greeting,
                isCounted: seat.participant.role.isCounted)
            switch attachment {
            case .attached:
                if !place.mayChange { return }
                if await seat.sitting.isRight(place, for: seat.participant) { return }
                held = nil
            case .gone: throw .closed(site.address(ofMeeting: await seat.sitting.listing.slug))
            // What it holds is too old; or entries told meanwhile pushed the state off the reel: take a newer one.
            case .tooOld: held = nil
            }
        }
    }

    /// Who came without a grant is held to the pace before a frame is read, for reading is the most of the work; the
    /// unfinished lines of staff are no commands and are not counted.
    func take(_ bytes: [UInt8], from peer: Peer, in seat: Seat) async {
        let isStaff = seat.participant.role.isStaff
        if !isStaff {
            do throws(Problem) { try requirePace(of: seat.participant, from: seat.address) } catch {
                return await dismiss(peer, .later)
            }
        }
        do throws(Problem) {
            let frame = try ReceivedFrame(bytes)
            if case .draft(let text) = frame.meaning {
                guard Command.Kind.write.permitted.contains(seat.participant.role) else { return }
                return await seat.sitting.typed(text, by: peer)
            }
            let submission = try Submission(frame, from: seat.participant, reply: .peer(peer, seat.phrases))
            if isStaff { try requirePace(of: seat.participant, from: seat.address) }
            try requireRoom(for: submission, from: seat.address)
            await seat.sitting.receive(submission)
        } catch {
            await refusals.note(error.code)
            let problem = error.said(in: seat.phrases)
            await listener.say(ServerFrame.refused(id: ClientFrame.id(in: bytes), problem).bytes, to: peer)
        }
    }
}

extension Goodbye {
    /// The close code for a peer that may not sit down.
    init(_ problem: Problem) {
        self =
            switch problem.code {
            case .noGrant, .notPermitted: .noGrant
            case .closed: .closed
            case .unknownMeeting: .unknownMeeting
            default: .later
            }
    }
}

extension Problem {
    /// - Parameter address: The meeting's.
    static func closed(_ address: String) -> Problem {
        Problem(.closed, "The meeting is closed. Its record is at \(address)/record.")
    }

    static func tooFast(_ limit: Int) -> Problem {
        Problem(
            .tooFast, "At most \(limit) commands a minute from one participant. Wait a moment and send it again.",
            limit: limit, retryAfter: (60 + limit - 1) / limit)
    }
}

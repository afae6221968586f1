import Proceedings
import Transport
import Wire

// WebSockets that have opened are seated together: after a restart thousands come back at once.
extension Hub {
    /// Seats those who have come, and who comes meanwhile.
    func seatComers() async {
        while case let requests = lobby.nextComers(), !requests.isEmpty {
            var seated: [(request: Request, seat: Seat)] = []
            for request in requests {
                // To a meeting that has still to be read, each goes alone, so that nobody waits for it with them.
                guard let slug = request.slug, liveSitting(at: slug) != nil else {
                    errands.add { await self.seat(request) }
                    continue
                }
                do throws(Problem) {
                    let seat = try await seat(for: request, at: slug)
                    lobby.sit(request.peer, on: seat)
                    seated.append((request, seat))
                } catch { await turnAway(request.peer, error) }
            }
            // Last, so that hardly anything can be taken back between a state and its reader.
            var comers: [Listener.Comer] = []
            for (request, seat) in seated { comers.append(await comer(request, to: seat)) }
            for ((request, seat), attachment) in zip(seated, await listener.attach(comers)) {
                if attachment == .attached {
                    await hearKept(of: request.peer, in: seat)
                } else {
                    errands.add { await self.seat(request) }
                }
            }
        }
    }

    /// Takes the frames that came before the peer sat.
    func hearKept(of peer: Peer, in seat: Seat) async {
        while let frame = lobby.nextKept(of: peer) { await take(frame, from: peer, in: seat) }
        // It may have left while its last frame was taken.
        if lobby.seat(of: peer) == nil { await seat.sitting.leave(peer) }
    }

    func turnAway(_ peer: Peer, _ problem: Problem) async {
        lobby.turnAway(peer)
        await dismiss(peer, Goodbye(problem))
    }

    private func comer(_ request: Request, to seat: Seat) async -> Listener.Comer {
        let role = seat.participant.role
        let way = await seat.sitting.way(after: request.position, as: role)
        return Listener.Comer(
            request.peer, to: await seat.sitting.reel(for: role), after: way.position.number, greeting: way.greeting,
            isCounted: role.isCounted)
    }
}

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
            var places: [Place] = []
            for (request, seat) in seated {
                places.append(await seat.sitting.place(of: seat.participant, after: request.position))
            }
            let comers = zip(seated, places).map { comer($0.request, to: $1, as: $0.seat.participant.role) }
            for (((request, seat), place), attachment) in zip(zip(seated, places), await listener.attach(comers)) {
                if attachment == .attached {
                    if place.mayChange, await !seat.sitting.isRight(place, for: seat.participant) {
                        await catchUp(request.peer)
                    }
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

    private func comer(_ request: Request, to place: Place, as role: Role) -> Listener.Comer {
        Listener.Comer(
            request.peer, to: place.reel, after: place.way.position.number, greeting: place.way.greeting,
            isCounted: role.isCounted)
    }
}

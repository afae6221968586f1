import Proceedings

/// A show of hands as the record prints it.
struct PrintedPoll: Sendable {
    let poll: Poll
    let rows: [Row]
    /// "Outside the room: For 8, Against 1. In the room: For 12, Against 3."
    let counts: String
    /// "By name.", "Anonymous."
    let secrecy: String

    /// Its id in every publication: `poll2`.
    var id: String { "poll\(poll.number)" }

    struct Row: Sendable {
        let option: String
        let remote: Int
        /// `nil` where nobody counted in the room.
        let room: Int?
        /// Who chose it, where that was published.
        let names: [String]
    }

    /// - Returns: `nil` while it is open.
    init?(_ poll: Poll, in phrases: Phrases) {
        guard let remote = poll.remote else { return nil }
        self.poll = poll
        rows = poll.asked.options.enumerated().map { place, option in
            Row(
                option: option, remote: remote[place],
                room: poll.room?[place],
                names: poll.names.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? [])
        }
        let outside = rows.map { "\($0.option) \($0.remote)" }.joined(separator: ", ")
        let inside = rows.compactMap { row in row.room.map { "\(row.option) \($0)" } }.joined(separator: ", ")
        counts = [
            phrases(.pollRemote, ["counts": outside]), inside.isEmpty ? nil : phrases(.pollRoom, ["counts": inside]),
        ].compactMap(\.self).joined(separator: " ")
        secrecy = phrases(poll.asked.isNamed ? .pollNamed : .pollAnonymous)
    }

    /// All of it, for the forms without tables.
    var sentence: String {
        [poll.asked.question.unbroken, secrecy, counts, names.joined(separator: "; ")].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// "For: Ann, Bo"; empty where nothing was published.
    var names: [String] {
        rows.filter { !$0.names.isEmpty }.map { "\($0.option): \($0.names.joined(separator: ", "))" }
    }
}

/// One who spoke from the speakers list.
struct PrintedTurn: Sendable {
    let turn: Turn
    /// "Mary (Southend), in the room"
    let who: String
    /// "1:05"
    let length: String
}

// Shows of hands, who spoke, who followed.
extension Outline {
    /// Those that were closed, by number.
    var polls: [PrintedPoll] { minutes.polls.all.compactMap { PrintedPoll($0, in: phrases) } }

    /// Those who were called, in the order they spoke.
    var turns: [PrintedTurn] {
        let spoken = minutes.speakersList.all.filter { $0.calledAt != nil && $0.spoken != nil }
        let ordered = spoken.sorted {
            ($0.calledAt?.milliseconds ?? 0, $0.number) < ($1.calledAt?.milliseconds ?? 0, $1.number)
        }
        return ordered.map { turn in
            PrintedTurn(turn: turn, who: who(turn), length: Self.length(turn.spoken ?? 0))
        }
    }

    /// "Spoken in the room: 12:10. From outside it: 3:05. Civil society: 4:10."; `nil` where nobody was called.
    var speakingTimes: String? {
        let turns = turns.map(\.turn)
        guard !turns.isEmpty else { return nil }
        func sum(_ some: [Turn]) -> String { Self.length(some.compactMap(\.spoken).reduce(0, +)) }
        let sectors = Sector.allCases.compactMap { sector -> String? in
            let own = turns.filter { $0.wish?.sector == sector }
            return own.isEmpty ? nil : phrases(.turnsSector, ["sector": phrases(sector), "time": sum(own)])
        }
        let whole = phrases(
            .turnsSum,
            [
                "room": sum(turns.filter { $0.wish?.isFromRoom == true }),
                "remote": sum(turns.filter { $0.wish?.isFromRoom != true }),
            ])
        return ([whole] + sectors).joined(separator: " ")
    }

    /// "At most 214 followed from outside the room. From Leeds 8, elsewhere a few."; `nil` where nobody did.
    var audience: String? {
        let counted = minutes.participation.following.map(\.following)
        guard let last = counted.last else { return nil }
        let most = counted.compactMap(\.followers).max() ?? 0
        let places = last.places.map(group) + (last.hasOthers ? [phrases(.audienceElsewhere)] : [])
        let sectors = last.sectors.map { one in
            Sector(rawValue: one.name).map { group(Following.Group(phrases($0), one.count ?? 0)) } ?? group(one)
        }
        return [
            phrases(.audienceMost, ["n": "\(most)"]),
            places.isEmpty ? nil : phrases(.audiencePlaces, ["list": places.joined(separator: ", ")]),
            sectors.isEmpty ? nil : phrases(.audienceSectors, ["list": sectors.joined(separator: ", ")]),
        ].compactMap(\.self).joined(separator: " ")
    }

    /// How many followed, from time to time.
    var audienceCurve: [(time: String, followers: Int)] {
        minutes.participation.following.compactMap { counted in
            counted.following.followers.map { (clock.minute(counted.at), $0) }
        }
    }

    /// "How many followed: 12 at 10:05, 38 at 10:10"; `nil` where nobody counted.
    var audienceCurveSentence: String? {
        let points = audienceCurve.map { phrases(.audiencePoint, ["n": "\($0.followers)", "time": $0.time]) }
        return points.isEmpty ? nil : "\(phrases(.audienceCurve)): \(points.joined(separator: ", "))"
    }

    private func group(_ group: Following.Group) -> String {
        "\(group.name) \(group.count.map(String.init) ?? phrases(.audienceFew))"
    }

    private func who(_ turn: Turn) -> String {
        let wish = turn.wish
        let name = wish?.name ?? phrases(.turnSomebody)
        let kind: String? =
            switch wish?.kind {
            case .pointOfOrder: phrases(.turnPointOfOrder)
            case .reply: phrases(.turnReply)
            case .contribution, nil: nil
            }
        return [
            wish?.place.map { "\(name) (\($0))" } ?? name, wish?.sector.map { phrases($0) },
            phrases(wish?.isFromRoom == true ? .questionRoom : .questionRemote), kind,
        ].compactMap(\.self).joined(separator: ", ")
    }

    /// `12:05`
    private static func length(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
}

extension Phrases {
    func callAsFunction(_ sector: Sector) -> String {
        switch sector {
        case .publicSector: self(.sectorPublic)
        case .privateSector: self(.sectorPrivate)
        case .civilSociety: self(.sectorCivil)
        case .academia: self(.sectorAcademia)
        case .media: self(.sectorMedia)
        case .individual: self(.sectorIndividual)
        case .other: self(.sectorOther)
        }
    }
}

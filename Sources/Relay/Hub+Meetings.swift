import Foundation
import HTTPTypes
import Logging
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Meetings as a whole: found, founded, read.
extension Hub {
    /// - Throws: `unknownMeeting`.
    func listing(of slug: String) async throws(Problem) -> Listing {
        if let sitting = liveSitting(at: slug) { return await sitting.listing }
        let listing: Listing?
        do throws(RecorderError) { listing = try await store.listing(slug: slug) } catch { throw unreadable(error) }
        guard let listing else {
            throw Problem(.unknownMeeting, "No meeting has this address. Check the link, or find it on the home page.")
        }
        return listing
    }

    func listing(of record: RecordID) async throws(Problem) -> Listing {
        let listing: Listing?
        do throws(RecorderError) { listing = try await store.listing(record: record) } catch { throw unreadable(error) }
        guard let listing else { throw Problem(.unknownMeeting, "The meeting of this link is gone.") }
        return listing
    }

    /// - Returns: `nil` where no meeting has this record.
    func listingIfAny(of record: RecordID) async throws(Problem) -> Listing? {
        do throws(RecorderError) { return try await store.listing(record: record) } catch { throw unreadable(error) }
    }

    /// - Returns: `nil` where no meeting had this address once and has another now.
    func listing(formerly slug: String) async throws(Problem) -> Listing? {
        do throws(RecorderError) { return try await store.listing(formerly: slug) } catch { throw unreadable(error) }
    }

    /// The open meeting with a join code.
    func listing(withCode code: String) async throws(Problem) -> Listing? {
        do throws(RecorderError) {
            guard let listing = try await store.listing(joinCode: code) else { return nil }
            return listing.phase == .open || listing.phase == .paused ? listing : nil
        } catch { throw unreadable(error) }
    }

    func listings() async throws(Problem) -> [Listing] {
        do throws(RecorderError) { return try await store.listings() } catch { throw unreadable(error) }
    }

    /// Whom a request to a meeting's address speaks for.
    func whom(_ request: Request, at slug: String? = nil) async throws(Problem) -> (Listing, Participant) {
        guard let slug = slug ?? request.slug else { throw Problem(.unknownMeeting, "No meeting has this address.") }
        return try await whom(request, in: slug, as: try request.role())
    }

    func whom(
        _ request: Request, in slug: String, as role: Role
    ) async throws(Problem) -> (Listing, Participant) {
        let listing = try await listing(of: slug)
        return (listing, try await admission.participant(for: request, as: role, in: listing, at: now()))
    }

    /// Everything of a record that readers are given, from the live sitting or the archive.
    func floor(of listing: Listing) async throws(Problem) -> Floor {
        guard let sitting = try await readable(listing) else { return try await archived(listing.record) }
        return await sitting.standing()
    }

    /// JSON of what readers are given of a meeting.
    func answer(
        to wish: Encodings.Wish, for participant: Participant, of listing: Listing
    ) async throws(Problem) -> [UInt8] {
        guard let sitting = try await readable(listing) else {
            let floor = try await archived(listing.record)
            return floor.answer(to: wish, as: floor.reader(participant))
        }
        return await sitting.answer(to: wish, for: participant)
    }

    /// - Returns: `nil` where the meeting has closed and its readers were let go: the archive has it.
    func readable(_ listing: Listing) async throws(Problem) -> Sitting? {
        if let sitting = liveSitting(listing.record) { return sitting }
        return listing.phase == .closed ? nil : try await sitting(of: listing)
    }

    /// A closed meeting's.
    func archived(_ record: RecordID) async throws(Problem) -> Floor {
        do throws(RecorderError) { return try await archive.floor(of: record) } catch { throw unreadable(error) }
    }

    /// What a command gets that comes after the close: the record may still be put right, the meeting goes on no more.
    func lateOutcome(of submission: Submission, in listing: Listing) async throws(Problem) -> Outcome {
        guard submission.command.kind.isForTheRecord else {
            return try await archived(listing.record).lateOutcome(of: submission)
        }
        for _ in 1..<Self.tries {
            let sitting = try await sitting(of: listing, isForTheRecord: true)
            let outcome = await sitting.outcome(of: submission)
            // The rules never say so of such a command: the sitting was let go before it heard this one.
            guard case .refused(_, let problem) = outcome, problem.code == .closed else { return outcome }
        }
        return try await sitting(of: listing, isForTheRecord: true).outcome(of: submission)
    }

    private static let tries = 3

    /// Gives a meeting another address; its old ones lead there from now on.
    ///
    /// - Throws: `badValue` for what is no address, or another meeting's.
    func move(_ listing: Listing, to slug: String) async throws(Problem) -> Listing {
        guard let slug = Slug.checked(slug) else { throw .badSlug }
        let taken = Problem(.badValue, "“slug” must be an address no other meeting has, or had: “\(slug)” is taken.")
        if let former = try await self.listing(formerly: slug), former.record != listing.record { throw taken }
        do throws(RecorderError) {
            while var moved = try await store.listing(record: listing.record), moved.slug != slug {
                moved.slug = slug
                try await store.enter(moved)
                await rename(to: moved)
            }
            return try await store.listing(record: listing.record) ?? listing
        } catch {
            throw error.code == .slugTaken ? taken : unreadable(error)
        }
    }

    /// Founds a meeting and its record.
    ///
    /// - Parameters:
    ///   - slug: The address wished for; `nil` makes one of the title. A taken one gets a number.
    ///   - record: Given where the same founding must not happen twice; the second returns what the first entered.
    ///   - more: Lines that follow the founding ones, as an import has them.
    /// - Returns: The listing, as entered.
    /// - Throws: What the rules refuse; `full`, `notRecorded`.
    func found(
        _ meeting: Meeting, speakers: [Speaker], breakouts: [Breakout.Plan] = [], watched: [String] = [], slug: String?,
        visibility: Meeting.Visibility, by role: Role,
        record: RecordID, more: [Line] = []
    ) async throws(Problem) -> Listing {
        let lines: [Line]
        do throws(Refusal) {
            lines =
                try Chamber.founding(meeting, speakers: speakers, breakouts: breakouts, watched: watched, by: role)
                + more
        } catch { throw Problem(error) }
        let now = now()
        let entries = lines.enumerated().map { Entry(Position($0 + 1), at: now, $1) }
        let minutes = Minutes(entries)
        if minutes.phase != .closed { try await requireRoom(for: record) }
        while true {
            let listing = Listing(
                record: record, slug: try await freeSlug(slug ?? Slug.make(of: meeting.title)),
                visibility: visibility, title: meeting.title, startsAt: meeting.startsAt,
                timeZone: meeting.timeZone, phase: minutes.phase, joinCode: nil, createdAt: now,
                closedAt: minutes.times.closed)
            do throws(RecorderError) {
                _ = try await store.begin(record, host: site.host, at: now)
                try await store.append(
                    RecordStore.Batch(entries: entries, receipts: [], withdrawn: [], listing: listing), to: record)
                if minutes.phase == .closed { _ = try await store.sign(record, at: now) }
                return listing
            } catch {
                switch error.code {
                case .slugTaken: continue  // somebody was quicker; the next number is free
                case .movedOn: return try await self.listing(of: record)
                default: throw unreadable(error)
                }
            }
        }
    }

    /// - Throws: `full`, unless the record is there already.
    private func requireRoom(for record: RecordID) async throws(Problem) {
        let living = try await listings().filter { $0.phase != .closed }
        guard living.count >= site.mostMeetings, !living.contains(where: { $0.record == record }) else { return }
        throw Problem(
            .full,
            """
            The server holds \(site.mostMeetings) meetings that are not closed, as many as it may. Close one, or ask \
            its operator for more (--meetings).
            """, limit: site.mostMeetings)
    }

    func freeSlug(_ wish: String) async throws(Problem) -> String {
        guard let wish = Slug.checked(wish) else {
            throw .badSlug
        }
        var taken = Set(try await listings().map(\.slug))
        do throws(RecorderError) { taken.formUnion(try await store.formerSlugs()) } catch { throw unreadable(error) }
        guard taken.contains(wish) else { return wish }
        return (2...).lazy.map { "\(wish)-\($0)" }.first { !taken.contains($0) } ?? wish
    }
}

extension Problem {
    static let badSlug = Problem(
        .badValue, "“slug” must be 1–60 letters a–z, digits and hyphens, such as data-sharing-3.")
}

/// The part of an address that names a meeting.
enum Slug {
    static func make(of title: String) -> String {
        let plain = title.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = String(words.joined(separator: "-").prefix(60))
        return slug.isEmpty ? "meeting" : String(slug.reversed().drop { $0 == "-" }.reversed())
    }

    static func checked(_ slug: String) -> String? {
        guard (1...60).contains(slug.count), slug.first != "-", slug.last != "-",
            slug.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
        else { return nil }
        return slug
    }
}

extension RecordStore {
    /// Six digits that open no meeting now.
    func freeJoinCode() async throws(RecorderError) -> String {
        while true {
            let code = Secret.joinCode()
            if try await listing(joinCode: code) == nil { return code }
        }
    }
}

extension Listing {
    /// A code is given when a meeting opens and goes when it closes.
    var needsJoinCode: Bool { joinCode == nil && (phase == .open || phase == .paused) }
}

import Crypto
import HTTPTypes
import Procedure
package import Proceedings
package import Recorder
import Transport
import Wire

/// Who may enter, as what. Grants are capability links: whoever shows the secret has exactly that power.
package actor Admission {
    private let store: RecordStore
    private let site: Site
    /// By digest of the secret. All live grants of this house.
    private var grants: [[UInt8]: Grant]
    /// Of this run: nobody who reads the record's receipts can make a device of a form's id.
    private let formKey = SymmetricKey(size: .bits256)

    package init(_ store: RecordStore, of site: Site) async throws(RecorderError) {
        self.store = store
        self.site = site
        grants = [:]
        for grant in try await store.grants() { grants[grant.digest] = grant }
    }

    /// Names on links were erased.
    func reread() async throws(RecorderError) {
        for grant in try await store.grants() where grants[grant.digest] != nil { grants[grant.digest] = grant }
    }

    /// The participant a request speaks for.
    ///
    /// - Parameters:
    ///   - role: As the request named it; the highest role held is never taken by itself.
    ///   - listing: The meeting it is about. Of a rapporteur’s links, that for the group in `breakout`, else the newest.
    /// - Returns: An attendee is who their device is; one without a token has no id, and so has a screen: they may read.
    /// - Throws: `noGrant`.
    func participant(
        for request: Request, as role: Role, in listing: Listing, at now: Instant
    ) throws(Problem) -> Participant {
        if request.entrance == .control { return Participant(id: "control", role: role) }
        if role.onlyReads, listing.visibility != .invited { return reader(request, as: role, in: listing) }
        let shown = grants(shownBy: request, at: now)
        if role.onlyReads, let grant = shown.first(where: { $0.record == listing.record }) {
            return reader(request, as: role, in: listing, by: grant)
        }
        let breakout = request.query("breakout").flatMap { Int($0) }
        let grants = shown.filter { $0.record == listing.record && $0.role == role }
        guard let grant = grants.first(where: { breakout == nil || $0.breakout == breakout }) else {
            throw Problem(
                .noGrant, "You need a link for the role “\(role.rawValue)” of this meeting. Ask its organiser.")
        }
        return participant(grant, as: role, in: listing)
    }

    /// The participant a request to a series speaks for: its organiser, or who facilitates one of its meetings.
    ///
    /// - Parameters:
    ///   - listing: The series it is about.
    ///   - meetings: The records of its meetings.
    /// - Throws: `noGrant`.
    func participant(
        for request: Request, as role: Role, inSeries listing: SeriesListing, with meetings: Set<RecordID>,
        at now: Instant
    ) throws(Problem) -> Participant {
        if request.entrance == .control { return Participant(id: "control", role: role) }
        let shown = grants(shownBy: request, at: now)
        let isInvited = shown.contains { $0.record.map { $0 == listing.record || meetings.contains($0) } ?? false }
        if role.onlyReads, listing.visibility != .invited || isInvited {
            let device = role == .attendee ? device(shownBy: request) : nil
            return Participant(id: device?.participant(in: listing.record) ?? "", role: role)
        }
        let records = role == .facilitator ? meetings : [listing.record]
        guard let grant = shown.first(where: { $0.role == role && $0.record.map(records.contains) ?? false }) else {
            throw Problem(
                .noGrant, "You need a link for the role “\(role.rawValue)” of this series. Ask its organiser.")
        }
        return Participant(
            id: Secret.participant(of: grant.digest, in: listing.record), role: role, name: grant.name)
    }

    /// The token a request shows, where it may use its cookies; `nil` also where another site's page sent it.
    func device(shownBy request: Request) -> DeviceCookie? {
        mayUseCookies(request) ? DeviceCookie(in: request) : nil
    }

    /// A token for who shows none; `nil` where another site's page sent the request.
    ///
    /// - Parameter form: The id its form came with, by which a second press of it is known.
    func newDevice(for request: Request, form id: String?) -> DeviceCookie? {
        guard mayUseCookies(request) else { return nil }
        guard let page = id?.prefix(Secret.length), Secret.isShaped(page) else { return DeviceCookie() }
        return DeviceCookie(ofForm: String(page), by: formKey)
    }

    /// - Throws: `noGrant` unless the request shows a site organiser's grant or comes by the control socket.
    func requireSiteOrganiser(_ request: Request, at now: Instant) throws(Problem) {
        if request.entrance == .control { return }
        guard isSiteOrganiser(request, at: now) else {
            throw Problem(
                .noGrant,
                "Only a site organiser creates meetings. `openfloor invite --site-organiser --data FOLDER` prints a link."
            )
        }
    }

    func isSiteOrganiser(_ request: Request, at now: Instant) -> Bool {
        grants(shownBy: request, at: now).contains { $0.role == .siteOrganiser && $0.record == nil }
    }

    /// What a request may act as in a meeting, for the page to offer it.
    func roles(shownBy request: Request, in record: RecordID, at now: Instant) -> Set<Role> {
        Set(grants(shownBy: request, at: now).filter { $0.record == record }.map(\.role))
    }

    /// Names on links to roles in a meeting: of those who do more there than follow it.
    func holders(of record: RecordID, at now: Instant) -> [String] {
        grants.values.filter { $0.record == record && !$0.role.onlyReads && isLive($0, at: now) }.compactMap(\.name)
    }

    /// The same in a series: its organiser, and who facilitates one of its meetings.
    func roles(
        shownBy request: Request, inSeries listing: SeriesListing, with meetings: Set<RecordID>, at now: Instant
    ) -> Set<Role> {
        Set(
            grants(shownBy: request, at: now).compactMap { grant -> Role? in
                guard let record = grant.record else { return nil }
                if [.organiser, .linkPerson].contains(grant.role) {
                    return record == listing.record ? grant.role : nil
                }
                return grant.role == .facilitator && meetings.contains(record) ? .facilitator : nil
            })
    }

    /// - Returns: `nil` where no grant has this secret, or it has expired.
    func grant(for secret: String, at now: Instant) -> Grant? {
        grants[Secret.digest(of: secret)].flatMap { isLive($0, at: now) ? $0 : nil }
    }

    /// Makes a grant.
    ///
    /// - Parameters:
    ///   - record: `nil` for the whole site.
    ///   - breakout: The group a rapporteur reports for.
    ///   - name: For whom, as staff will see it.
    /// - Returns: The secret, which is shown once and stored nowhere.
    /// - Throws: `cannotAppend`, `diskFull`; the grant does not hold then.
    package func invite(
        to record: RecordID?, as role: Role, of breakout: Int? = nil, named name: String?, at now: Instant
    ) async throws(RecorderError) -> String {
        let secret = Secret.make()
        let grant = Grant(
            id: Secret.make(), record: record, role: role, breakout: breakout, name: name,
            digest: Secret.digest(of: secret), createdAt: now)
        try await store.add(grant)
        grants[grant.digest] = grant
        return secret
    }

    /// Ends a grant, from this moment for every request.
    ///
    /// - Returns: The grant that ended; `nil` where none in force has this secret.
    /// - Throws: `cannotAppend`, `diskFull`; the grant is then refused until the next start all the same.
    func revoke(_ secret: String, at now: Instant) async throws(RecorderError) -> Grant? {
        guard let grant = grant(for: secret, at: now) else { return nil }
        grants[grant.digest] = nil
        try await store.revoke(grant.id, at: now)
        return grant
    }

    /// Forgets the grants whose time is over.
    ///
    /// - Returns: Those, once.
    func takeExpired(at now: Instant) -> [Grant] {
        let expired = grants.values.filter { !isLive($0, at: now) }
        for grant in expired { grants[grant.digest] = nil }
        return expired
    }

    private func participant(_ grant: Grant, as role: Role, in listing: Listing) -> Participant {
        Participant(
            id: Secret.participant(of: grant.digest, in: listing.record), role: role, name: grant.name,
            breakout: grant.breakout)
    }

    private func reader(
        _ request: Request, as role: Role, in listing: Listing, by grant: Grant? = nil
    ) -> Participant {
        let device = role == .attendee ? self.device(shownBy: request) : nil
        return Participant(
            id: device?.participant(in: listing.record) ?? "",
            role: role, name: grant?.name, grant: grant.map { Secret.participant(of: $0.digest, in: listing.record) })
    }

    private func grants(shownBy request: Request, at now: Instant) -> [Grant] {
        secrets(in: request).compactMap { grants[Secret.digest(of: $0)] }.filter { isLive($0, at: now) }
    }

    private func isLive(_ grant: Grant, at now: Instant) -> Bool {
        grant.revokedAt == nil && grant.expiresAt.map { now < $0 } ?? true
    }

    /// A bearer's secret, and then no cookie; else those of the cookie, where the request may use it.
    ///
    /// A request that changes something, or opens a WebSocket, may use the cookie only from our own pages.
    private func secrets(in request: Request) -> [String] {
        if let bearer = request.bearer { return [bearer] }
        return mayUseCookies(request) ? GrantsCookie(in: request).secrets : []
    }

    func mayUseCookies(_ request: Request) -> Bool {
        if request.bearer != nil { return true }
        let origin = request.headers[.origin]
        let reads = request.method == .get || request.method == .head
        return origin == site.publicURL || (origin == nil && reads && request.headers[.upgrade] == nil)
    }
}

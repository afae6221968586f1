// @ts-check
// The frames of openfloor.v1, as this page reads and writes them.

/**
 * @typedef {string | {strong: Span[]} | {emphasis: Span[]} | {link: Span[], to: string} | {break: true}} Span
 * @typedef {{number: number, title: string, purpose: string, minutes?: number, presenter?: string}} AgendaItem
 * @typedef {{name: string, aliases: string[], role?: string, organisation?: string}} Speaker
 * @typedef {{title: string, timeZone: string, language: string, agenda: AgendaItem[], moderation?: string,
 *   moderationPolicy?: string}} Meeting
 * @typedef {"planned" | "open" | "paused" | "closed"} Phase
 * @typedef {{kind: string, language?: string, translates?: number, text?: Span[], speaker?: any, level?: number, owner?: string,
 *   due?: string, of?: number, number?: number, item?: AgendaItem, meeting?: Meeting, question?: Asked,
 *   since?: number, edited?: boolean, from?: number, reason?: string, into?: number | number[], to?: string,
 *   moderation?: string, turn?: Wish, seconds?: number, poll?: Ballot, counts?: number[], room?: number[],
 *   names?: string[][], announcement?: string, screen?: string, name?: string, sector?: Sector,
 *   report?: ReportHeading, audience?: string, asker?: string, noticed?: Noticed, words?: string[],
 *   erasure?: {lines: number[], ground: string}}} Line
 * @typedef {{breakout: number, name: string, prompt: number, asked: string, origin?: number}} ReportHeading
 * @typedef {{number: number, name: string, lines: number, signedOff?: number}} Breakout
 * @typedef {{words: string, name?: string, organisation?: string, behalf?: string, room?: boolean}} Asked
 * @typedef {{words?: string[], name?: "speaker" | "staff" | "office"}} Noticed Why a question was held for a facilitator.
 * @typedef {Partial<Asked> & {number: number, state: string, edited?: boolean, from?: number, reason?: string,
 *   into?: number[], owner?: string, due?: string, answers?: number[], at?: number, support?: number, since?: number,
 *   asked?: Asked, asker?: string, noticed?: Noticed}} Question As this page may know it; words only where they are public.
 * @typedef {{name?: string, place?: string, about?: string, kind: string, remark?: string, room?: boolean,
 *   sector?: Sector}} Wish `kind` is "contribution", "reply" or "point-of-order".
 * @typedef {{number: number, turn?: Wish, joined?: number, called?: number}} Turn `turn` is absent once erased.
 * @typedef {{closed?: boolean, speaking?: Turn, waiting: Turn[], seconds?: number,
 *   budgets?: {sector: Sector, seconds: number}[], spoken?: Record<string, number>}} Floor `spoken` in milliseconds, by
 *   sector or "unsaid".
 * @typedef {"public-sector" | "private-sector" | "civil-society" | "academia" | "media" | "individual" | "other"} Sector
 * @typedef {{question: string, options: string[], named?: boolean}} Ballot What a show of hands asks.
 * @typedef {Ballot & {number: number, opened: number, closed?: number, voted?: number, remote?: number[],
 *   room?: number[], names?: string[][], published?: boolean}} Poll `remote` once it is closed; lists are per option.
 * @typedef {{name: string, count?: number}} Group `count` is absent below five.
 * @typedef {{places: Group[], sectors: Group[], elsewhere?: boolean, behind?: number, behindBy?: number}} Audience
 * @typedef {{position: number, at: number, kind: string, item?: number, key?: boolean, answers?: number, corrected?: number,
 *   retracted?: number, erased?: number, ground?: string, line?: Line}} LineView
 * @typedef {{meeting: Meeting, phase: Phase, current?: number, takenUpAt?: number, done: number[],
 *   speakers?: Speaker[], lines?: LineView[], before?: number, questions?: Question[], questionOnNow?: number,
 *   questionsPaused?: boolean, barred?: {participant: string, at: number}[], watchedWords?: string[], floor?: Floor, polls?: Poll[], breakouts?: Breakout[], notice?: string, screen?: string, voice?: string,
 *   audience?: Audience, checkpoint?: Checkpoint}} State `screen` is absent where it is "auto".
 * @typedef {{size: number, root: string}} Checkpoint `root` in base64.
 * @typedef {{is: "welcome", epoch: string, from: number, last: number, live?: boolean, state?: State}} Welcome
 * @typedef {{is: "entry", after: number, position: number, at: number, kind?: string, line?: Line}} EntryFrame
 * @typedef {{is: "accepted", id: string, entries: number[]}} Accepted
 * @typedef {{is: "refused", id?: string, code: string, detail: string}} Refused
 * @typedef {{is: "draft", scribe: string, text?: string}} DraftFrame
 * @typedef {{is: "gauge", followers: number, recording: boolean}} Gauge
 * @typedef {{is: "support", counts: Record<string, number>}} Support
 * @typedef {{is: "poll", number: number, voted: number}} PollFrame
 * @typedef {{is: "members", counts: Record<string, number>}} MembersFrame
 * @typedef {{is: "audience"} & Audience} AudienceFrame
 * @typedef {{is: "checkpoint"} & Checkpoint} CheckpointFrame
 * @typedef {Welcome | EntryFrame | Accepted | Refused | DraftFrame | Gauge | Support | PollFrame | AudienceFrame
 *   | CheckpointFrame | MembersFrame} Frame
 * @typedef {{do: string, id?: string, text?: string, line?: number, language?: string, number?: number,
 *   really?: boolean, on?: boolean, name?: string, organisation?: string, behalf?: string, from?: string,
 *   about?: string, kind?: string, remark?: string, sector?: string, option?: number, options?: string[],
 *   named?: boolean, counts?: number[], screen?: string, seconds?: number, prompt?: number}} Command
 */

/** A line holds at most this many bytes of UTF-8. */
export const LINE_LIMIT = 4000;

/**
 * @param {string} text
 * @returns {Frame | null} Null where it is no frame this page knows.
 */
export function parse(text) {
  try {
    const frame = JSON.parse(text);
    return typeof frame?.is === "string" ? frame : null;
  } catch {
    return null;
  }
}

/**
 * @param {Span[]} spans
 * @returns {string} What a reader sees; breaks as newlines.
 */
export function plain(spans) {
  return spans.map((span) => {
    if (typeof span === "string") return span;
    if ("strong" in span) return plain(span.strong);
    if ("emphasis" in span) return plain(span.emphasis);
    if ("link" in span) return plain(span.link);
    return "\n";
  }).join("");
}

/**
 * The addresses of one meeting's interface.
 * @param {string} slug
 * @param {string} role With whatever else says who one is: `rapporteur&breakout=2`.
 * @param {string} language In which a refusal is said.
 */
export function addresses(slug, role, language) {
  const base = `/api/v1/meetings/${slug}`;
  return {
    /** @param {number | null} after */
    live: (after) => `${base}/live?as=${role}&language=${language}${after === null ? "" : `&after=${after}`}`,
    /** @param {number} after @param {number} wait Seconds. */
    entries: (after, wait) => `${base}/entries?as=${role}&after=${after}&wait=${wait}`,
    /** @param {number} before */
    lines: (before) => `${base}/lines?as=${role}&before=${before}`,
    state: `${base}?as=${role}`,
    commands: `${base}/commands?as=${role}&language=${language}`,
    mine: `${base}/mine`,
  };
}

/**
 * An id for a command; works where `crypto.randomUUID` does not (plain http).
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>} fill
 */
export function newId(fill) {
  return "c-" + [...fill(new Uint8Array(15))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

// @ts-check
// A scribe's commands on their way: kept in the browser until the server says they are on disk.
/** @import { Accepted, Command, Refused } from "./wire.js" */
/** @import { Clock } from "./announcer.js" */

/**
 * @typedef {{keys: () => string[], get: (key: string) => string | null, set: (key: string, value: string) => void,
 *   remove: (key: string) => void}} Store
 * @typedef {"sending" | "saved" | "refused"} SendingState
 * @typedef {{id: string, command: Command, typedAt: number, order: number, tab: string,
 *   state: SendingState, why?: string, entries?: number[]}} Outgoing
 */

/** An answer that takes longer is asked for again; the same id makes that harmless. */
const ANSWER_WITHIN = 10_000;
/** Between two tries where the server said "later". */
const LATER = 5_000;
/** A tab shows that it lives this often, and is taken for gone after three times that. */
export const HEARTBEAT = 5_000;
const LATER_CODES = new Set(["not-recorded", "too-fast"]);

export class Outbox {
  /**
   * @param {{store: Store, scope: string, tab: string, clock: Clock, newId: () => string,
   *   send: (command: Command) => boolean, changed: () => void}} parts `scope` names the meeting and role.
   */
  constructor(parts) {
    this.parts = parts;
    this.prefix = `openfloor.outbox/${parts.scope}/`;
    this.tabPrefix = `openfloor.tab/${parts.scope}/`;
    /** @type {Outgoing[]} */
    this.lines = [];
    /** The id that waits for its answer; one at a time, so that lines arrive in the order they were typed. */
    this.inFlight = "";
    this.counter = 0;
    this.isConnected = false;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
    this.beat();
  }

  /** Shows that this tab lives, and takes over what tabs that have gone left unsent. */
  beat() {
    const { store, clock, tab, changed } = this.parts;
    store.set(this.tabPrefix + tab, String(clock.now()));
    const found = [];
    for (const key of store.keys()) {
      if (!key.startsWith(this.prefix) || this.lines.some((line) => this.prefix + line.id === key)) continue;
      const line = this.#read(key);
      if (line && (line.tab === tab || !this.#lives(line.tab))) found.push({ ...line, tab });
    }
    if (found.length === 0) return;
    for (const line of found) this.#keep(line);
    this.lines = [...this.lines, ...found].sort((a, b) => a.typedAt - b.typedAt || a.order - b.order);
    this.counter = Math.max(this.counter, ...this.lines.map((line) => line.order));
    changed();
    this.#next();
  }

  /** The tab closes in good order: another one need not wait to take over. */
  leave() {
    this.parts.store.remove(this.tabPrefix + this.parts.tab);
  }

  /** @param {Command} command Without id. @returns {Outgoing} */
  add(command) {
    const { clock, tab, newId, changed } = this.parts;
    const id = newId();
    const last = this.lines.at(-1)?.typedAt ?? 0;
    /** @type {Outgoing} */
    const line = {
      id,
      command: { ...command, id },
      // A clock set back must not put a line before the one typed earlier.
      typedAt: Math.max(clock.now(), last),
      order: ++this.counter,
      tab,
      state: "sending",
    };
    this.#keep(line);
    this.lines.push(line);
    changed();
    this.#next();
    return line;
  }

  /** Lines that are not known to be on disk. */
  get unsaved() {
    return this.lines.filter((line) => line.state !== "saved").length;
  }

  get hasRefused() {
    return this.lines.some((line) => line.state === "refused");
  }

  /** @param {boolean} isConnected */
  connected(isConnected) {
    this.isConnected = isConnected;
    this.inFlight = "";
    this.cancel?.();
    this.cancel = undefined;
    this.#next();
  }

  /** @param {Accepted | Refused} frame @returns {Outgoing | null} The line it answers. */
  answered(frame) {
    const line = this.lines.find((one) => one.id === frame.id);
    if (!line || line.state === "saved") return null;
    this.#settled(line.id);
    if (frame.is === "accepted") {
      line.state = "saved";
      line.entries = frame.entries;
      this.parts.store.remove(this.prefix + line.id);
    } else if (LATER_CODES.has(frame.code)) {
      this.#later(LATER);
      return line;
    } else {
      line.state = "refused";
      line.why = frame.detail;
      this.#keep(line);
    }
    this.parts.changed();
    this.#next();
    return line;
  }

  /** The record has come as far as `position`: saved lines up to there are shown by it. @param {number} position */
  shown(position) {
    const before = this.lines.length;
    this.lines = this.lines.filter((line) => line.state !== "saved" || Math.max(0, ...line.entries ?? []) > position);
    if (this.lines.length !== before) this.parts.changed();
  }

  /** Takes a line out that the server refused. @param {string} id @returns {Outgoing | undefined} */
  drop(id) {
    const line = this.lines.find((one) => one.id === id && one.state === "refused");
    if (!line) return undefined;
    this.lines = this.lines.filter((one) => one !== line);
    this.parts.store.remove(this.prefix + id);
    this.parts.changed();
    return line;
  }

  #next() {
    if (!this.isConnected || this.inFlight || this.cancel) return;
    const line = this.lines.find((one) => one.state === "sending");
    if (!line || !this.parts.send(line.command)) return;
    this.inFlight = line.id;
    this.#later(ANSWER_WITHIN);
  }

  /** @param {string} id */
  #settled(id) {
    if (this.inFlight !== id) return;
    this.inFlight = "";
    this.cancel?.();
    this.cancel = undefined;
  }

  /** @param {number} wait */
  #later(wait) {
    this.cancel?.();
    this.cancel = this.parts.clock.after(wait, () => {
      this.cancel = undefined;
      this.inFlight = "";
      this.#next();
    });
  }

  /** @param {string} tab */
  #lives(tab) {
    const beat = Number(this.parts.store.get(this.tabPrefix + tab) ?? 0);
    return this.parts.clock.now() - beat < 3 * HEARTBEAT;
  }

  /** @param {Outgoing} line */
  #keep(line) {
    this.parts.store.set(this.prefix + line.id, JSON.stringify(line));
  }

  /** @param {string} key @returns {Outgoing | null} */
  #read(key) {
    try {
      return JSON.parse(this.parts.store.get(key) ?? "null");
    } catch {
      return null;
    }
  }
}

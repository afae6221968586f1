// @ts-check
// One cursor over three transports: WebSocket, then server-sent events, then long poll, stepping down by itself
// where the network asks for it and up again where it allows.
/** @import { Frame } from "./wire.js" */
/** @import { Clock } from "./announcer.js" */
import { parse } from "./wire.js";

/**
 * @typedef {{send: (text: string) => void, close: () => void}} Socket
 * @typedef {{message: (text: string) => void, ended: (code: number) => void}} Ears
 * @typedef {{
 *   openSocket: (address: string, ears: Ears) => Socket,
 *   openStream: (address: string, ears: Ears) => {close: () => void},
 *   get: (address: string, seconds: number) => Promise<{status: number, body: any}>,
 *   post: (address: string, body: object) => Promise<{status: number, body: any, wait?: number}>,
 *   online: () => boolean,
 * }} Net
 * @typedef {ReturnType<typeof import("./wire.js").addresses>} Addresses
 * @typedef {"away" | "offline" | "held" | "restart"} Trouble `held`: something between holds the answer back.
 * @typedef {{is: "connecting" | "lost", rung: number, why: Trouble}
 *   | {is: "connected", rung: number}
 *   | {is: "over", rung: number, why: "forbidden" | "unknown" | "closed"}} Standing
 * @typedef {{
 *   net: Net, clock: Clock, random: () => number, addresses: Addresses, cursor: () => number | null,
 *   frame: (frame: Frame) => void, standing: (standing: Standing) => void,
 *   memory: {read: () => number, write: (rung: number) => void},
 * }} Parts
 */

export const SOCKET = 0;
export const STREAM = 1;
export const POLL = 2;

/** A connection that ends sooner counts against its rung. */
const LIVED = 10_000;
/** The welcome comes within this, or something between holds it back. */
const WELCOME_WITHIN = 3_000;
const POLL_WELCOME_WITHIN = 12_000;
/** The server speaks at least every 35 seconds. */
const SILENCE = 45_000;
/** A timer this late means the machine slept; nothing is learnt about the network. */
const SLEPT = 5_000;
/** On return to the page, silence longer than this is looked into. */
const PROBE_AFTER = 10_000;
/** Waking comes as several events; one new attempt answers them all. */
const JUST_BEGUN = 1_000;
const POLL_SECONDS = 25;
const POLL_SECONDS_LEAST = 5;
const CLIMB_AFTER = 600_000;
const CLIMB_AFTER_OUTAGE = 60_000;
/** The server's word that it restarts, as a close code. */
const RESTART = 1012;

/** @typedef {"forbidden" | "unknown" | "closed"} Final */
/** Close codes after which there is no coming back, and why. @type {Record<number, Final>} */
const FINAL = { 1007: "forbidden", 1009: "forbidden", 4401: "forbidden", 4404: "unknown", 4410: "closed" };
/** The same for HTTP. @type {Record<number, Final>} */
const FINAL_STATUS = { 401: "forbidden", 403: "forbidden", 404: "unknown", 410: "closed" };
/** The server asked to come back later; it tells nothing about the way there. */
const COME_BACK = new Set([RESTART, 1013]);

export class Connection {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.rung = this.#remembered();
    /** Rungs that have carried a connection on this network. @type {Set<number>} */
    this.worked = new Set();
    this.shortLived = 0;
    this.failures = 0;
    /** Goes up with every attempt; what an earlier one still says is not heard. */
    this.attempt = 0;
    /** An attempt is under way or carries. */
    this.isTrying = false;
    this.heardAt = 0;
    this.isOver = false;
    /** The current attempt has brought a welcome. */
    this.heard = false;
    this.began = 0;
    /** @type {Trouble} */
    this.why = "away";
    /** When the rungs above get another chance; 0: no such plan. */
    this.climbAt = 0;
    this.pollSeconds = POLL_SECONDS;
    /** @type {(() => void) | undefined} */
    this.unwatch = undefined;
    /** @type {Socket | null} */
    this.socket = null;
    /** @type {(() => void)[]} */
    this.endings = [];
  }

  start() {
    if (!this.isOver) this.#connect();
  }

  /** For good. @param {Final} why */
  stop(why) {
    this.isOver = true;
    this.#drop();
    this.parts.standing({ is: "over", rung: this.rung, why });
  }

  /** From the cursor again, at once. */
  restart() {
    if (this.isOver) return;
    // Twice within a second would be a loop.
    if (this.parts.clock.now() - this.began < 1_000) this.#retry(2_000);
    else this.#connect();
  }

  /** The page goes out of use and may come back: nothing is kept open for it. */
  rest() {
    this.#drop();
  }

  /** The page is in use again: look whether the stream still is. */
  probe() {
    if (this.isOver) return;
    const silence = this.parts.clock.now() - (this.heard ? this.heardAt : this.began);
    if (this.isTrying && silence < (this.heard ? PROBE_AFTER : JUST_BEGUN)) return;
    this.failures = 0;
    this.#connect();
  }

  /** The network went, came back or became another: begin anew with what is known of this one. */
  renew() {
    if (this.isOver) return;
    this.rung = this.#remembered();
    this.worked.clear();
    this.shortLived = 0;
    this.failures = 0;
    this.climbAt = 0;
    this.#connect();
  }

  #remembered() {
    return Math.min(POLL, Math.max(SOCKET, this.parts.memory.read()));
  }

  #connect() {
    this.#drop();
    const attempt = ++this.attempt;
    this.began = this.parts.clock.now();
    this.isTrying = true;
    this.#trouble("connecting");
    this.#watch(attempt, this.rung === POLL ? POLL_WELCOME_WITHIN : WELCOME_WITHIN);
    if (this.rung === POLL) return void this.#poll(attempt, true);
    const line = this.#open(this.rung, {
      message: (text) => this.#hear(attempt, parse(text)),
      ended: (code) => this.#ended(attempt, code),
    });
    this.socket = line.socket;
    this.endings.push(line.close);
  }

  /** @param {number} rung @param {Ears} ears @returns {{socket: Socket | null, close: () => void}} */
  #open(rung, ears) {
    const { net, addresses, cursor } = this.parts;
    const address = addresses.live(cursor());
    const socket = rung === SOCKET ? net.openSocket(address, ears) : null;
    const line = socket ?? net.openStream(address, ears);
    return { socket, close: () => line.close() };
  }

  #drop() {
    this.attempt += 1;
    this.isTrying = false;
    this.socket = null;
    this.heard = false;
    for (const end of this.endings.splice(0)) end();
  }

  /** @param {"connecting" | "lost"} is */
  #trouble(is) {
    const { net, standing } = this.parts;
    standing({ is, rung: this.rung, why: net.online() ? this.why : "offline" });
  }

  /** @param {number} attempt @param {Frame | null} frame */
  #hear(attempt, frame) {
    if (attempt !== this.attempt || !frame) return;
    this.heardAt = this.parts.clock.now();
    if (!this.heard) this.#welcomed(attempt);
    this.#watch(attempt, SILENCE);
    this.parts.frame(frame);
  }

  /** @param {number} attempt */
  #welcomed(attempt) {
    const { clock, memory, standing } = this.parts;
    this.heard = true;
    this.failures = 0;
    this.why = "away";
    const isOutage = this.rung > SOCKET && this.worked.has(SOCKET);
    // What an outage drove the page to says nothing about the network.
    if (!isOutage) memory.write(this.rung);
    if (this.rung === SOCKET) this.climbAt = 0;
    else this.#planClimb(attempt, this.climbAt || clock.now() + (isOutage ? CLIMB_AFTER_OUTAGE : CLIMB_AFTER));
    standing({ is: "connected", rung: this.rung });
  }

  /** Ends the attempt where nothing is heard in time. @param {number} attempt @param {number} within */
  #watch(attempt, within) {
    const { clock } = this.parts;
    const due = clock.now() + within;
    this.unwatch?.();
    this.unwatch = clock.after(within, () => {
      if (attempt !== this.attempt) return;
      if (clock.now() - due > SLEPT) return this.#connect();
      // One that spoke for a while and fell silent: more likely the way was cut than this way of using it.
      if (this.heard && this.heardAt - this.began >= LIVED) this.worked.add(this.rung);
      this.#stepDown("held");
    });
    if (!this.endings.includes(this.#endWatch)) this.endings.push(this.#endWatch);
  }

  #endWatch = () => this.unwatch?.();

  /** @param {number} attempt @param {number} code Of a WebSocket close; 1006 stands for any failure. */
  #ended(attempt, code) {
    if (attempt !== this.attempt) return;
    if (code in FINAL) return this.stop(FINAL[code]);
    if (COME_BACK.has(code)) {
      this.why = code === RESTART ? "restart" : "away";
      return this.#retry(code === RESTART ? 10_000 : 30_000);
    }
    if (this.heard && this.parts.clock.now() - this.began >= LIVED) {
      this.worked.add(this.rung);
      this.shortLived = 0;
    } else {
      this.shortLived += 1;
    }
    // A rung that has worked here gets more patience: more likely the server is away.
    if (this.shortLived >= (this.worked.has(this.rung) ? 4 : 2)) return this.#stepDown(this.why);
    this.#retryLater();
  }

  /** @param {Trouble} why */
  #stepDown(why) {
    this.shortLived = 0;
    if (this.rung < POLL) {
      this.rung += 1;
      this.why = why;
      this.#connect();
    } else {
      // Not even a plain request gets through: the network or the server is away. Begin at the top again.
      this.rung = SOCKET;
      this.why = "away";
      this.#retryLater();
    }
  }

  /** After a pause that doubles with every failure. */
  #retryLater() {
    this.#retry(1_000 * 2 ** this.failures);
  }

  /** @param {number} longest Milliseconds; the wait is at random from 1 s up to this, at most 30 s. */
  #retry(longest) {
    const { clock, random } = this.parts;
    this.#drop();
    this.failures = Math.min(this.failures + 1, 5);
    const wait = 1_000 + random() * Math.max(0, Math.min(30_000, longest) - 1_000);
    const attempt = this.attempt;
    this.#trouble("lost");
    this.endings.push(clock.after(wait, () => attempt === this.attempt && this.#connect()));
  }

  /** A lower rung is for a network that needs it; now and then those above get another chance. @param {number} attempt @param {number} at */
  #planClimb(attempt, at) {
    const { clock } = this.parts;
    this.climbAt = at;
    this.endings.push(clock.after(Math.max(LIVED, at - clock.now()), () => {
      if (attempt === this.attempt) this.#tryAbove(attempt, SOCKET);
    }));
  }

  /** Tries a rung beside the one that carries, which is let go only once the other speaks. @param {number} attempt @param {number} rung */
  #tryAbove(attempt, rung) {
    const { clock } = this.parts;
    /** The attempt it becomes. */
    let own = 0;
    let isTried = true;
    const fail = () => {
      if (own || !isTried || attempt !== this.attempt) return;
      isTried = false;
      line.close();
      if (rung + 1 < this.rung) this.#tryAbove(attempt, rung + 1);
      else this.#planClimb(attempt, clock.now() + CLIMB_AFTER);
    };
    const line = this.#open(rung, {
      message: (text) => {
        if (!own && isTried && attempt === this.attempt) own = this.#adopt(rung, line);
        this.#hear(own, parse(text));
      },
      ended: (code) => own ? this.#ended(own, code) : fail(),
    });
    this.endings.push(line.close, clock.after(WELCOME_WITHIN, fail));
  }

  /** @param {number} rung @param {{socket: Socket | null, close: () => void}} line @returns {number} Its attempt. */
  #adopt(rung, line) {
    this.endings = this.endings.filter((end) => end !== line.close);
    this.#drop();
    this.endings.push(line.close);
    this.rung = rung;
    this.socket = line.socket;
    this.began = this.parts.clock.now();
    this.isTrying = true;
    this.shortLived = 0;
    this.worked.clear();
    return this.attempt;
  }

  /** @param {number} attempt @param {boolean} isFirst */
  async #poll(attempt, isFirst) {
    const { net, addresses, cursor } = this.parts;
    const wait = isFirst ? 0 : this.pollSeconds;
    try {
      const after = cursor();
      const address = after === null ? addresses.state : addresses.entries(after, wait);
      const { status, body } = await net.get(address, wait + 10);
      if (attempt !== this.attempt) return;
      if (status in FINAL_STATUS) return this.stop(FINAL_STATUS[status]);
      if (status !== 200) return this.#pollFailed(attempt);
      if (body.is === "welcome") this.#hear(attempt, body);
      else {
        const { epoch, from, last, entries } = body;
        this.#hear(attempt, { is: "welcome", epoch, from, last });
        for (const entry of entries) this.#hear(attempt, entry);
      }
      if (attempt === this.attempt) this.#poll(attempt, false);
    } catch {
      this.#pollFailed(attempt);
    }
  }

  /** @param {number} attempt */
  #pollFailed(attempt) {
    if (attempt !== this.attempt) return;
    // Answered until now: perhaps what lies between gives up before the server answers.
    if (this.heard) this.pollSeconds = Math.max(POLL_SECONDS_LEAST, Math.floor(this.pollSeconds / 2));
    else this.rung = SOCKET;
    this.shortLived = 0;
    this.#retryLater();
  }
}

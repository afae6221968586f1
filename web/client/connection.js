// @ts-check
// One cursor over three transports: WebSocket, then server-sent events, then long poll, stepping down by itself.
/** @import { Command, Frame } from "./wire.js" */
/** @import { Clock } from "./announcer.js" */
import { parse } from "./wire.js";

/**
 * @typedef {{send: (text: string) => void, close: () => void}} Socket
 * @typedef {{message: (text: string) => void, ended: (code: number) => void}} Ears
 * @typedef {{
 *   openSocket: (address: string, ears: Ears) => Socket,
 *   openStream: (address: string, ears: Ears) => {close: () => void},
 *   get: (address: string, seconds: number) => Promise<{status: number, body: any}>,
 *   post: (address: string, body: object) => Promise<{status: number, body: any}>,
 * }} Net
 * @typedef {ReturnType<typeof import("./wire.js").addresses>} Addresses
 * @typedef {{is: "connecting" | "connected" | "lost" | "over", rung: number, retryIn?: number, why?: string}} Standing
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
const WELCOME_WITHIN = 4_000;
const POLL_WELCOME_WITHIN = 12_000;
/** The server speaks at least every 20 seconds. */
const SILENCE = 45_000;
/** A timer this late means the machine slept; nothing is learnt about the network. */
const SLEPT = 5_000;
/** On return to the page, silence longer than this is looked into. */
const PROBE_AFTER = 10_000;
const POLL_SECONDS = 25;
const CLIMB_AFTER = 600_000;
const CLIMB_AFTER_OUTAGE = 60_000;

/** Close codes after which there is no coming back, and why. @type {Record<number, string>} */
const FINAL = { 1007: "forbidden", 1009: "forbidden", 4401: "forbidden", 4404: "unknown", 4410: "closed" };
/** The same for HTTP. @type {Record<number, string>} */
const FINAL_STATUS = { 401: "forbidden", 403: "forbidden", 404: "unknown", 410: "closed" };
/** The server asked to come back later; it tells nothing about the way there. */
const COME_BACK = new Set([1012, 1013]);

export class Connection {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.rung = Math.min(POLL, Math.max(SOCKET, parts.memory.read()));
    /** Rungs that have carried a connection on this page. @type {Set<number>} */
    this.worked = new Set();
    this.shortLived = 0;
    this.failures = 0;
    /** Goes up with every attempt; what an earlier one still says is not heard. */
    this.attempt = 0;
    this.heardAt = 0;
    this.isOver = false;
    /** The current attempt has brought a welcome. */
    this.heard = false;
    this.began = 0;
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

  /** For good. @param {string} why */
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

  /** The page is back in view, or the network is: look whether the stream still is. */
  probe() {
    if (this.isOver || (this.heard && this.parts.clock.now() - this.heardAt < PROBE_AFTER)) return;
    this.failures = 0;
    this.#connect();
  }

  /**
   * @param {Command} command
   * @returns {boolean} False: there is no connection; nothing was sent.
   */
  send(command) {
    if (this.isOver || !this.heard) return false;
    if (this.socket) this.socket.send(JSON.stringify(command));
    else if (command.do === "draft") return false;
    else this.#post(command);
    return true;
  }

  /** @param {Command} command */
  async #post(command) {
    const id = command.id ?? "";
    try {
      const { status, body } = await this.parts.net.post(this.parts.addresses.commands, command);
      if (status === 200) this.parts.frame({ is: "accepted", id, entries: body.entries });
      else if (status < 500 || body?.code) {
        this.parts.frame({ is: "refused", id, code: body?.code ?? "bad-frame", detail: body?.detail ?? "" });
      }
    } catch {
      // No answer: the outbox sends it again.
    }
  }

  #connect() {
    this.#drop();
    const attempt = ++this.attempt;
    const { clock, net, addresses, cursor, standing } = this.parts;
    this.heard = false;
    this.began = clock.now();
    standing({ is: "connecting", rung: this.rung });
    this.#watch(attempt, this.rung === POLL ? POLL_WELCOME_WITHIN : WELCOME_WITHIN);
    const ears = {
      message: (/** @type {string} */ text) => this.#hear(attempt, parse(text)),
      ended: (/** @type {number} */ code) => this.#ended(attempt, code),
    };
    if (this.rung === SOCKET) {
      const socket = net.openSocket(addresses.live(cursor()), ears);
      this.socket = socket;
      this.endings.push(() => socket.close());
    } else if (this.rung === STREAM) {
      const stream = net.openStream(addresses.live(cursor()), ears);
      this.endings.push(() => stream.close());
    } else {
      this.#poll(attempt, true);
    }
  }

  #drop() {
    this.attempt += 1;
    this.socket = null;
    this.heard = false;
    for (const end of this.endings.splice(0)) end();
  }

  /** @param {number} attempt @param {Frame | null} frame */
  #hear(attempt, frame) {
    if (attempt !== this.attempt || !frame) return;
    const { clock, memory, standing } = this.parts;
    this.heardAt = clock.now();
    if (!this.heard) {
      this.heard = true;
      this.failures = 0;
      memory.write(this.rung);
      if (this.rung > SOCKET) this.#planClimb(attempt);
      standing({ is: "connected", rung: this.rung });
    }
    this.#watch(attempt, SILENCE);
    this.parts.frame(frame);
  }

  /** Ends the attempt where nothing is heard in time. @param {number} attempt @param {number} within */
  #watch(attempt, within) {
    const { clock } = this.parts;
    const due = clock.now() + within;
    this.unwatch?.();
    this.unwatch = clock.after(within, () => {
      if (attempt !== this.attempt) return;
      if (clock.now() - due > SLEPT) this.#connect();
      else this.#stepDown();
    });
    if (!this.endings.includes(this.#endWatch)) this.endings.push(this.#endWatch);
  }

  #endWatch = () => this.unwatch?.();

  /** @param {number} attempt @param {number} code Of a WebSocket close; 1006 stands for any failure. */
  #ended(attempt, code) {
    if (attempt !== this.attempt) return;
    if (code in FINAL) return this.stop(FINAL[code]);
    const { clock } = this.parts;
    if (COME_BACK.has(code)) return this.#retry(code === 1012 ? 10_000 : 30_000);
    if (this.heard && clock.now() - this.began >= LIVED) {
      this.worked.add(this.rung);
      this.shortLived = 0;
    } else {
      this.shortLived += 1;
    }
    // A rung that has worked here gets more patience: more likely the server is away.
    if (this.shortLived >= (this.worked.has(this.rung) ? 4 : 2)) return this.#stepDown();
    this.#retry(1_000 * 2 ** this.failures);
  }

  #stepDown() {
    this.shortLived = 0;
    if (this.rung < POLL) {
      this.rung += 1;
      this.#connect();
    } else {
      // Not even a plain request gets through: the network or the server is away. Begin at the top again.
      this.rung = SOCKET;
      this.#retry(1_000 * 2 ** this.failures);
    }
  }

  /** @param {number} longest Milliseconds; the wait is at random from 1 s up to this, at most 30 s. */
  #retry(longest) {
    const { clock, random, standing } = this.parts;
    this.#drop();
    this.failures = Math.min(this.failures + 1, 5);
    const wait = 1_000 + random() * Math.max(0, Math.min(30_000, longest) - 1_000);
    const attempt = this.attempt;
    standing({ is: "lost", rung: this.rung, retryIn: Math.round(wait / 1000) });
    this.endings.push(clock.after(wait, () => attempt === this.attempt && this.#connect()));
  }

  /** A lower rung is for a network that needs it; now and then the one above gets another chance. @param {number} attempt */
  #planClimb(attempt) {
    const wait = this.worked.has(SOCKET) ? CLIMB_AFTER_OUTAGE : CLIMB_AFTER;
    this.endings.push(this.parts.clock.after(wait, () => {
      if (attempt !== this.attempt) return;
      this.worked.delete(SOCKET);
      this.rung = SOCKET;
      this.#connect();
    }));
  }

  /** @param {number} attempt @param {boolean} isFirst */
  async #poll(attempt, isFirst) {
    const { net, addresses, cursor } = this.parts;
    try {
      const after = cursor();
      const address = after === null ? addresses.state : addresses.entries(after, isFirst ? 0 : POLL_SECONDS);
      const { status, body } = await net.get(address, isFirst ? 10 : POLL_SECONDS + 10);
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
    this.rung = SOCKET;
    this.shortLived = 0;
    this.#retry(1_000 * 2 ** this.failures);
  }
}

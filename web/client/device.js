// @ts-check
// What this device has asked, supports, answered and said of itself, and its turn to speak. The server knows it by a cookie that comes with its first answer.
/** @import { Command, Question, Sector } from "./wire.js" */
/** @import { Addresses, Net } from "./connection.js" */
/** @import { Store } from "./outbox.js" */

/**
 * @typedef {{is: "accepted"} | {is: "refused", code: string, detail: string}
 *   | {is: "later", detail: string, wait: number}} Answer `later`: the same command may be sent again; `wait` in seconds.
 */

/** Refusals that the server takes back by itself. */
const LATER = new Set(["not-recorded", "too-fast", "queue-full"]);

export class Device {
  /** @param {{net: Net, addresses: Addresses, store: Store, scope: string, changed: () => void}} parts */
  constructor(parts) {
    this.parts = parts;
    this.key = "openfloor.device/" + parts.scope;
    /** What it asked, with the words asked. @type {Question[]} */
    this.questions = [];
    /** @type {Set<number>} */
    this.supports = new Set();
    /** Its number on the speakers list, while it waits or speaks. @type {number | undefined} */
    this.turn = undefined;
    /** The shows of hands it has answered; `option` from 1, only where that is by name. @type {{number: number, option?: number}[]} */
    this.votes = [];
    /** Where it said it follows from. @type {{from?: string, sector?: Sector} | undefined} */
    this.whereabouts = undefined;
    /** It may only read. */
    this.barred = false;
    /** Pressed, and not answered yet. @type {Map<number, boolean>} */
    this.pressed = new Map();
    /** @type {Promise<boolean> | undefined} */
    this.met = undefined;
  }

  /** It has taken part in this meeting before. */
  get isKnown() {
    return this.parts.store.get(this.key) !== null;
  }

  /** Has the server know this device, once. @returns {Promise<boolean>} Whether it does. */
  meet() {
    this.met ??= this.refresh();
    return this.met;
  }

  /** @returns {Promise<boolean>} */
  async refresh() {
    const { net, addresses, changed } = this.parts;
    try {
      const { status, body } = await net.get(addresses.mine, 15);
      if (status !== 200) throw new Error(String(status));
      this.questions = body.questions;
      this.supports = new Set(body.supports);
      this.turn = body.turn;
      this.votes = body.votes ?? [];
      this.whereabouts = body.whereabouts;
      this.barred = body.barred === true;
      changed();
      return true;
    } catch {
      this.met = undefined;
      return false;
    }
  }

  /** @param {number} number */
  isSupporting(number) {
    return this.pressed.get(number) ?? this.supports.has(number);
  }

  /** @param {number} number @param {boolean} on @param {string} id @returns {Promise<Answer>} */
  async support(number, on, id) {
    this.pressed.set(number, on);
    const answer = await this.send({ do: "question-support", id, number, on });
    this.pressed.delete(number);
    if (answer.is === "accepted") this.supports[on ? "add" : "delete"](number);
    return answer;
  }

  /** @param {Command} command @returns {Promise<Answer>} */
  async send(command, isAgain = false) {
    const { net, addresses, store } = this.parts;
    const away = { is: /** @type {const} */ ("later"), detail: "", wait: 0 };
    if (!await this.meet()) return away;
    // Before the answer: a page that is left meanwhile has taken part all the same.
    store.set(this.key, "yes");
    try {
      const { status, body, wait = 0 } = await net.post(addresses.commands, command);
      const { code = "", detail = "" } = body ?? {};
      if (status === 200 && body.is === "accepted") return { is: "accepted" };
      if (code === "no-token" && !isAgain) {
        this.met = undefined;
        return this.send(command, true);
      }
      if (code === "barred") this.refresh();
      return code && !LATER.has(code) && status < 500 ? { is: "refused", code, detail } : { ...away, detail, wait };
    } catch {
      return away;
    }
  }
}

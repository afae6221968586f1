// @ts-check
// A question on its way: kept in the browser from the first letter until the server has said yes or no.
/** @import { Clock } from "./announcer.js" */
/** @import { Answer } from "./device.js" */
/** @import { Store } from "./outbox.js" */
/** @import { Command } from "./wire.js" */

/**
 * @typedef {{text: string, name: string, organisation: string, behalf: string}} Draft
 * @typedef {"" | "sending" | "kept" | "later" | "refused" | "asked"} AskState `kept`: the server is not reached;
 *   `later`: it said so.
 */

/** A question holds at most this many Unicode scalars. */
export const ASK_LIMIT = 500;
/** Pauses between two tries, in milliseconds; each is twice the one before. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/** @type {Draft} */
const EMPTY = { text: "", name: "", organisation: "", behalf: "" };

/** @param {string} text In Unicode scalars, as the server counts. */
export const lengthOf = (text) => [...text].length;

export class Asking {
  /**
   * @param {{store: Store, scope: string, clock: Clock, newId: () => string,
   *   send: (command: Command) => Promise<Answer>, changed: () => void}} parts `scope` names the meeting.
   */
  constructor(parts) {
    this.parts = parts;
    this.draftKey = "openfloor.asking/" + parts.scope;
    this.sentKey = "openfloor.ask/" + parts.scope;
    /** What is being typed. @type {Draft} */
    this.draft = { ...EMPTY, ...this.#read(this.draftKey) };
    /** What was sent and not answered. @type {(Draft & {id: string}) | null} */
    this.sent = this.#read(this.sentKey);
    /** @type {AskState} */
    this.state = "";
    /** The server's words. */
    this.why = "";
    this.tries = 0;
    this.isTrying = false;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
  }

  /** Goes on with what an earlier page left unanswered. */
  start() {
    if (this.sent) this.draft = { ...this.sent };
    this.#send();
  }

  /** @param {Partial<Draft>} draft */
  type(draft) {
    if (this.sent) return;
    this.draft = { ...this.draft, ...draft };
    this.parts.store.set(this.draftKey, JSON.stringify(this.draft));
    if (this.state) this.#become("");
  }

  /** @returns {boolean} False: it is not sent; what is typed is empty, too long, or on its way already. */
  ask() {
    const { text } = this.draft;
    if (this.sent || text.trim() === "" || lengthOf(text.trim()) > ASK_LIMIT) return false;
    this.sent = { ...this.draft, id: this.parts.newId() };
    this.parts.store.set(this.sentKey, JSON.stringify(this.sent));
    this.tries = 0;
    this.#send();
    return true;
  }

  /** The connection is back: no need to wait out the pause. */
  wake() {
    if (!this.cancel) return;
    this.tries = 0;
    this.#send();
  }

  async #send() {
    const { clock, send } = this.parts;
    if (!this.sent || this.isTrying) return;
    this.cancel?.();
    this.cancel = undefined;
    this.isTrying = true;
    if (this.tries === 0 && this.state !== "kept") this.#become("sending");
    const { id, text, ...names } = this.sent;
    const given = Object.fromEntries(Object.entries(names).filter(([_, name]) => name.trim()));
    const answer = await send({ do: "ask", id, text, ...given });
    this.isTrying = false;
    if (answer.is !== "later") return this.#settle(answer);
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.tries++);
    this.cancel = clock.after(Math.max(pause, answer.wait * 1000), () => this.#send());
    this.#become(answer.detail ? "later" : "kept", answer.detail);
  }

  /** @param {Answer} answer */
  #settle(answer) {
    const { store } = this.parts;
    // Another tab may have asked something since.
    if (this.#read(this.sentKey)?.id === this.sent?.id) store.remove(this.sentKey);
    this.sent = null;
    const isAsked = answer.is === "accepted";
    this.draft = isAsked ? { ...this.draft, text: "", behalf: "" } : this.draft;
    store.set(this.draftKey, JSON.stringify(this.draft));
    this.#become(isAsked ? "asked" : "refused", answer.is === "refused" ? answer.detail : "");
  }

  /** @param {AskState} state */
  #become(state, why = "") {
    this.state = state;
    this.why = why;
    this.parts.changed();
  }

  /** @param {string} key */
  #read(key) {
    try {
      return JSON.parse(this.parts.store.get(key) ?? "null");
    } catch {
      return null;
    }
  }
}

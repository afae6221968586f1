// @ts-check
// Asks the server for questions like what is typed, once typing rests: it knows those this page does not hold.
/** @import { Clock } from "./announcer.js" */
/** @import { Question } from "./wire.js" */

/** Shorter, words say too little. Characters. */
const LEAST = 12;
/** As much as tells what is asked. UTF-16 units. */
const MOST = 200;
/** Milliseconds after the last key. */
const REST = 600;

export class Alike {
  /**
   * @param {{clock: Clock, slug: string, isConnected: () => boolean, found: () => void,
   *   get: (address: string, seconds: number) => Promise<{status: number, body: any}>}} parts
   */
  constructor(parts) {
    this.parts = parts;
    /** What the server last found. @type {Question[]} */
    this.questions = [];
    /** What was last asked for. */
    this.asked = "";
    this.typed = "";
    this.isAsking = false;
    /** Typing rested while a request was under way. */
    this.isDue = false;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
  }

  /** @param {string} text */
  type(text) {
    const typed = text.trim();
    if (typed === this.typed) return;
    this.typed = typed;
    this.cancel?.();
    this.cancel = this.parts.clock.after(REST, () => this.#ask());
    if (typed.length < LEAST) this.#take("", []);
  }

  async #ask() {
    const { slug, get, isConnected } = this.parts;
    const { typed } = this;
    this.isDue = this.isAsking;
    if (this.isAsking || typed.length < LEAST || typed === this.asked || !isConnected()) return;
    this.isAsking = true;
    try {
      const like = encodeURIComponent(typed.slice(0, MOST));
      const { status, body } = await get(`/api/v1/meetings/${slug}/questions?like=${like}&as=attendee`, 10);
      if (status === 200 && this.typed.length >= LEAST) this.#take(typed, body.questions);
    } catch {
      // What this page holds is compared all the same.
    }
    this.isAsking = false;
    if (this.isDue) this.#ask();
  }

  /** @param {string} asked @param {Question[]} questions */
  #take(asked, questions) {
    this.asked = asked;
    const isSame = questions.length === 0 && this.questions.length === 0;
    this.questions = questions;
    if (!isSame) this.parts.found();
  }
}

/**
 * @param {Question[]} own What this page found among those it holds. @param {Question[]} others What the server found.
 * @param {Map<number, Question>} held All this page holds. @param {number} most
 */
export const together = (own, others, held, most) =>
  [...own, ...others.filter((one) => !held.has(one.number))].slice(0, most);

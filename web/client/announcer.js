// @ts-check
// What a screen reader is told of new lines: how many, each one, or nothing. Drafts and corrections never.

/**
 * @typedef {"count" | "read" | "off"} Mode
 * @typedef {{now: () => number, after: (milliseconds: number, wake: () => void) => (() => void)}} Clock
 */

/** At most one count in this time. */
const COUNT_EVERY = 10_000;
/** A pause between two notes read out. */
const READ_EVERY = 1_500;
const LONGEST = 300;

export class Announcer {
  /**
   * @param {{clock: Clock, speak: (words: string) => void, sum: (n: number, latest: string) => string}} parts
   */
  constructor({ clock, speak, sum }) {
    this.clock = clock;
    this.speak = speak;
    this.sum = sum;
    /** @type {Mode} */
    this.mode = "count";
    /** @type {string[]} */
    this.waiting = [];
    this.heard = 0;
    this.spokenAt = -COUNT_EVERY;
    this.held = false;
    /** @type {(() => void) | null} */
    this.cancel = null;
  }

  /** @param {Mode} mode */
  become(mode) {
    this.mode = mode;
    this.waiting = [];
  }

  /** While somebody types into a form, announcements wait. @param {boolean} held */
  hold(held) {
    this.held = held;
    if (!held) this.#plan();
  }

  /** A finished line. Each position is announced once. @param {number} position @param {string} words */
  take(position, words) {
    if (position <= this.heard) return;
    this.heard = position;
    if (this.mode === "off") return;
    this.waiting.push(words.length > LONGEST ? words.slice(0, LONGEST) + " …" : words);
    this.#plan();
  }

  #plan() {
    if (this.held || this.cancel || this.waiting.length === 0) return;
    const pause = this.mode === "read" ? READ_EVERY : COUNT_EVERY;
    const wait = Math.max(0, this.spokenAt + pause - this.clock.now());
    if (wait === 0) return this.#say();
    this.cancel = this.clock.after(wait, () => {
      this.cancel = null;
      if (!this.held) this.#say();
    });
  }

  #say() {
    if (this.waiting.length === 0) return;
    this.spokenAt = this.clock.now();
    if (this.mode === "read") {
      this.speak(/** @type {string} */ (this.waiting.shift()));
      this.#plan();
    } else {
      const latest = /** @type {string} */ (this.waiting.at(-1));
      this.speak(this.sum(this.waiting.length, latest));
      this.waiting = [];
    }
  }
}

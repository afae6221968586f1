// @ts-check
// Devices that may only read, and words that wait for a facilitator, as staff hear of them.
/** @import { EntryFrame, Noticed, Question, State } from "./wire.js" */

export class Safeguards {
  /** @param {State} state */
  constructor(state) {
    /** From which device each question came, and what was noticed of it. @type {Map<number, {asker?: string, noticed?: Noticed}>} */
    this.known = new Map();
    /** Since when, by device. @type {Map<string, number>} */
    this.barred = new Map();
    /** @type {string[]} */
    this.words = [];
    this.hold(state);
  }

  /** @param {State} state Takes the place of everything known. */
  hold({ questions = [], barred = [], watchedWords = [] }) {
    this.known = new Map(questions.map(({ number, asker, noticed }) => [number, { asker, noticed }]));
    this.barred = new Map(barred.map(({ participant, at }) => [participant, at]));
    this.words = watchedWords;
  }

  /**
   * @param {EntryFrame} entry
   * @returns {number[] | undefined} Questions that are put aside or come back; undefined where nothing of this changed.
   */
  take({ line, at }) {
    const { asker = "", number = 0, noticed } = line ?? {};
    switch (line?.kind) {
      case "question-received":
      case "question-amended":
        this.known.set(number, { asker, noticed });
        return undefined;
      case "participant-barred":
        this.barred.set(asker, at);
        return this.#askedBy(asker);
      case "participant-unbarred":
        this.barred.delete(asker);
        return this.#askedBy(asker);
      case "words-watched":
        this.words = line.words ?? [];
        return [];
    }
  }

  /** @param {string} participant */
  #askedBy(participant) {
    return [...this.known].filter(([_, { asker }]) => asker === participant).map(([number]) => number);
  }

  /** @param {number} number */
  noticed = (number) => this.known.get(number)?.noticed;

  /** Its device is known, and not barred yet. @param {Question} question */
  mayBar({ number, asked }) {
    const { asker } = this.known.get(number) ?? {};
    return !!asked && !asked.room && asker !== undefined && !this.barred.has(asker);
  }

  /** It waits, and nobody looks at it meanwhile. @param {Question} question */
  isAside({ number, state }) {
    return state === "in-review" && this.barred.has(this.known.get(number)?.asker ?? "");
  }

  /**
   * The one barred first comes first.
   * @param {Question[]} questions @returns {{participant: string, at: number, names: string[], aside: Question[]}[]}
   */
  devices(questions) {
    return [...this.barred].map(([participant, at]) => {
      const own = questions.filter(({ number }) => this.known.get(number)?.asker === participant);
      const names = new Set(own.map(({ asked }) => asked?.name ?? "").filter(Boolean));
      return { participant, at, names: [...names], aside: own.filter((one) => this.isAside(one)) };
    });
  }
}

// @ts-check
// The list of questions as somebody reads it: it stands still until they ask for what has changed since.
/** @import { Question } from "./wire.js" */
/** @import { Questions } from "./questions.js" */
import { isOpen } from "./questions.js";

/** Those that came to something. */
const ENDED = new Set(["answered", "taken-away", "carried-forward"]);

export class StillList {
  /** @param {Questions} questions @param {{all: Map<number, Question>, onNow?: number}} shown As the page was made. */
  constructor(questions, shown = questions) {
    this.questions = questions;
    this.onNow = shown.onNow;
    this.shown = listed(shown);
  }

  refresh() {
    this.onNow = this.questions.onNow;
    this.shown = listed(this.questions);
  }

  /** How many questions are not as shown. */
  get waiting() {
    const live = listed(this.questions);
    const numbers = new Set([...live.keys(), ...this.shown.keys()]);
    const n = [...numbers].filter((number) => print(live.get(number)) !== print(this.shown.get(number))).length;
    return n || Number(this.onNow !== this.questions.onNow);
  }

  /** Those shown with words that are no longer public: they cannot wait. */
  get gone() {
    const { all } = this.questions;
    return [...this.shown.values()].filter((one) => one.words && !all.get(one.number)?.words).map((one) => one.number);
  }

  /** In the order shown: first what is on now, then next, then by support. */
  get groups() {
    const all = [...this.shown.values()].sort((a, b) => a.number - b.number);
    const isNow = (/** @type {Question} */ one) => one.number === this.onNow;
    const isNext = (/** @type {Question} */ one) => Number(one.state === "next");
    return {
      now: all.filter(isNow),
      open: all.filter((one) => isOpen(one) && !isNow(one))
        .sort((a, b) => isNext(b) - isNext(a) || (b.support ?? 0) - (a.support ?? 0)),
      ended: all.filter((one) => !isOpen(one) && !isNow(one)),
    };
  }

  /** One's own press shows at once. @param {number} number @param {number} by 1 or -1. */
  press(number, by) {
    const one = this.shown.get(number);
    if (one) this.shown.set(number, { ...one, support: Math.max(0, (one.support ?? 0) + by) });
  }
}

/** What of a question a list shows. @param {Question | undefined} one */
const print = (one) => one && [one.state, one.words, one.support ?? 0, one.answers, one.owner, one.due].join("|");

/** @param {{all: Map<number, Question>, onNow?: number}} questions */
const listed = ({ all, onNow }) =>
  new Map([...all].filter(([number, one]) => number === onNow || isOpen(one) || ENDED.has(one.state)));

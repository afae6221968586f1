// @ts-check
// Published questions that wait for the room: in the order they came until one asks for that of support, the first few in view.
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
import { part } from "./lines.js";
import { arrange } from "./steady.js";

/** As many as one can choose from at a glance; the style sheet hides the others. */
const SHOWN = 12;

export class WaitingList {
  /** @param {HTMLElement} host @param {MeetingRecord} record @param {Phrases} phrases */
  constructor(host, record, phrases) {
    this.record = record;
    this.phrases = phrases;
    this.list = part(host, '.cases[data-list="published"]');
    this.list.classList.add("is-first-few");
    this.order = part(host, "[data-act=order-waiting]");
    this.whole = part(host, "[data-act=all-waiting]");
    this.order.addEventListener("click", () => this.#orderAnew());
    this.whole.addEventListener("click", () => this.#showAll());
  }

  /** What may be done with the list; its own order stays. */
  show() {
    const { length } = this.#cases;
    this.order.hidden = this.#isOrdered;
    this.whole.hidden = length <= SHOWN || !this.list.classList.contains("is-first-few");
    this.whole.textContent = this.phrases.count("waiting_all", length);
  }

  get #cases() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  get #isOrdered() {
    const all = this.#cases.map((one) => this.#support(one));
    return all.every((n, place) => place === 0 || n <= (all[place - 1] ?? 0));
  }

  /** @param {HTMLElement} element */
  #support({ dataset: { number } }) {
    return this.record.questions.all.get(Number(number))?.support ?? 0;
  }

  #orderAnew() {
    const number = (/** @type {HTMLElement} */ { dataset }) => Number(dataset.number);
    arrange(this.list, this.#cases.sort((a, b) => this.#support(b) - this.#support(a) || number(a) - number(b)));
    this.show();
    part(this.list.parentElement ?? this.list, "#waiting-heading").focus();
  }

  #showAll() {
    const next = this.#cases[SHOWN];
    this.list.classList.remove("is-first-few");
    this.show();
    part(next ?? this.list, "button")?.focus();
  }
}

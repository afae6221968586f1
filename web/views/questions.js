// @ts-check
// The questions beside the notes, loaded once one of them moves or somebody reads them.
/** @import { Question } from "../client/wire.js" */
/** @import { Questions } from "../client/questions.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Addresses, Net } from "../client/connection.js" */
/** @import { TakingPart } from "./taking-part.js" */
import { isOpen } from "../client/questions.js";
import { StillList } from "../client/still.js";
import { hasTakenPart } from "./browser.js";
import { clone, fill, part } from "./lines.js";
import { detail, who } from "./question.js";

/**
 * @typedef {{questions: Questions, served: {all: Map<number, Question>, onNow?: number}, phrases: Phrases, net: Net, addresses: Addresses, slug: string, base: string,
 *   connection: {heard: boolean}}} Parts
 */

export class QuestionBoard {
  /** @param {HTMLElement} host @param {Parts} parts */
  constructor(host, parts) {
    this.host = host;
    this.parts = parts;
    this.base = parts.base;
    this.still = new StillList(parts.questions, parts.served);
    /** Those this page shows, but does not hold: as the server gave them. @type {Map<number, Question>} */
    this.others = new Map();
    /** @type {(number: number) => boolean} */
    this.isSupporting = () => false;
    /** @type {Promise<TakingPart | undefined> | undefined} */
    this.loading = undefined;
    // Loaded before the press that needs it; who turned here before this was listening is here already.
    const section = part(host, "#questions");
    section.addEventListener("submit", (event) => this.#submitted(event));
    for (const sign of ["focusin", "pointerover", "input"]) section.addEventListener(sign, () => this.#party());
    if (hasTakenPart(parts.slug) || section.matches(":focus-within, :hover")) this.#party();
    this.take();
  }

  /** The questions, or one of them, are no longer as they were. @param {number} [number] */
  take(number) {
    const { questions, phrases } = this.parts;
    for (const gone of this.still.gone) this.#blank(gone);
    const n = this.still.waiting;
    if (n > 0 && !this.#isRead()) return this.#show(number);
    const isPut = this.still.onNow !== questions.onNow && questions.onNow !== undefined;
    const news = part(this.host, ".questions-news");
    news.hidden = n === 0;
    news.textContent = isPut
      ? phrases.say("question_put", { n: questions.onNow ?? 0 })
      : phrases.count("question_changes", n);
    this.#showAround(number);
  }

  /** The reader asks for what has changed. */
  showNew() {
    this.#show();
    part(this.host, "#questions-heading").focus();
  }

  /** The connection is back. */
  wake() {
    this.loading?.then((party) => party?.asking.wake());
  }

  /** @param {number} [number] */
  #show(number) {
    this.still.refresh();
    const { now, open, ended } = this.still.groups;
    for (const [name, list] of Object.entries({ now, open, ended })) {
      part(this.host, ".questions-" + name).replaceChildren(...list.map((one) => this.make(one)));
    }
    part(this.host, ".questions-empty").hidden = now.length + open.length > 0;
    part(this.host, ".questions-over").hidden = ended.length === 0;
    part(this.host, ".questions-news").hidden = true;
    this.#showAround(number);
  }

  /** What is not in the list. @param {number} [number] */
  #showAround(number) {
    const { questions, phrases } = this.parts;
    part(document, ".question-count").textContent = String([...questions.all.values()].filter(isOpen).length);
    part(this.host, ".questions-paused").hidden = !questions.paused;
    part(this.host, ".moderation").textContent = phrases.say("moderation_" + questions.moderation);
    this.loading?.then((party) => party?.take(number));
  }

  /** Below the window nobody reads, and a list without questions is not read. */
  #isRead() {
    const place = part(this.host, ".questions-lists");
    return this.still.shown.size > 0 &&
      (place.getBoundingClientRect().top < innerHeight || place.contains(document.activeElement));
  }

  /** Its words are public no more; its place stays. @param {number} number */
  #blank(number) {
    const one = this.parts.questions.all.get(number) ?? { number, state: "unpublished" };
    this.still.shown.set(number, one);
    for (const element of this.#elements(number)) element.replaceWith(this.make(one));
  }

  /** @param {number} number @returns {HTMLElement[]} */
  #elements(number) {
    return [
      .../** @type {NodeListOf<HTMLElement>} */ (this.host.querySelectorAll(`[data-number="${number}"].question`)),
    ];
  }

  /** @param {Question} one */
  make(one) {
    const { phrases, questions } = this.parts;
    const { number, state, words = "", answers = [] } = one;
    const element = clone("t-question");
    element.id = "q" + number;
    element.dataset.number = String(number);
    element.dataset.state = state;
    const isNow = state === "answered" && number === questions.onNow;
    const name = phrases.say("question_n", { n: number });
    part(element, ".label").setAttribute("href", `${this.base}/questions/${number}`);
    part(element, ".answers").replaceChildren(...answers.map((of) => {
      const link = document.createElement("a");
      link.href = `${this.base}/lines/${of}`;
      link.textContent = phrases.say("question_answer", { n: of });
      return link;
    }));
    if (isOpen(one)) part(element, ".of").textContent = name;
    else part(element, ".support").remove();
    fill(element, {
      label: name,
      state: phrases.say("question_" + (isNow ? "now_answered" : state.replace("-", "_"))),
      words,
      who: who(one, phrases),
      detail: detail(one, phrases),
    });
    this.#mark(element, this.isSupporting(number));
    return element;
  }

  /** Says of every question shown whether this device supports it. */
  markAll() {
    for (const number of [...this.still.shown.keys(), ...this.others.keys()]) {
      for (const element of this.#elements(number)) this.#mark(element, this.isSupporting(number));
    }
  }

  /** @param {HTMLElement} element @param {boolean} isOn */
  #mark(element, isOn) {
    const button = part(element, ".support button");
    if (!button) return;
    button.setAttribute("aria-pressed", String(isOn));
    part(button, ".support-word").textContent = this.parts.phrases.say(isOn ? "supported" : "support");
    const number = Number(element.dataset.number);
    const one = this.still.shown.get(number) ?? this.others.get(number);
    part(button, ".count").textContent = String(one?.support ?? 0);
  }

  /** @param {SubmitEvent} event */
  async #submitted(event) {
    event.preventDefault();
    const party = await this.#party();
    if (party) return party.submit(/** @type {HTMLFormElement} */ (event.target));
    this.say(this.parts.phrases.say("not_connected"));
  }

  /** @param {string} words */
  say(words) {
    part(this.host, ".questions-said").textContent = words;
  }

  /** One's own press is seen at once. @param {number} number @param {boolean} isOn */
  press(number, isOn) {
    this.still.press(number, isOn ? 1 : -1);
    const other = this.others.get(number);
    if (other) this.others.set(number, { ...other, support: Math.max(0, (other.support ?? 0) + (isOn ? 1 : -1)) });
    for (const element of this.#elements(number)) this.#mark(element, isOn);
  }

  /** @returns {Promise<TakingPart | undefined>} Undefined where it cannot be loaded now. */
  #party() {
    this.loading ??= import("./taking-part.js").then(
      ({ TakingPart }) => new TakingPart(this.host, this, this.parts),
      () => this.loading = undefined,
    );
    return this.loading;
  }
}

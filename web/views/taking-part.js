// @ts-check
// The box where one asks, and what this device has asked and supports. Loaded when somebody begins to take part.
/** @import { Parts, QuestionBoard } from "./questions.js" */
import { Alike, together } from "../client/alike.js";
import { ASK_LIMIT, Asking, lengthOf } from "../client/asking.js";
import { isOpen } from "../client/questions.js";
import { similar } from "../client/similar.js";
import { newId } from "../client/wire.js";
import { clock, random, store } from "./browser.js";
import { ownDevice } from "./own-device.js";
import { part } from "./lines.js";

const FIELDS = /** @type {const} */ (["text", "name", "organisation", "behalf"]);
/** As many questions as one looks through before asking. */
const SIMILAR = 5;
/** Where many have to ask the server anew, they do not do it at once. Milliseconds. */
const SPREAD = 5_000;
/** Whose words are nobody's any more. */
const GONE = new Set(["unpublished", "withdrawn"]);
/** A device that may only read asks so often whether it still does. Milliseconds. */
const LOOK = 60_000;

export class TakingPart {
  /** @param {HTMLElement} host @param {QuestionBoard} board @param {Parts} parts */
  constructor(host, board, parts) {
    const { questions, phrases, slug } = parts;
    this.host = host;
    this.board = board;
    this.questions = questions;
    this.phrases = phrases;
    this.ownPrint = "";
    /** @type {(() => void) | undefined} */
    this.look = undefined;
    this.form = /** @type {HTMLFormElement} */ (part(host, "#ask-form"));
    this.device = ownDevice(parts, () => this.#showDevice());
    this.asking = new Asking({
      store,
      scope: slug,
      clock,
      newId: () => newId(random),
      send: (command) => this.device.send(command),
      changed: () => this.#showAsking(),
    });
    this.alike = new Alike({
      clock,
      slug,
      get: parts.net.get,
      isConnected: () => parts.connection.heard,
      found: () => this.#showBox(),
    });
    board.isSupporting = (number) => this.device.isSupporting(number);
    const typed = this.#typed();
    this.asking.start();
    if (typed.text) this.asking.type(typed);
    this.#fill();
    this.#showBox();
    this.form.addEventListener("input", () => {
      this.asking.type(this.#typed());
      this.#showBox();
    });
    this.#meet();
  }

  /** What is this device's own is shown as soon as the server has been heard, and not only when something is pressed. */
  async #meet() {
    if (!await this.device.meet()) clock.after(SPREAD + Math.random() * SPREAD, () => this.#meet());
  }

  /** @param {HTMLFormElement} form */
  submit(form) {
    const number = Number(form.closest(".question")?.getAttribute("data-number"));
    if (number) return this.#support(number, form.querySelector("button")?.getAttribute("aria-pressed") !== "true");
    if (!this.asking.ask()) this.#field("text").focus();
  }

  /** @param {number} number @param {boolean} isOn */
  async #support(number, isOn) {
    if (this.device.pressed.has(number)) return;
    this.board.press(number, isOn);
    const answer = await this.device.support(number, isOn, newId(random));
    const isDone = answer.is === "accepted";
    if (!isDone) this.board.press(number, !isOn);
    this.board.say(isDone ? "" : answer.detail || this.phrases.say("not_connected"));
  }

  /** @param {number} [number] What has changed; everything where absent. */
  take(number) {
    this.#showOwn();
    // Those who supported it now support what it was joined with.
    if (number && this.device.supports.has(number) && this.questions.all.get(number)?.state === "merged") {
      clock.after(Math.random() * SPREAD, () => this.device.refresh());
    }
  }

  /** @param {typeof FIELDS[number]} name */
  #field(name) {
    return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (this.form.elements.namedItem(name));
  }

  #typed() {
    const values = FIELDS.map((name) => [name, this.#field(name).value]);
    return /** @type {import("../client/asking.js").Draft} */ (Object.fromEntries(values));
  }

  #fill() {
    for (const name of FIELDS) this.#field(name).value = this.asking.draft[name];
  }

  #showBox() {
    const { text } = this.asking.draft;
    const n = lengthOf(text.trim());
    const over = n - ASK_LIMIT;
    const { phrases } = this;
    part(this.form, ".ask-count").textContent = over > 0
      ? phrases.say("ask_over", { n: over })
      : phrases.say("ask_count", { n });
    this.#field("text").setAttribute("aria-invalid", String(over > 0));
    for (const name of FIELDS) this.#field(name).readOnly = this.asking.sent !== null;
    part(this.form, ".ask-send").setAttribute("aria-disabled", String(this.asking.sent !== null));
    this.#offer(this.asking.sent ? "" : text);
  }

  /** @param {string} text */
  #offer(text) {
    const list = part(this.form, ".similar-list");
    const { all } = this.questions;
    this.alike.type(text);
    const found = together(similar(text, [...all.values()].filter(isOpen)), this.alike.questions, all, SIMILAR);
    for (const one of found) if (!all.has(one.number)) this.board.others.set(one.number, one);
    const names = found.map((one) => one.number).join();
    if (list.dataset.names === names) return;
    list.dataset.names = names;
    list.replaceChildren(...found.map((one) => this.#copy(one)));
    part(this.form, ".similar-said").textContent = found.length > 0 ? this.phrases.count("similar", found.length) : "";
  }

  /** The same question once more on the page. @param {import("../client/wire.js").Question} one */
  #copy(one) {
    const element = this.board.make(one);
    element.removeAttribute("id");
    const button = /** @type {HTMLButtonElement | null} */ (element.querySelector(".support button"));
    if (!button) return element;
    // It may stand in the form that asks, and a form within a form does not tell of its submission.
    const place = document.createElement("p");
    place.className = "support";
    button.type = "button";
    button.addEventListener(
      "click",
      () => this.#support(one.number, button.getAttribute("aria-pressed") !== "true"),
    );
    part(element, ".support").replaceWith(place);
    place.append(button);
    return element;
  }

  async #showAsking() {
    const { state, why } = this.asking;
    if (state === "asked") this.#fill();
    this.#showBox();
    // Some are looked at where others are published as they come.
    const isKnown = state === "asked" && await this.device.refresh();
    if (this.asking.state !== state) return;
    const waits = isKnown ? this.device.questions.at(-1)?.state === "in-review" : this.questions.moderation !== "none";
    const key = state === "asked" ? waits ? "asked_before" : "asked_none" : state;
    part(this.form, ".ask-state").textContent = state ? [why, this.phrases.say("ask_" + key)].join(" ").trim() : "";
  }

  #showDevice() {
    this.board.markAll();
    this.#showOwn();
    const { barred } = this.device;
    this.host.classList.toggle("is-barred", barred);
    const said = part(this.host, ".barred");
    const words = barred ? this.phrases.say("barred") : "";
    if (said.textContent !== words) said.textContent = words;
    this.look?.();
    this.look = barred ? clock.after(LOOK, () => this.#lookAgain()) : undefined;
  }

  async #lookAgain() {
    if (!await this.device.refresh()) this.look = clock.after(LOOK, () => this.#lookAgain());
  }

  /** As the server last said, and as the meeting went on since; touched only where that changed. */
  #showOwn() {
    const { all, onNow } = this.questions;
    const own = this.device.questions.map((one) => {
      const now = { ...one, ...all.get(one.number), support: 0 };
      return { ...now, words: GONE.has(now.state) ? "" : now.words ?? now.asked?.words };
    });
    const print = JSON.stringify([own, onNow]);
    if (print === this.ownPrint) return;
    this.ownPrint = print;
    part(this.host, ".questions-own").hidden = own.length === 0;
    part(this.host, ".own-list").replaceChildren(...own.map((one) => {
      const element = this.#copy(one);
      element.querySelector(".support")?.remove();
      return element;
    }));
  }
}

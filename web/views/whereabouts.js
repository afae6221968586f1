// @ts-check
// Where this device says it follows from, and for whom. Nothing of it is kept here: the server tells it.
/** @import { Addresses, Connection, Net } from "../client/connection.js" */
/** @import { Answer } from "../client/device.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { newId } from "../client/wire.js";
import { random } from "./browser.js";
import { part } from "./lines.js";
import { ownDevice } from "./own-device.js";

export class WhereaboutsForm {
  /** @param {HTMLElement} place @param {{phrases: Phrases, net: Net, addresses: Addresses, slug: string, connection: Connection, isKnown: boolean}} page */
  constructor(place, page) {
    this.place = place;
    this.page = page;
    this.phrases = page.phrases;
    this.form = /** @type {HTMLFormElement} */ (part(place, "form"));
    this.isTyped = false;
    this.isSending = false;
    this.device = ownDevice(page, () => this.#showTold());
    this.form.addEventListener("input", () => this.isTyped = true);
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    // Who turned here before this was listening is here already.
    const meet = () => void this.device.meet();
    for (const sign of ["focusin", "input"]) place.addEventListener(sign, meet, { once: true });
    if (page.isKnown || place.matches(":focus-within")) meet();
  }

  /** @param {"from" | "sector"} name */
  #field(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (this.form.elements.namedItem(name));
  }

  /** As the server last told it. @param {string} [thanks] */
  #showTold(thanks = "where_told") {
    const { from = "", sector = "" } = this.device.whereabouts ?? {};
    const list = [sector && this.phrases.say("sector_" + sector), from].filter(Boolean).join(", ");
    if (list) this.#say(this.phrases.say(thanks, { list }));
    if (this.isTyped || !list) return;
    this.#field("from").value = from;
    this.#field("sector").value = sector;
  }

  /** @param {string} words */
  #say(words) {
    const said = part(this.place, ".whereabouts-own");
    if (said.textContent !== words) said.textContent = words;
  }

  /** @param {SubmitEvent} event */
  async #submitted(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const from = this.#field("from").value.trim() || undefined;
    const sector = this.#field("sector").value || undefined;
    const answer = await this.device.send({ do: "whereabouts", id: newId(random), from, sector });
    await this.#answered(answer, !from && !sector);
    this.isSending = false;
  }

  /** @param {Answer} answer @param {boolean} isTakenBack */
  async #answered(answer, isTakenBack) {
    const { phrases } = this;
    if (answer.is !== "accepted") return this.#say(answer.detail || phrases.say("not_connected"));
    this.isTyped = false;
    await this.device.refresh();
    this.#beCounted();
    if (isTakenBack) this.#say(phrases.say("where_taken_back"));
    else this.#showTold("where_thanks");
    part(this.place, "details").removeAttribute("open");
    part(this.place, "summary").focus();
  }

  /** Only who is there is counted: a stream that began before this device was known is nobody's. */
  #beCounted() {
    if (this.page.isKnown) return;
    this.page.isKnown = true;
    this.page.connection.restart();
  }
}

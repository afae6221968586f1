// @ts-check
// The speakers list beside the notes, and one's own place on it. Loaded once the list changes or somebody turns to it.
/** @import { Addresses, Net } from "../client/connection.js" */
/** @import { SpeakersList } from "../client/floor.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { newId } from "../client/wire.js";
import { hasTakenPart, random } from "./browser.js";
import { part } from "./lines.js";
import { ownDevice } from "./own-device.js";
import { caller } from "./parts.js";

/** As many names as one reads at a glance. */
const NAMED = 3;

export class FloorBoard {
  /** @param {HTMLElement} host @param {{floor: SpeakersList, phrases: Phrases, net: Net, addresses: Addresses, slug: string}} parts */
  constructor(host, parts) {
    this.parts = parts;
    this.section = part(host, "#floor");
    this.device = ownDevice(parts, () => this.show());
    /** One's own place as last shown. @type {number | undefined} */
    this.place = undefined;
    /** What is on its way or was not answered: the same, sent again, is one command. */
    this.sent = { id: "", words: "" };
    this.isSending = false;
    this.section.addEventListener("submit", (event) => this.#submitted(event));
    // Who turned here before this was listening is here already.
    const meet = () => void this.device.meet();
    for (const sign of ["focusin", "pointerover", "input"]) this.section.addEventListener(sign, meet, { once: true });
    if (hasTakenPart(parts.slug) || this.section.matches(":focus-within, :hover")) meet();
    this.show();
  }

  show() {
    const { floor, phrases } = this.parts;
    const speaker = floor.speaking;
    part(this.section, ".floor-speaking").textContent = speaker
      ? phrases.say("floor_speaking", { name: caller(speaker, phrases) })
      : phrases.say("floor_nobody");
    const names = floor.waiting.slice(0, NAMED).map((one) => caller(one, phrases)).join(", ");
    const n = floor.waiting.length - NAMED;
    part(this.section, ".floor-waiting").textContent = !names
      ? phrases.say("floor_empty")
      : phrases.say(n > 0 ? "floor_next_more" : "floor_next", { names, n });
    for (const count of document.querySelectorAll(".floor-count")) count.textContent = String(floor.waiting.length);
    part(this.section, ".floor-closed").hidden = !floor.closed;
    this.#showOwn();
  }

  #showOwn() {
    const { floor, phrases } = this.parts;
    const place = floor.place(this.device.turn);
    const own = floor.waiting.find((one) => one.number === this.device.turn);
    const was = this.place;
    this.place = place;
    const key = place === 0
      ? "floor_turn"
      : place
      ? own?.turn?.remark ? "floor_place_remark" : "floor_place"
      : was === 0
      ? "floor_done"
      : was && "floor_off";
    const said = part(this.section, ".floor-own");
    const words = key ? phrases.say(key, { n: place ?? 0 }) : "";
    // What was said of a place that is gone stays; the same words are not said twice.
    if ((words || place !== undefined) && said.textContent !== words) said.textContent = words;
    part(this.section, ".floor-own-acts").hidden = !place;
    part(this.section, ".floor-ask").hidden = place !== undefined;
  }

  /** @param {SubmitEvent} event */
  async #submitted(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const form = /** @type {HTMLFormElement} */ (event.target);
    const typed = [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value).trim()]);
    const fields = Object.fromEntries(typed.filter(([name, value]) => value && name !== "id"));
    const words = JSON.stringify(fields);
    if (this.sent.words !== words) this.sent = { id: newId(random), words };
    const answer = await this.device.send({ do: "", ...fields, id: this.sent.id });
    this.isSending = false;
    if (answer.is !== "later") this.sent.words = "";
    const isDone = answer.is === "accepted";
    const said = part(this.section, ".floor-said");
    said.textContent = isDone ? "" : answer.detail || this.parts.phrases.say("not_connected");
    if (isDone) this.#taken(form, fields.do);
  }

  /** @param {HTMLFormElement} form @param {string} what */
  #taken(form, what) {
    if (what === "floor-join") {
      for (const name of ["about", "remark"]) {
        /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = "";
      }
      part(this.section, ".floor-ask").removeAttribute("open");
    }
    // The button that was pressed goes.
    if (what !== "floor-later") part(this.section, "#floor-heading").focus();
    this.device.refresh();
  }
}

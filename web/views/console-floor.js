// @ts-check
// The speakers list on the facilitator's console: who speaks and for how long, who waits, and what may be done of it.
/** @import { SpeakersList } from "../client/floor.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Turn } from "../client/wire.js" */
import { clock } from "./browser.js";
import { clone, fill, part } from "./lines.js";
import { fillTurn } from "./turn.js";

/** What is said of a turn that is not simply the next contribution. @type {Record<string, string>} */
const KINDS = { "reply": "floor_reply", "point-of-order": "floor_point_of_order" };

export class FloorDesk {
  /** @param {HTMLElement} section @param {SpeakersList} floor @param {Phrases} phrases */
  constructor(section, floor, phrases) {
    this.section = section;
    this.floor = floor;
    this.phrases = phrases;
    /** When the turn that is on began, by this device's clock. @type {{number: number, at: number} | undefined} */
    this.began = undefined;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
  }

  /** @param {boolean} [isNews] It has just happened; otherwise it is as the page was made. */
  show(isNews = false) {
    const { floor, section } = this;
    const { speaking, waiting, closed, seconds } = floor;
    const hadFocus = section.contains(document.activeElement);
    this.#list("speaking", speaking ? [speaking] : []);
    this.#list("waiting", waiting);
    for (const count of document.querySelectorAll(".floor-count")) count.textContent = String(waiting.length);
    part(section, ".floor-close").hidden = closed;
    part(section, ".floor-reopen").hidden = !closed;
    part(section, ".floor-closed").hidden = !closed;
    const time = /** @type {HTMLSelectElement} */ (part(section, "[name=seconds]"));
    if (time !== document.activeElement) time.value = String(seconds ?? "");
    // What was pressed may be gone; the keyboard stays where it was.
    if (hadFocus && !section.contains(document.activeElement)) part(section, "h2").focus();
    if (speaking && speaking.number !== this.began?.number) {
      const now = Date.now();
      this.began = { number: speaking.number, at: isNews ? now : Math.min(now, speaking.called ?? now) };
    }
    this.#tick();
  }

  /** Those that are here already stay the elements they are. @param {string} name @param {Turn[]} turns */
  #list(name, turns) {
    const list = part(this.section, `[data-turns="${name}"]`);
    const elements = turns.map((one) => {
      const element = part(this.section, `.turn[data-number="${one.number}"]`) ?? this.#make(one);
      element.dataset.stage = name;
      return element;
    });
    for (const old of [...list.children]) if (!elements.some((one) => one === old)) old.remove();
    elements.forEach((element, place) => {
      const there = list.children[place];
      if (there !== element) list.insertBefore(element, there ?? null);
    });
  }

  /** @param {Turn} one */
  #make(one) {
    const { turn, joined } = one;
    const element = clone("t-turn");
    fillTurn(element, one, this.phrases);
    if (!turn?.remark) element.querySelector(".read-out")?.remove();
    if (turn?.room) element.querySelector(".turn-outside")?.remove();
    const kind = KINDS[turn?.kind ?? ""];
    fill(element, { "turn-kind": kind ? this.phrases.say(kind) : "" });
    part(element, ".waited").dataset.since = String(joined ?? "");
    return element;
  }

  #tick() {
    this.cancel?.();
    const { began, section, floor } = this;
    const place = part(section, '[data-turns="speaking"] .turn');
    if (!place || !began) return;
    const spoken = Math.max(0, Math.floor((Date.now() - began.at) / 1000));
    const isOver = floor.seconds !== undefined && spoken > floor.seconds;
    const minutes = String(Math.floor(spoken / 60)).padStart(2, "0");
    part(place, ".turn-clock").textContent = `${minutes}:${String(spoken % 60).padStart(2, "0")}`;
    part(place, ".turn-over").textContent = isOver ? this.phrases.say("floor_over") : "";
    place.classList.toggle("is-over", isOver);
    this.cancel = clock.after(1_000, () => this.#tick());
  }
}

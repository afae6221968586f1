// @ts-check
// The speakers list on the facilitator's console: who speaks and for how long, who waits, and what may be done of it.
/** @import { SpeakersList } from "../client/floor.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Turn } from "../client/wire.js" */
import { speakingTimes, stopwatch } from "../client/budgets.js";
import { clock } from "./browser.js";
import { clone, fill, part } from "./lines.js";
import { arrange } from "./steady.js";
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
    arrange(list, elements);
  }

  /** @param {Turn} one */
  #make(one) {
    const { turn, joined } = one;
    const element = clone("t-turn");
    fillTurn(element, one, this.phrases);
    if (!turn?.remark) element.querySelector(".read-out")?.remove();
    if (turn?.room) { for (const one of element.querySelectorAll(".turn-outside, .turn-bar")) one.remove(); }
    const kind = KINDS[turn?.kind ?? ""];
    fill(element, {
      "turn-kind": kind ? this.phrases.say(kind) : "",
      "turn-sector": turn?.sector ? this.phrases.say("sector_" + turn.sector) : "",
    });
    part(element, ".waited").dataset.since = String(joined ?? "");
    return element;
  }

  #tick() {
    this.cancel?.();
    const { began, section, floor } = this;
    const place = part(section, '[data-turns="speaking"] .turn');
    const running = place && began ? Math.max(0, Date.now() - began.at) : 0;
    this.#showTimes(running);
    if (!place || !began) return;
    const spoken = Math.floor(running / 1000);
    const isOver = floor.seconds !== undefined && spoken > floor.seconds;
    part(place, ".turn-clock").textContent = stopwatch(spoken);
    part(place, ".turn-over").textContent = isOver ? this.phrases.say("floor_over") : "";
    place.classList.toggle("is-over", isOver);
    this.cancel = clock.after(1_000, () => this.#tick());
  }

  /** What each sector has used, and a word when the one that speaks has used all. @param {number} running Milliseconds. */
  #showTimes(running) {
    const { section, phrases } = this;
    const table = part(section, ".floor-budgets tbody");
    let over = "";
    const rows = speakingTimes(this.floor, running).map(({ sector, spoken, budget, isOver, isSpeaking }) => {
      const row = part(table, `[data-sector="${sector}"]`) ?? clone("t-budget");
      const words = phrases.say("sector_" + sector);
      const limit = budget ? phrases.say("minutes", { n: Math.round(budget / 60) }) : "";
      row.dataset.sector = sector;
      row.classList.toggle("is-over", isOver);
      part(row, "th").textContent = words;
      part(row, ".budget-spoken").textContent = stopwatch(spoken);
      part(row, ".budget-limit").textContent = limit;
      if (isOver && isSpeaking) over = phrases.say("budget_used", { sector: words, budget: limit });
      return row;
    });
    arrange(table, rows);
    const place = part(section, ".sector-over");
    if (place.textContent !== over) place.textContent = over;
  }
}

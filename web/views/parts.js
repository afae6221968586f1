// @ts-check
// The smaller parts both pages share: the now line, the agenda, what is typed now.
/** @import { Turn } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
import { progress } from "../client/record.js";
import { clock } from "./browser.js";
import { clone, part } from "./lines.js";

/** What is being discussed now, always in view. */
export class NowLine extends HTMLElement {
  /** Who has the floor. */
  called = "";

  /** @param {MeetingRecord} record @param {Phrases} phrases */
  show(record, phrases) {
    const item = record.currentItem;
    const place = progress(record);
    this.hidden = record.phase === "planned" || record.phase === "closed";
    part(this, ".now-item").textContent = item ? `${item.number} · ${item.title}` : phrases.say("no_item");
    part(this, ".now-progress").textContent = place ? phrases.say("progress", place) : "";
    const { speaking } = record.floor;
    const called = speaking ? caller(speaking, phrases) : "";
    if (called === this.called) return;
    this.called = called;
    part(this, ".now-speaker").textContent = called;
  }

  /** Somebody’s words were noted; whoever has the floor stays. @param {string} name */
  speaks(name) {
    if (!this.called) part(this, ".now-speaker").textContent = name;
  }
}

/** Who waits or speaks, and from where. @param {Turn} one @param {Phrases} phrases */
export function caller({ turn }, phrases) {
  const name = turn?.name ?? phrases.say("floor_somebody");
  return turn?.place ? phrases.say("floor_from", { name, place: turn.place }) : name;
}

/** How many follow, beside the light. @param {number} n @param {Phrases} phrases */
export function showFollowers(n, phrases) {
  const place = part(document, ".followers");
  place.hidden = n === 0;
  place.textContent = phrases.count("followers", n);
}

/** @param {HTMLElement} host @param {MeetingRecord} record @param {Phrases} phrases */
export function showAgenda(host, record, phrases) {
  const items = record.agenda.map((item) => {
    const element = clone("t-agenda-item");
    const isOn = item.number === record.current;
    // Nothing is on now once the meeting has ended.
    const isNow = isOn && record.phase !== "closed";
    const state = isNow ? "now" : isOn || record.done.has(item.number) ? "done" : "next";
    element.dataset.number = String(item.number);
    element.dataset.state = state;
    if (state === "now") element.setAttribute("aria-current", "step");
    part(element, ".agenda-number").textContent = String(item.number);
    part(element, ".agenda-title").textContent = item.title;
    part(element, ".agenda-state").textContent = state === "next" ? "" : phrases.say("agenda_" + state);
    const minutes = item.minutes ? phrases.say("minutes", { n: item.minutes }) : "";
    part(element, ".agenda-about").textContent = [phrases.say("purpose_" + item.purpose), minutes, item.presenter]
      .filter(Boolean).join(" · ");
    return element;
  });
  part(host, ".agenda-list").replaceChildren(...items);
  const empty = host.querySelector(".agenda-empty");
  if (empty instanceof HTMLElement) empty.hidden = items.length > 0;
}

/** @param {HTMLElement} host @param {MeetingRecord} record @param {Phrases} phrases */
export function showPhase(host, record, phrases) {
  for (const element of host.querySelectorAll("[data-for]")) {
    if (element instanceof HTMLElement) element.hidden = !element.dataset.for?.split(" ").includes(record.phase);
  }
  document.body.classList.remove("phase-planned", "phase-open", "phase-paused", "phase-closed");
  document.body.classList.add("phase-" + record.phase);
  const badge = document.querySelector(".phase");
  if (badge instanceof HTMLElement) {
    badge.dataset.phase = record.phase;
    part(badge, ".phase-word").textContent = phrases.say("phase_" + record.phase);
  }
}

/** What others type at this moment: the newest of them, for as long as it is fresh. */
export class Drafts {
  /** @param {HTMLElement} place @param {Phrases} phrases @param {string} otherwise Shown when nobody types. */
  constructor(place, phrases, otherwise) {
    this.place = place;
    this.phrases = phrases;
    this.otherwise = otherwise;
    /** @type {Map<string, string | undefined>} */
    this.typing = new Map();
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
    this.held = "";
  }

  /** @param {string} scribe @param {string | undefined} text Empty: nothing any more. Undefined: withheld. */
  take(scribe, text) {
    this.typing.delete(scribe);
    if (text !== "") this.typing.set(scribe, text);
    this.show();
    this.cancel?.();
    this.cancel = clock.after(20_000, () => this.clear());
  }

  clear() {
    this.typing.clear();
    this.show();
  }

  /** Shows these words and nobody's typing, until called with none. @param {string} words */
  hold(words) {
    this.held = words;
    this.show();
  }

  get isEmpty() {
    return this.typing.size === 0;
  }

  show() {
    const [text] = [...this.typing.values()].slice(-1);
    const says = this.isEmpty ? this.otherwise : text ?? this.phrases.say("drafting");
    this.place.textContent = this.held || says;
    this.place.classList.toggle("has-words", !this.held && !this.isEmpty && text !== undefined);
  }
}

customElements.define("now-line", NowLine);

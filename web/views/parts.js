// @ts-check
// The smaller parts both pages share: the now line, agenda, key moments, settings.
/** @import { LineView, Turn } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
import { progress } from "../client/record.js";
import { plain } from "../client/wire.js";
import { clock, store } from "./browser.js";
import { clone, part, setSymbol } from "./lines.js";

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

/** @returns {Record<string, string>} */
export const readSettings = () => JSON.parse(store.get("openfloor.settings") ?? "{}");

/** What a reader sets for themselves; kept in this browser. */
export class ReadingSettings extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    const kept = readSettings();
    for (const select of this.querySelectorAll("select")) {
      const name = select.dataset.setting ?? "";
      select.value = kept[name] ?? "";
      select.addEventListener("change", () => this.#set(name, select.value));
    }
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    store.set("openfloor.settings", JSON.stringify({ ...readSettings(), [name]: value }));
    const root = document.documentElement;
    if (name !== "announce") {
      if (value) root.dataset[name] = value;
      else delete root.dataset[name];
    }
    this.dispatchEvent(new CustomEvent("setting", { detail: { name, value } }));
  }
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

/** Agreements, disagreements, next steps and marked lines, gathered. */
export class KeyMoments {
  /** @param {HTMLElement} host @param {string} base @param {Phrases} phrases */
  constructor(host, base, phrases) {
    this.host = host;
    this.list = part(host, ".key-list");
    this.base = base;
    this.phrases = phrases;
  }

  /** @param {LineView} line */
  add({ position, kind, line, key }) {
    /** @type {Record<string, string>} */
    const ticks = { decision: "agree", disagreement: "differ", action: "next" };
    const tick = ticks[kind] ?? (key ? "key" : "");
    if (!tick || !line) return;
    this.put(position, tick, this.phrases.say("kind_" + (ticks[kind] ? kind : "key")), plain(line.text ?? []));
  }

  /** @param {number} position @param {string} tick @param {string} label @param {string} words */
  put(position, tick, label, words) {
    if (this.find(position)) return;
    const element = clone("t-key-moment");
    element.dataset.of = String(position);
    element.classList.add("style-" + tick);
    setSymbol(element, "tick-" + tick);
    part(element, "a").setAttribute("href", `${this.base}/lines/${position}`);
    part(element, ".label").textContent = label;
    part(element, ".words").textContent = excerpt(words);
    this.list.append(element);
    this.#count();
  }

  /** @param {number} position */
  find(position) {
    return part(this.list, `[data-of="${position}"]`);
  }

  /** @param {number} position @param {string} words */
  correct(position, words) {
    const element = this.find(position);
    if (element) part(element, ".words").textContent = excerpt(words);
  }

  /** @param {number} position */
  remove(position) {
    this.find(position)?.remove();
    this.#count();
  }

  clear() {
    this.list.replaceChildren();
    this.#count();
  }

  #count() {
    const n = this.list.childElementCount;
    part(this.host, ".key-empty").hidden = n > 0;
    const count = document.querySelector(".key-count");
    if (count) count.textContent = String(n);
  }
}

/** @param {string} words At most 120 characters, cut between words. */
function excerpt(words) {
  if (words.length <= 120) return words;
  const head = words.slice(0, 120);
  return head.slice(0, head.lastIndexOf(" ")) + " …";
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
customElements.define("reading-settings", ReadingSettings);

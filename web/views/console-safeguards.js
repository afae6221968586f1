// @ts-check
// On the facilitator's console: devices that may only read, with what they asked and is put aside, and words to look out for.
/** @import { Noticed, Question } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Safeguards } from "../client/safeguards.js" */
import { clone, part } from "./lines.js";
import { arrange, keep } from "./steady.js";

export class SafeguardDesk {
  /**
   * @param {HTMLElement} host @param {Safeguards} safeguards @param {MeetingRecord} record @param {Phrases} phrases
   * @param {(at: number) => string} time
   */
  constructor(host, safeguards, record, phrases, time) {
    this.section = part(host, ".console-barred");
    this.watched = part(host, ".console-watched");
    this.heading = part(host, "#review-heading");
    this.safeguards = safeguards;
    this.record = record;
    this.phrases = phrases;
    this.time = time;
  }

  show() {
    const { section, safeguards: { words } } = this;
    const hadFocus = section.contains(document.activeElement);
    const list = part(section, ".barred-list");
    const here = /** @type {HTMLElement[]} */ ([...list.children]);
    const devices = this.safeguards.devices([...this.record.questions.all.values()]);
    arrange(
      list,
      devices.map((one) => this.#fill(here.find((old) => old.dataset.participant === one.participant), one)),
    );
    part(section, ".barred-count").textContent = String(devices.length);
    section.hidden = devices.length === 0;
    // What was pressed is gone.
    if (hadFocus && (section.hidden || !section.contains(document.activeElement))) this.heading.focus();
    part(this.watched, ".watched-count").textContent = words.length > 0 ? String(words.length) : "";
    keep(part(this.watched, "textarea"), words.join("\n"));
  }

  /** Those that are here already stay the elements they are. @param {HTMLElement | undefined} old @param {ReturnType<Safeguards["devices"]>[number]} one */
  #fill(old, { participant, at, names, aside }) {
    const element = old ?? clone("t-barred");
    element.dataset.participant = participant;
    const name = names.join(", ") || this.phrases.say("barred_nobody");
    for (const place of element.querySelectorAll(".barred-name, .of")) place.textContent = name;
    part(element, ".barred-since").textContent = this.phrases.say("barred_since", { time: this.time(at) });
    part(element, "input[name=participant]").setAttribute("value", participant);
    part(element, ".barred-asked").replaceChildren(...aside.map(({ number, asked }) => {
      const [item, label, words] = ["li", "b", "span"].map((name) => document.createElement(name));
      label.className = "case-number";
      words.className = "words";
      words.dir = "auto";
      label.textContent = String(number);
      words.textContent = asked?.words ?? "";
      item.append(label, " ", words);
      return item;
    }));
    return element;
  }
}

/** Why a question was held for a facilitator, a line to a reason. @param {Question} question @param {Noticed | undefined} found @param {Phrases} phrases */
export function noticed({ asked }, found, phrases) {
  const name = [asked?.name, asked?.behalf].filter(Boolean).join(", ");
  const words = (found?.words ?? []).map((word) => `“${word}”`).join(", ");
  return [
    found?.name ? phrases.say("noticed_" + found.name, { name }) : "",
    words ? phrases.say("noticed_words", { words }) : "",
  ].filter(Boolean).join("\n");
}

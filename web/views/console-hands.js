// @ts-check
// Shows of hands on the facilitator's console: what is open, what was counted in the room, what came of it.
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Poll } from "../client/wire.js" */
import { options, standing } from "../client/hands.js";
import { clone, part } from "./lines.js";
import { arrange, keep } from "./steady.js";

export class HandsDesk {
  /** @param {HTMLElement} section @param {MeetingRecord} record @param {Phrases} phrases */
  constructor(section, record, phrases) {
    this.section = section;
    this.record = record;
    this.phrases = phrases;
    this.list = part(section, ".polls");
  }

  /** The newest first; those that are here already stay the elements they are. */
  show() {
    const { list, section } = this;
    const polls = standing(this.record.polls, this.record.pollNews).sort((a, b) => b.number - a.number);
    const hadFocus = section.contains(document.activeElement);
    const elements = polls.map((poll) => {
      const element = part(list, `.poll[data-number="${poll.number}"]`) ?? this.#make(poll);
      this.#fill(element, poll);
      return element;
    });
    arrange(list, elements);
    part(section, ".hands-new").hidden = polls.some((one) => !one.closed);
    // The form that was sent is hidden now; the keyboard stays where it was.
    const { activeElement } = document;
    const isLost = !section.contains(activeElement) || activeElement?.closest("[hidden]");
    if (hadFocus && isLost) part(section, "h2").focus();
  }

  /** @param {Poll} poll */
  #make(poll) {
    // One is looked at, at a time.
    for (const old of this.list.querySelectorAll(".poll-unfolds")) old.removeAttribute("open");
    const element = clone("t-poll");
    const number = String(poll.number);
    element.id = "poll" + number;
    element.dataset.number = number;
    part(element, "input[name=number]").setAttribute("value", number);
    part(element, ".poll-label").textContent = this.phrases.say("poll_label", { n: number });
    part(element, ".poll-question").textContent = poll.question;
    part(element, ".poll-secrecy").textContent = this.phrases.say(poll.named ? "poll_named" : "poll_anonymous");
    repeat(part(element, "tbody"), poll.options, (row, words) => part(row, "th").textContent = words);
    repeat(part(element, ".count-fields"), poll.options, (field, words, place) => {
      part(field, ".words").textContent = words;
      part(field, "input").setAttribute("name", `count${place + 1}`);
    });
    for (const unfolded of element.querySelectorAll(".poll-unfolds, .poll-counting")) unfolded.setAttribute("open", "");
    return element;
  }

  /** @param {HTMLElement} element @param {Poll} poll */
  #fill(element, poll) {
    const { phrases } = this;
    const isOpen = !poll.closed;
    if (!isOpen && element.dataset.stage === "open") part(element, ".poll-counting").removeAttribute("open");
    element.dataset.stage = isOpen ? "open" : "closed";
    const rows = part(element, "tbody").children;
    const inputs = element.querySelectorAll("input[type=number]");
    options(poll).forEach(({ remote, room }, place) => {
      part(rows[place], ".remote").textContent = String(remote ?? "");
      part(rows[place], ".room").textContent = String(room ?? "");
      keep(inputs[place], String(room ?? ""));
    });
    part(element, ".poll-turnout").textContent = isOpen ? phrases.count("poll_turnout", poll.voted ?? 0) : "";
    part(element, ".poll-remote").textContent = poll.remote ? phrases.count("poll_remote", sum(poll.remote)) : "";
    part(element, ".poll-room").textContent = poll.room ? phrases.count("poll_room", sum(poll.room)) : "";
    this.#fillNames(element, poll);
  }

  /** @param {HTMLElement} element @param {Poll} poll */
  #fillNames(element, { names, options, published: isPublic = false }) {
    part(element, ".poll-names").hidden = !names;
    part(element, ".poll-publishing").hidden = !names || isPublic;
    if (!names) return;
    part(element, ".poll-names-for").textContent = this.phrases.say("poll_names_" + (isPublic ? "public" : "staff"));
    const rows = options.flatMap((words, place) => {
      const list = names[place]?.join(", ");
      if (!list) return [];
      const [option, who] = [document.createElement("dt"), document.createElement("dd")];
      option.dir = who.dir = "auto";
      option.textContent = words;
      who.textContent = list;
      return [option, who];
    });
    part(element, "dl").replaceChildren(...rows);
  }
}

/**
 * As many of the first child as there are words.
 * @param {HTMLElement} list @param {string[]} all @param {(one: HTMLElement, words: string, place: number) => void} fill
 */
function repeat(list, all, fill) {
  const blank = /** @type {HTMLElement} */ (list.firstElementChild);
  list.replaceChildren(...all.map((words, place) => {
    const one = /** @type {HTMLElement} */ (blank.cloneNode(true));
    fill(one, words, place);
    return one;
  }));
}

/** @param {number[]} counts */
const sum = (counts) => counts.reduce((all, one) => all + one, 0);

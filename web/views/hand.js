// @ts-check
// One show of hands, cloned from the page's template: a form while it is open, a table once it is closed.
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Poll } from "../client/wire.js" */
import { options, total } from "../client/hands.js";
import { clone, part } from "./lines.js";

/** @param {Poll} poll @param {Phrases} phrases @returns {HTMLElement} */
export function makeHand(poll, phrases) {
  const element = clone("t-hand");
  const label = phrases.say("poll_label", { n: poll.number });
  element.id = "hand" + poll.number;
  element.dataset.number = String(poll.number);
  element.setAttribute("aria-label", label);
  part(element, poll.closed ? ".hand-open" : ".hand-closed").remove();
  part(element, ".label").textContent = label;
  part(element, ".hand-question").textContent = poll.question;
  if (poll.closed) fillResult(element, poll, phrases);
  else fillForm(element, poll, phrases);
  return element;
}

/** @param {HTMLElement} element @param {Poll} poll @param {Phrases} phrases */
export function showTurnout(element, { voted = 0 }, phrases) {
  const words = phrases.count("poll_turnout", voted);
  const place = part(element, ".hand-turnout");
  if (place.textContent !== words) place.textContent = words;
}

/** @param {HTMLElement} element @param {Poll} poll @param {Phrases} phrases */
function fillForm(element, poll, phrases) {
  part(element, ".hand-secrecy").textContent = phrases.say(poll.named ? "poll_named" : "poll_anonymous");
  part(element, ".hand-own").textContent = "";
  part(element, "form").hidden = false;
  /** @type {HTMLInputElement} */ (part(element, "input[name=number]")).value = String(poll.number);
  const list = part(element, ".hand-options");
  list.setAttribute("aria-label", poll.question);
  repeat(list, ".hand-option", options(poll), (one, { n, words }) => {
    const radio = /** @type {HTMLInputElement} */ (part(one, "input"));
    radio.value = String(n);
    radio.defaultChecked = false;
    part(one, ".words").textContent = words;
  });
  if (!poll.named) part(element, ".hand-name")?.remove();
  showTurnout(element, poll, phrases);
}

/** @param {HTMLElement} element @param {Poll} poll @param {Phrases} phrases */
function fillResult(element, poll, phrases) {
  repeat(part(element, "tbody"), "tr", options(poll), (row, { words, remote, room, remoteShare, roomShare }) => {
    part(row, ".words").textContent = words;
    measure(part(row, ".hand-remote"), remote, remoteShare);
    measure(part(row, ".hand-room"), room, roomShare);
  });
  part(element, ".remote-total").textContent = phrases.count("poll_remote", total(poll.remote));
  part(element, ".room-total").textContent = phrases.count("poll_room", total(poll.room));
  if (!poll.room) { for (const one of element.querySelectorAll(".in-room")) one.remove(); }
  const names = (poll.names ?? []).map((list, place) => ({ words: poll.options[place] ?? "", list }));
  const known = names.filter(({ list }) => list.length > 0);
  const list = part(element, ".hand-names");
  if (known.length === 0) return list?.remove();
  repeat(list, "div", known, (one, { words, list }) => {
    part(one, "dt").textContent = words + ":";
    part(one, "dd").textContent = list.join(", ");
  });
}

/** The bar is a help for the eye; the number says it. @param {HTMLElement} cell @param {number | undefined} n @param {number} share */
function measure(cell, n, share) {
  part(cell, ".count").textContent = String(n ?? 0);
  cell.querySelector("rect")?.setAttribute("width", String(share));
}

/**
 * One copy of the template's only child for each.
 * @template T @param {HTMLElement} list @param {string} selector @param {T[]} all @param {(element: HTMLElement, one: T) => void} fill
 */
function repeat(list, selector, all, fill) {
  const model = part(list, selector);
  list.replaceChildren(...all.map((one) => {
    const copy = /** @type {HTMLElement} */ (model.cloneNode(true));
    fill(copy, one);
    return copy;
  }));
}

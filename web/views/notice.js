// @ts-check
// The facilitator's message to all, under the now line until it is taken down.
/** @import { Phrases } from "../client/phrases.js" */
import { part } from "./lines.js";

/** @param {HTMLElement} host @param {string | undefined} notice @param {Phrases} phrases */
export function showNotice(host, notice, phrases) {
  const place = part(host, ".notice-strip");
  if (!notice) return place.replaceChildren();
  const label = document.createElement("b");
  label.textContent = phrases.say("notice_label");
  const words = document.createElement("span");
  words.dir = "auto";
  words.textContent = notice;
  place.replaceChildren(label, " ", words);
}

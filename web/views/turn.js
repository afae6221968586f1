// @ts-check
// One turn of the speakers list, as the console and the voice's page both show it.
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Turn } from "../client/wire.js" */
import { fill } from "./lines.js";
import { caller } from "./parts.js";

/** @param {HTMLElement} element @param {Turn} one @param {Phrases} phrases */
export function fillTurn(element, one, phrases) {
  const { number, turn } = one;
  const name = caller(one, phrases);
  element.id = "turn" + number;
  element.dataset.number = String(number);
  fill(element, { "turn-name": name, "turn-about": turn?.about ?? "", "turn-remark": turn?.remark ?? "" });
  for (const of of element.querySelectorAll(".of")) of.textContent = name;
  for (const field of element.querySelectorAll("input[name=number], input[name=turn]")) {
    field.setAttribute("value", String(number));
  }
}

// @ts-check
// A line in another language stands with the line it translates; loaded once there is one.
import { repeatMinute } from "./lines.js";

/** @typedef {NodeListOf<HTMLElement>} Lines */

/**
 * Puts each translation with its line, where that is on the page by now: the line may come long after, with older ones.
 * @param {HTMLElement} rail
 */
export function gather(rail) {
  const alone = /** @type {Lines} */ (rail.querySelectorAll(":scope > [data-translates]:not(.gone)"));
  for (const element of [...alone].sort((one, other) => place(one) - place(other))) {
    const original = document.getElementById("n" + element.dataset.translates);
    if (!original || original.classList.contains("gone")) continue;
    const below = element.nextElementSibling;
    const list = original.querySelector(".translations") ?? listIn(original);
    const next = [...list.children].find((one) => place(one) > place(element)) ?? null;
    list.insertBefore(element, next);
    element.classList.add("same-minute");
    if (below) repeatMinute(below);
  }
}

/**
 * What was taken back stands where it was said: notices are in no language.
 * @param {HTMLElement} rail @param {boolean} isNewestFirst
 */
export function scatter(rail, isNewestFirst) {
  const lines = /** @type {Lines} */ (rail.querySelectorAll(".translations > .line"));
  for (const element of lines) {
    const list = /** @type {Element} */ (element.parentElement);
    if (!element.classList.contains("gone") && !list.parentElement?.classList.contains("gone")) continue;
    const next = [...rail.children].find((one) => place(one) > place(element) !== isNewestFirst) ?? null;
    rail.insertBefore(element, next);
    repeatMinute(element);
    if (next) repeatMinute(next);
    if (!list.children.length) list.remove();
  }
}

/** @param {Element} element */
const place = (element) => Number(/** @type {HTMLElement} */ (element).dataset.position);

/** @param {Element} original */
function listIn(original) {
  const list = document.createElement("ol");
  list.className = "translations";
  original.append(list);
  return list;
}

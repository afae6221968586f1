// @ts-check
// What comes or goes above the notes: it pushes them down for who follows at their top, as a new line does; elsewhere what is
// read stays where it is. Not every browser sees to that by itself, and none where the change is in view.
/** @import { Notes } from "./notes.js" */
import { part } from "./lines.js";

/** @param {HTMLElement} host @param {Notes} notes @param {() => void} change */
export function aboveNotes(host, notes, change) {
  if (notes.isFollowedAtTop) return change();
  const mark = part(host, ".notes-bar");
  const before = mark.getBoundingClientRect().top;
  change();
  scrollBy({ top: mark.getBoundingClientRect().top - before, behavior: "instant" });
}

// @ts-check
// What is read stays where it is: not every browser sees to that by itself, and none where the change is in view.

/** @param {HTMLElement} mark Stands below what changes. @param {() => void} change */
export function steadily(mark, change) {
  const before = mark.getBoundingClientRect().top;
  change();
  scrollBy({ top: mark.getBoundingClientRect().top - before, behavior: "instant" });
}

// @ts-check
// The page listens for single keys.
import { shortcut } from "../client/shortcuts.js";

/** @param {Record<string, () => void>} acts By letter. */
export function listenForKeys(acts) {
  addEventListener("keydown", (event) => {
    const isOff = document.documentElement.dataset.keys === "off";
    const { target } = event;
    const isWriting = target instanceof Element && target.matches("input, select, textarea, [contenteditable]");
    const act = acts[shortcut(event, { isOff, isWriting })];
    if (act) act();
  });
}

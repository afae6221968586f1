// @ts-check
// Single-key shortcuts (WCAG 2.1.4): never while somebody writes, never with another key, and they can be turned off.

/**
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, isComposing?: boolean}} pressed
 * @param {{isOff: boolean, isWriting: boolean}} reader
 * @returns {string} The letter it is the shortcut of; "" for none.
 */
export function shortcut({ key, ctrlKey, altKey, metaKey, isComposing }, { isOff, isWriting }) {
  if (isOff || isWriting || ctrlKey || altKey || metaKey || isComposing || key.length !== 1) return "";
  return key.toLowerCase();
}

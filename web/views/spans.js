// @ts-check
// What an element that shows words was made from.
/** @import { Span } from "../client/wire.js" */

/** @param {Node} words @returns {Span[]} */
export function spansOf(words) {
  // What a term's button has opened is not of the line.
  const own = [...words.childNodes].filter((node) => !(node instanceof Element && node.matches(".term-said")));
  return own.map((node) => {
    const inner = spansOf(node);
    switch (node.nodeName) {
      case "STRONG":
        return { strong: inner };
      case "EM":
        return { emphasis: inner };
      case "A":
        return { link: inner, to: /** @type {Element} */ (node).getAttribute("href") ?? "" };
      case "BR":
        return { break: /** @type {const} */ (true) };
      default:
        return node.textContent ?? "";
    }
  });
}

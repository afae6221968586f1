// @ts-check
// Words of the series' glossary in the notes, each a button that opens what it means. Loaded where a series has one.
/** @import { Word } from "../client/terms.js" */
import { Terms } from "../client/terms.js";
import { part } from "./lines.js";

/** Nothing in these is marked. */
const LEFT_ALONE = "a, .term, .term-said";
/** As long as a word may be that somebody asks for. */
const LONGEST = 60;

class TermMarks {
  terms = new Terms([]);
  /** What the words were made from. */
  print = "";

  /** @param {HTMLElement} rail @param {string} address */
  constructor(rail, address) {
    this.rail = rail;
    this.address = address;
  }

  start() {
    this.rail.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest(".term");
      if (button instanceof HTMLElement) this.#toggle(button);
    });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target instanceof Element && target.matches(".words")) this.#mark(target);
        for (const node of addedNodes) if (node instanceof Element) this.#markAll(node);
      }
    }).observe(this.rail, { childList: true, subtree: true });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#load());
    this.#load();
  }

  /** What cannot be had now is asked for again when the reader comes back. */
  async #load() {
    try {
      const answer = await fetch(this.address, { cache: "no-cache" });
      const print = await answer.text();
      if (!answer.ok || print === this.print) return;
      this.print = print;
      this.terms = new Terms(JSON.parse(print).words);
      this.#forgetDropped();
      this.#markAll(this.rail);
    } catch { /* the notes are read without it */ }
  }

  /** @param {Element} place */
  #markAll(place) {
    for (const words of place.querySelectorAll(".words")) this.#mark(words);
  }

  /** The first of each term in a line. @param {Element} words */
  #mark(words) {
    /** @type {Set<number>} */
    const seen = new Set([...words.querySelectorAll(".term")].map(numberOf));
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts.filter((text) => !text.parentElement?.closest(LEFT_ALONE))) {
      const first = this.terms.find(text.data).filter(({ word }) => !seen.has(word.number) && seen.add(word.number));
      // From the end, so that what comes before stays where it is.
      for (const { start, end, word } of first.reverse()) {
        text.splitText(end);
        const term = text.splitText(start);
        term.replaceWith(...disclosure(term.data, word));
      }
    }
  }

  /** @param {HTMLElement} button */
  #toggle(button) {
    const opens = button.getAttribute("aria-expanded") !== "true";
    const said = document.getElementById(button.getAttribute("aria-controls") ?? "");
    const word = this.terms.word(numberOf(button));
    if (!said || !word) return;
    button.setAttribute("aria-expanded", String(opens));
    said.hidden = !opens;
    const about = Object.assign(document.createElement("small"), { textContent: word.about });
    said.replaceChildren(...(opens ? [word.text, about] : []));
  }

  #forgetDropped() {
    for (const button of this.rail.querySelectorAll(".term")) {
      if (this.terms.word(numberOf(button))) continue;
      const { parentNode } = button;
      button.nextElementSibling?.remove();
      button.replaceWith(button.textContent ?? "");
      parentNode?.normalize();
    }
  }
}

/** @param {Element} button */
const numberOf = (button) => Number(button.getAttribute("data-word"));

let made = 0;

/** A button, and after it what it opens, which is empty while it is shut. @param {string} term @param {Word} word */
function disclosure(term, word) {
  const said = Object.assign(document.createElement("span"), {
    className: "term-said",
    id: "term" + ++made,
    dir: "auto",
  });
  said.hidden = true;
  const button = Object.assign(document.createElement("button"), {
    className: "term",
    type: "button",
    textContent: term,
  });
  button.dataset.word = String(word.number);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", said.id);
  return [button, said];
}

/** The word last selected in the notes is filled in where one asks. @param {HTMLElement} rail @param {HTMLElement} link */
function askAbout(rail, link) {
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const words = String(selection ?? "").trim().replace(/\s+/g, " ");
    if (!words || words.length > LONGEST || !rail.contains(selection?.anchorNode ?? null)) return;
    const address = new URL(link.getAttribute("href") ?? "", location.href);
    address.searchParams.set("term", words);
    link.setAttribute("href", address.pathname + address.search + address.hash);
  });
}

const host = part(document, "live-meeting");
new TermMarks(part(host, "#rail"), `/api/v1/meetings/${host.dataset.slug}/words`).start();
askAbout(part(host, "#rail"), part(host, ".ask-word"));

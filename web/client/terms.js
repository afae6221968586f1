// @ts-check
// Finds the words of a glossary in what is said: whole words, whatever the case; where one is part of another, the longer.

/** @typedef {{number: number, term: string, text: string, about: string}} Word As the server tells it. */

const IN_WORD = "\\p{L}\\p{M}\\p{N}";

export class Terms {
  /** @param {Word[]} words */
  constructor(words) {
    /** @type {Map<string, Word>} */
    this.known = new Map();
    // Of two with the same term, the first.
    for (const word of [...words].reverse()) this.known.set(likeness(word.term), word);
    const longest = [...this.known.keys()].filter(Boolean).sort((one, other) => other.length - one.length)
      .map((term) => term.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(" ", "\\s+"));
    // Nothing looks behind: not every browser can.
    this.pattern = longest.length > 0 &&
      new RegExp(`(^|[^${IN_WORD}])(${longest.join("|")})(?![${IN_WORD}])`, "giu");
  }

  /** @param {number} number */
  word = (number) => [...this.known.values()].find((word) => word.number === number);

  /** @param {string} text @returns {{start: number, end: number, word: Word}[]} In order; none overlaps another. */
  find(text) {
    if (!this.pattern) return [];
    return [...text.matchAll(this.pattern)].flatMap((match) => {
      const word = this.known.get(likeness(match[2]));
      const start = match.index + match[1].length;
      return word ? [{ start, end: start + match[2].length, word }] : [];
    });
  }
}

/** The same for words that differ in case and gaps only. @param {string} words */
const likeness = (words) => words.trim().replace(/\s+/g, " ").toLowerCase();

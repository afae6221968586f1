/** @typedef {[position: number, speaker: string | null, words: string]} Line */
/** @typedef {Record<string, number[]>} Index meetings by word */

// Search of a static site, without a page: what is typed is compared as the site's index was made (SearchWords.swift).

/** Small letters without accents: *dŵr* is *dwr*. @param {string} text */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {string} text @returns {string[]} each once, in the order typed */
export function wordsIn(text) {
  const words = folded(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, 40).join("")))];
}

/** The file that has a word. @param {string} word */
export function shardOf(word) {
  const [first, second] = [...word];
  const isPlain = (/** @type {string | undefined} */ letter) => letter !== undefined && letter < "\u0080";
  if (!isPlain(first)) return "u" + ((first?.codePointAt(0) ?? 0) >> 7).toString(16).padStart(4, "0");
  return first + (isPlain(second) ? second : "_");
}

/**
 * Meetings that have a word which begins like each of these.
 *
 * @param {string[]} words @param {(shard: string) => Index | undefined} shard
 * @returns {number[]} by their place in the catalogue, the newest first
 */
export function meetingsWith(words, shard) {
  /** @type {Set<number> | undefined} */
  let common;
  for (const word of words) {
    const index = shard(shardOf(word)) ?? {};
    /** @type {Set<number>} */
    const having = new Set();
    for (const [known, meetings] of Object.entries(index)) {
      if (known.startsWith(word)) { for (const meeting of meetings) having.add(meeting); }
    }
    common = common === undefined ? having : new Set([...common].filter((meeting) => having.has(meeting)));
  }
  return [...common ?? []].sort((one, other) => other - one);
}

/**
 * Lines to show of a meeting: those with most of the words, in their order.
 *
 * @param {Line[]} lines @param {string[]} words @param {number} most
 * @returns {{ lines: Line[], others: number }}
 */
export function linesWith(lines, words, most) {
  const rated = lines.map((line) => {
    const own = wordsIn(`${line[1] ?? ""} ${line[2]}`);
    return { line, hits: words.filter((word) => own.some((other) => other.startsWith(word))).length };
  });
  const best = Math.max(0, ...rated.map(({ hits }) => hits));
  const found = best === 0 ? [] : rated.filter(({ hits }) => hits === best).map(({ line }) => line);
  return { lines: found.slice(0, most), others: Math.max(0, found.length - most) };
}

/**
 * Words as parts, those that were looked for marked.
 *
 * @param {string} text @param {string[]} words
 * @returns {{ words: string, isHit: boolean }[]}
 */
export function marked(text, words) {
  return (text.match(/[\p{Alphabetic}\p{N}\p{M}]+|[^\p{Alphabetic}\p{N}\p{M}]+/gu) ?? []).map((part) => {
    const plain = folded(part);
    return { words: part, isHit: words.some((word) => plain.startsWith(word)) };
  });
}

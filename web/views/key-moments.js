// @ts-check
// The key moments beside the notes, loaded once one comes or changes.
/** @import { Change } from "../client/record.js" */
/** @import { LineView } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { LineList } from "./lines.js" */
import { plain } from "../client/wire.js";
import { clone, labelOf, part, setSymbol } from "./lines.js";
import { spansOf } from "./spans.js";

/** Agreements, disagreements, next steps, shows of hands and marked lines, gathered. */
export class KeyMoments {
  /** @param {HTMLElement} host @param {string} base @param {Phrases} phrases */
  constructor(host, base, phrases) {
    this.host = part(host, ".key-moments");
    this.list = part(host, ".key-list");
    this.base = base;
    this.phrases = phrases;
  }

  /** @param {LineView} line */
  add({ position, kind, line, key }) {
    /** @type {Record<string, string>} */
    const ticks = { decision: "agree", disagreement: "differ", action: "next", "poll-closed": "hands" };
    const tick = ticks[kind] ?? (key ? "key" : "");
    if (!tick || !line) return;
    const label = ticks[kind] ? labelOf(kind, line, this.phrases) : this.phrases.say("kind_key");
    this.put(position, tick, label, line.poll?.question ?? plain(line.text ?? []), line.language);
  }

  /** @param {number} position @param {string} tick @param {string} label @param {string} words @param {string} [language] */
  put(position, tick, label, words, language) {
    if (this.find(position)) return;
    const element = clone("t-key-moment");
    element.dataset.of = String(position);
    element.classList.add("style-" + tick);
    setSymbol(element, "tick-" + tick);
    part(element, "a").setAttribute("href", `${this.base}/lines/${position}`);
    part(element, ".label").textContent = label;
    const place = part(element, ".words");
    place.textContent = excerpt(words);
    if (language) place.lang = language;
    this.list.append(element);
    this.#count();
  }

  /** @param {number} position */
  find(position) {
    return part(this.list, `[data-of="${position}"]`);
  }

  /** What happened to a line that may be here. @param {Change} change @param {LineList} lines */
  amend(change, lines) {
    if (change.change === "corrected") {
      const element = this.find(change.position);
      if (element) part(element, ".words").textContent = excerpt(plain(change.text));
    } else if (change.change === "taken-back") {
      this.find(change.position)?.remove();
      this.#count();
    } else if (change.change === "key") {
      const element = lines.find(change.position);
      const words = element ? plain(spansOf(part(element, ".words"))) : "";
      this.#forget(words, lines);
      const language = element ? part(element, ".words").lang : "";
      if (words) this.put(change.position, "key", this.phrases.say("kind_key"), words, language);
    }
  }

  /** The same words under a number that is gone: only a group read them there. @param {string} words @param {LineList} lines */
  #forget(words, lines) {
    for (const one of [...this.list.children]) {
      const of = Number(/** @type {HTMLElement} */ (one).dataset.of);
      if (!lines.find(of) && part(one, ".words").textContent === excerpt(words)) one.remove();
    }
  }

  /** @param {LineView[]} lines Oldest first. */
  replaceAll(lines) {
    this.list.replaceChildren();
    this.#count();
    for (const line of lines) this.add(line);
  }

  #count() {
    const n = this.list.childElementCount;
    part(this.host, ".key-empty").hidden = n > 0;
    const count = document.querySelector(".key-count");
    if (count) count.textContent = String(n);
  }
}

/** @param {string} words At most 120 characters, cut between words. */
function excerpt(words) {
  if (words.length <= 120) return words;
  const head = words.slice(0, 120);
  return head.slice(0, head.lastIndexOf(" ")) + " …";
}

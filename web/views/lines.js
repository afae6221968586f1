// @ts-check
// Lines on the rail: cloned from the page's templates, filled with text only.
/** @import { Line, LineView, Span } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { plain } from "../client/wire.js";

/** @type {Record<string, string>} */
const TICKS = {
  decision: "agree",
  disagreement: "differ",
  action: "next",
  "item-taken-up": "item",
  "poll-closed": "hands",
};
/** Those whose kind is said before their words. */
export const LABELLED = new Set(["decision", "disagreement", "action", "feedback", "poll-closed"]);

/** @param {string} id @returns {HTMLElement} */
export function clone(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}

/** @param {ParentNode} from @param {string} selector @returns {HTMLElement} */
export const part = (from, selector) => /** @type {HTMLElement} */ (from.querySelector(selector));

/** @param {Element} element @param {string} symbol */
export const setSymbol = (element, symbol) => element.querySelector("use")?.setAttribute("href", "#" + symbol);

/** A part without words is taken out. @param {HTMLElement} element @param {Record<string, string>} texts By class. */
export function fill(element, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const slot = element.querySelector("." + name);
    if (text && slot) slot.textContent = text;
    else slot?.remove();
  }
}

/** @param {Span[]} spans @returns {Node[]} */
export function nodes(spans) {
  return spans.map((span) => {
    if (typeof span === "string") return document.createTextNode(span);
    if ("break" in span) return document.createElement("br");
    const [name, inner] = "strong" in span
      ? ["strong", span.strong]
      : "emphasis" in span
      ? ["em", span.emphasis]
      : ["a", span.link];
    const element = document.createElement(name);
    if ("link" in span) {
      element.setAttribute("href", span.to);
      element.setAttribute("rel", "noopener nofollow");
    }
    element.append(...nodes(inner));
    return element;
  });
}

export class LineList {
  /**
   * @param {HTMLElement} frame The element around the rail.
   * @param {{phrases: Phrases, minute: (at: number) => string, base: string,
   *   titleOf: (item: number) => string, made?: (element: HTMLElement, line: LineView) => void,
   *   as?: (spans: Span[]) => Span[]}} parts `as` changes words on their way to the page.
   */
  constructor(frame, parts) {
    this.parts = parts;
    this.rail = part(frame, "#rail");
    this.empty = part(frame, ".empty");
    this.older = part(frame, ".older");
    this.olderLink = part(frame, ".older-link");
    this.newestFirst = frame.dataset.order === "newest";
  }

  /** @param {number} position */
  find(position) {
    return document.getElementById("n" + position);
  }

  /** At the live end. @param {LineView} line */
  add(line) {
    if (this.find(line.position)) return;
    this.find(line.line?.report?.origin ?? 0)?.remove();
    this.#place(this.#make(line), this.newestFirst);
    this.#pair();
    this.empty.hidden = true;
  }

  /** @param {LineView[]} lines Oldest first. @param {number} [before] */
  replaceAll(lines, before) {
    this.rail.replaceChildren();
    this.empty.hidden = lines.length > 0;
    for (const line of lines) this.#place(this.#make(line), this.newestFirst);
    this.#offerOlder(before);
  }

  /** @param {LineView[]} lines Oldest first. @param {number} [before] */
  addOlder(lines, before) {
    for (const line of [...lines].reverse()) {
      if (!this.find(line.position)) this.#place(this.#make(line), !this.newestFirst);
    }
    this.#offerOlder(before);
  }

  /** Lines and what they are in other languages, once both are here. */
  #pair() {
    if (this.rail.querySelector(":scope > [data-translates]")) {
      import("./parallel.js").then(({ gather }) => gather(this.rail));
    }
  }

  /** @param {number | undefined} before */
  #offerOlder(before) {
    this.#pair();
    if (!this.older) return;
    this.older.hidden = before === undefined;
    this.olderLink.dataset.before = String(before ?? "");
  }

  /** What happened to a line that may be here. @param {Change} change */
  amend(change) {
    switch (change.change) {
      case "corrected":
        return this.correct(change.position, change.text, change.at);
      case "taken-back":
        return this.takeBack(change.position, change.at);
      case "key":
        return this.markKey(change.position);
      case "answer":
        return this.markAnswer(change.position, change.number);
    }
  }

  /** @param {number} position @param {Span[]} spans @param {number} at */
  correct(position, spans, at) {
    const element = this.find(position);
    if (!element || element.classList.contains("gone")) return;
    part(element, ".words").replaceChildren(...this.#nodes(spans));
    const words = this.parts.phrases.say("corrected", { time: this.parts.minute(at) });
    this.#mark(element, "corrected", words);
  }

  /** @param {number} position @param {number} at */
  takeBack(position, at) {
    const old = this.find(position);
    if (!old) return;
    const minute = part(old, ".at").textContent ?? "";
    const line = {
      position,
      at: Date.parse(part(old, ".at").getAttribute("datetime") ?? ""),
      kind: old.dataset.kind ?? "",
    };
    const element = this.#make({ ...line, retracted: at });
    part(element, ".at").textContent = minute;
    element.classList.toggle("same-minute", old.classList.contains("same-minute"));
    element.append(...old.querySelectorAll(":scope > .translations"));
    old.replaceWith(element);
    if (element.closest(".translations") || element.querySelector(".translations")) {
      import("./parallel.js").then(({ scatter }) => scatter(this.rail, this.newestFirst));
    }
  }

  /** @param {number} position */
  markKey(position) {
    const element = this.find(position);
    if (!element || element.classList.contains("is-key") || element.classList.contains("gone")) return;
    element.classList.add("is-key");
    this.#mark(element, "key-mark", this.parts.phrases.say("kind_key"));
    if (!element.querySelector(":scope > .tick")) {
      const tick = part(clone("t-line"), ".tick");
      setSymbol(tick, "tick-key");
      part(element, ".at").after(tick);
      element.classList.add("style-key");
    }
  }

  /** @param {number} position @param {number} n The question's. */
  markAnswer(position, n) {
    const element = this.find(position);
    if (element) this.#mark(element, "answer-mark", this.parts.phrases.say("answers_question", { n }));
  }

  /** @param {HTMLElement} element @param {string} name @param {string} words */
  #mark(element, name, words) {
    // A translation stands within the line it is of, with marks of its own.
    const said = /** @type {HTMLElement} */ (part(element, ".words").parentElement);
    let mark = part(said, "." + name);
    if (!mark) {
      mark = document.createElement("span");
      mark.className = "mark " + name;
      said.append(" ", mark);
    }
    mark.textContent = words;
  }

  /** @param {HTMLElement} element @param {boolean} first */
  #place(element, first) {
    if (first) this.rail.prepend(element);
    else this.rail.append(element);
    repeatMinute(element);
    if (element.nextElementSibling) repeatMinute(element.nextElementSibling);
  }

  /** @param {LineView} view @returns {HTMLElement} */
  #make(view) {
    const { phrases, minute, base } = this.parts;
    const { position, kind, line } = view;
    const isGone = !line;
    const isHeading = ["topic", "breakout-called"].includes(kind) && !isGone || kind === "item-taken-up";
    const element = clone(isHeading ? "t-heading" : "t-line");
    const tick = isGone ? "" : TICKS[kind] ?? (view.key ? "key" : "");
    element.id = "n" + position;
    element.dataset.position = String(position);
    element.dataset.kind = kind;
    const level = line?.level ? `level-${line.level}` : "";
    const names = [`kind-${kind}`, tick && `style-${tick}`, level, isGone && "gone", view.key && "is-key"];
    element.className = ["line", ...names.filter(Boolean)].join(" ");
    const time = part(element, ".at");
    time.textContent = minute(view.at);
    time.setAttribute("datetime", new Date(view.at).toISOString());
    setSymbol(element, "tick-" + tick);
    if (!tick) element.querySelector(".tick")?.remove();
    const words = part(element, ".words");
    // The copy's own is the meeting's language; the house's own words are in the page's.
    const tag = line?.language ?? (line?.text || isHeading ? words.lang : phrases.language);
    if (tag) words.lang = tag;
    words.replaceChildren(...this.#nodes(this.#words(view)));
    this.#fill(element, view);
    const number = part(element, ".number");
    number.setAttribute("href", `${base}/lines/${position}`);
    number.setAttribute("aria-label", phrases.say("line", { n: position }));
    number.textContent = String(position);
    if (line?.translates) element.dataset.translates = String(line.translates);
    this.parts.made?.(element, view);
    return element;
  }

  /** @param {Span[]} spans */
  #nodes(spans) {
    return nodes(this.parts.as?.(spans) ?? spans);
  }

  /** @param {LineView} view @returns {Span[]} */
  #words({ kind, line, retracted }) {
    const { phrases, minute, titleOf } = this.parts;
    if (!line) return [phrases.say(retracted ? "taken_back" : "removed", { time: minute(retracted ?? 0) })];
    if (kind === "item-taken-up") return [titleOf(line.number ?? 0)];
    return saying(line, phrases);
  }

  /** The parts a line may have or not. @param {HTMLElement} element @param {LineView} view */
  #fill(element, { kind, line, key, answers, corrected }) {
    const { phrases, minute } = this.parts;
    const words = plain(line?.text ?? []);
    const day = line?.due ? phrases.day(line.due) : "";
    const texts = {
      label: labelOf(kind, line, phrases),
      speaker: typeof line?.speaker === "string" ? line.speaker : "",
      // What the words say already is not said twice.
      owner: line?.owner && !words.includes(line.owner) ? line.owner : "",
      due: day && !words.includes(day) ? phrases.say("due", { date: day }) : "",
      "apart-mark": line?.audience ? phrases.say("only_group") : "",
      "key-mark": key ? phrases.say("kind_key") : "",
      "answer-mark": answers ? phrases.say("answers_question", { n: answers }) : "",
      corrected: corrected && line ? phrases.say("corrected", { time: minute(corrected) }) : "",
    };
    fill(element, texts);
  }
}

/** @param {Element} element Shows its minute only where the line above does not. */
export function repeatMinute(element) {
  const above = element.previousElementSibling?.querySelector(".at")?.textContent;
  element.classList.toggle("same-minute", above === element.querySelector(".at")?.textContent);
}

/** A line as one sentence. @param {LineView} view @param {Phrases} phrases @param {(item: number) => string} titleOf */
export function sentence({ kind, line }, phrases, titleOf) {
  const speaker = typeof line?.speaker === "string" ? line.speaker : "";
  const words = kind === "item-taken-up" ? titleOf(line?.number ?? 0) : line ? plain(saying(line, phrases)) : "";
  return [labelOf(kind, line, phrases), speaker, words].filter(Boolean).join(": ");
}

/** What kind of line it is, before its words. @param {string} kind @param {Line | undefined} line @param {Phrases} phrases */
export function labelOf(kind, line, phrases) {
  const n = line?.number ?? 0;
  if (!line) return "";
  if (line.poll) return phrases.say("poll_label", { n });
  if (line.report) return phrases.say("report_label", line.report);
  if (kind === "item-taken-up") return phrases.say("item", { n });
  return LABELLED.has(kind) || kind.startsWith("breakout-") ? phrases.say("kind_" + kind) : "";
}

/**
 * A line's own words, or what came of a show of hands: the two groups are never added together.
 * @param {Line} line @param {Phrases} phrases @returns {Span[]}
 */
function saying({ kind, text, poll, counts, room, name, reason }, phrases) {
  if (name) return [kind === "breakout-called" ? name : `${name}: ${reason ?? phrases.say("report_none")}`];
  if (!poll) return text ?? [phrases.say("kind_" + kind)];
  /** @param {string} key @param {number[] | undefined} numbers */
  const group = (key, numbers) => {
    const all = poll.options.map((option, n) => phrases.say("poll_choice", { option, n: numbers?.[n] ?? 0 }));
    return numbers ? phrases.say(key, { counts: all.join(", ") }) : "";
  };
  const groups = [group("poll_line_remote", counts), group("poll_line_room", room)];
  return [{ strong: [poll.question] }, { break: true }, groups.join(" ").trim()];
}

// @ts-check
// What a typed line will become, as a hint beside the box. The server decides; this only says it early.
/** @import { Span, Speaker } from "./wire.js" */
import { LINE_LIMIT, plain } from "./wire.js";

/**
 * @typedef {{kind: "" | "speech" | "summary" | "continue" | "topic" | "subtopic" | "decision" | "disagreement"
 *   | "action" | "scene" | "feedback" | "correct" | "command" | "language" | "too_long", name?: string, over?: number,
 *   left?: number}} Hint
 */

/** @type {[RegExp, Hint["kind"]][]} */
const MARKS = [
  [/^##\s/, "subtopic"],
  [/^#\s/, "topic"],
  [/^\+\s/, "decision"],
  [/^-\s/, "disagreement"],
  [/^(…|\.\.\.)/, "continue"],
  [/^s(\d+)?([/|]).+\2.*\2?$/, "correct"],
  [/^\\/, "summary"],
  [/^topic:/i, "topic"],
  [/^subtopic:/i, "subtopic"],
  [/^(resolution|resolved):/i, "decision"],
  [/^action:/i, "action"],
];

/** @type {Record<string, Hint["kind"]>} */
const COMMANDS = {
  topic: "topic",
  sub: "subtopic",
  agree: "decision",
  disagree: "disagreement",
  next: "action",
  action: "action",
  scene: "scene",
  feedback: "feedback",
  key: "command",
  hide: "command",
  item: "command",
  speaker: "command",
};

/** A line with less room than this is told how much is left, in bytes. */
const NEARLY_FULL = 400;

/** @param {string} text @param {Speaker[]} speakers @returns {Hint} */
export function hint(text, speakers) {
  const words = text.trim();
  if (words === "") return { kind: "" };
  const left = LINE_LIMIT - new TextEncoder().encode(words).length;
  if (left < 0) return { kind: "too_long", over: -left };
  return left < NEARLY_FULL ? { ...kindOf(words, speakers), left } : kindOf(words, speakers);
}

/** @param {string} words @param {Speaker[]} speakers @returns {Hint} */
function kindOf(words, speakers) {
  for (const [mark, kind] of MARKS) if (mark.test(words)) return { kind };
  const command = /^\/(\S+)/.exec(words)?.[1].toLowerCase();
  if (command) return { kind: COMMANDS[command] ?? (/^[a-z]{2}$/.test(command) ? "language" : "command") };
  const speaker = speakerOf(words, speakers);
  return speaker ? { kind: "speech", name: speaker.name } : { kind: "summary" };
}

/** Words, not a command. @param {string} text */
function isWords(text) {
  const words = text.trim();
  return !/^(\/(?!(agree|disagree|next|action|scene|feedback|topic|sub|[a-z]{2})\s)|s\d*[/|])/i.test(words);
}

/**
 * What others see of a line while it is typed: the name for the short form, no marks; empty for a command.
 * @param {string} text @param {Speaker[]} speakers
 */
export function draftWords(text, speakers) {
  if (!isWords(text)) return "";
  const words = text.trimStart();
  const speaker = speakerOf(words, speakers);
  if (speaker) return `${speaker.name}: ${words.replace(/^[^:：]*[:：]\s*/, "")}`;
  return words.replace(/^(##?\s|[+-]\s|…|\.\.\.|\\|\/\w+\s)\s*/, "");
}

/** @param {string} words @param {Speaker[]} speakers */
function speakerOf(words, speakers) {
  const name = /^([^:：]{1,200})[:：]/.exec(words)?.[1].trim().toLowerCase();
  if (!name) return undefined;
  return speakers.find((one) => [one.name, ...one.aliases].some((known) => known.toLowerCase() === name));
}

/**
 * Names that complete what was begun: two letters or more, at the beginning of the line.
 * @param {string} text @param {Speaker[]} speakers @returns {Speaker | undefined}
 */
export function completion(text, speakers) {
  const begun = text.trimStart().toLowerCase();
  if (begun.length < 2 || /[:\s/]/.test(begun)) return undefined;
  return speakers.find((one) => one.name.toLowerCase().startsWith(begun));
}

/**
 * @param {Span[]} spans
 * @returns {string} The words as a scribe would type them.
 */
export function marked(spans) {
  return spans.map((span) => {
    if (typeof span === "string") return span.replace(/[\\*[\]]/g, "\\$&");
    if ("strong" in span) return `**${marked(span.strong)}**`;
    if ("emphasis" in span) return `*${marked(span.emphasis)}*`;
    if (!("link" in span)) return "\n";
    const label = plain(span.link);
    return label === span.to ? label : `[${marked(span.link)}](${span.to})`;
  }).join("");
}

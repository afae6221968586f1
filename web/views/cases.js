// @ts-check
// One question on the facilitator's console.
/** @import { Question } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Safeguards } from "../client/safeguards.js" */
import { noticed } from "./console-safeguards.js";
import { fill, part } from "./lines.js";
import { detail, who } from "./question.js";

/**
 * @param {HTMLElement} element @param {Question} question @param {string} stage
 * @param {{phrases: Phrases, base: string, safeguards: Safeguards}} parts
 */
export function fillCase(element, question, stage, { phrases, base, safeguards }) {
  const number = String(question.number);
  const isNew = element.dataset.number !== number;
  element.id = "q" + number;
  element.dataset.number = number;
  element.dataset.state = stage;
  const asked = question.asked?.words ?? "";
  const answers = (question.answers ?? []).map((position) => {
    const link = document.createElement("a");
    link.href = `${base}/lines/${position}`;
    link.textContent = phrases.say("line", { n: position });
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  part(element, ".answers").replaceChildren(...answers);
  part(element, ".waited").dataset.since = String(question.since ?? "");
  part(element, ".words").textContent = question.words ?? asked;
  fill(element, { "case-number": number, "support-word": phrases.count("supporters", question.support ?? 0) });
  part(element, ".who").textContent = who({ ...question.asked, ...question }, phrases);
  part(element, ".state-word").textContent = phrases.say("question_" + question.state.replace("-", "_"));
  part(element, ".detail").textContent = detail(question, phrases);
  const found = noticed(question, safeguards.noticed(question.number), phrases);
  part(element, ".noticed-words").textContent = found;
  part(element, ".case-noticed").hidden = found === "";
  part(element, ".case-bar").hidden = !safeguards.mayBar(question);
  if (isNew) name(element, number);
  // Publishing publishes what was seen, whatever the asker makes of it meanwhile.
  const seen = element.querySelector("input[name=text]");
  if (seen instanceof HTMLInputElement) seen.value = question.words ?? asked;
  // What the facilitator typed is not overwritten by what the asker amends.
  const text = element.querySelector("textarea[name=text]");
  if (text instanceof HTMLTextAreaElement && (isNew || text.value === text.dataset.asked)) text.value = asked;
  if (text instanceof HTMLTextAreaElement) text.dataset.asked = asked;
}

/** Labels and fields of a clone belong together by ids of their own. @param {HTMLElement} element @param {string} number */
function name(element, number) {
  for (const field of element.querySelectorAll("input[name=number]")) field.setAttribute("value", number);
  for (const field of element.querySelectorAll("[id]")) field.id += number;
  for (const label of element.querySelectorAll("label")) label.htmlFor += number;
}

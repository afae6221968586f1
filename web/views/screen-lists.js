// @ts-check
// Lists on the room's screen: questions that wait, and those who wait to speak.
/** @import { SpeakersList } from "../client/floor.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Question } from "../client/wire.js" */
import { part } from "./lines.js";
import { caller } from "./parts.js";

/** As many names as can be read from the back of the room. */
const MOST = 5;

/** @param {HTMLElement} place @param {Question[]} questions @param {Phrases} phrases */
export function fillQuestions(place, questions, phrases) {
  part(place, ".screen-list").replaceChildren(...questions.map((one) => {
    const row = document.createElement("li");
    const support = phrases.count("supporters", one.support ?? 0);
    row.append(
      line("b", "label", phrases.say("question_n", { n: one.number })),
      " ",
      line("span", "state", support),
      line("p", "words", one.words ?? ""),
    );
    return row;
  }));
  part(place, ".screen-empty").hidden = questions.length > 0;
}

/** @param {HTMLElement} place @param {SpeakersList} floor @param {Phrases} phrases */
export function fillSpeakers(place, { speaking, waiting }, phrases) {
  part(place, ".screen-speaking").textContent = speaking ? caller(speaking, phrases) : phrases.say("floor_nobody");
  part(place, ".screen-speaking").classList.toggle("is-nobody", !speaking);
  const rows = waiting.slice(0, MOST).map((one) => line("li", "words", caller(one, phrases)));
  part(place, ".screen-list").replaceChildren(...rows);
  part(place, ".screen-empty").hidden = rows.length > 0;
  const more = waiting.length - rows.length;
  part(place, ".screen-more").textContent = more > 0 ? phrases.say("screen_more", { n: more }) : "";
}

/** @param {string} tag @param {string} name @param {string} words */
function line(tag, name, words) {
  const element = document.createElement(tag);
  element.className = name;
  element.dir = "auto";
  element.textContent = words;
  return element;
}

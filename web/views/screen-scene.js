// @ts-check
// The main place of the room's screen: one thing at a time.
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Question, State } from "../client/wire.js" */
import { standing } from "../client/hands.js";
import { mostSupported, Stage } from "../client/stage.js";
import { part } from "./lines.js";
import { who } from "./question.js";
import { fillHands } from "./screen-hands.js";
import { fillQuestions } from "./screen-lists.js";

/** A question with more characters is shown smaller, so that the whole of it is seen. */
const LONG = 240;
/** As many questions as can be read from the back of the room. */
const MOST = 3;

export class SceneView {
  /** @param {HTMLElement} host @param {MeetingRecord} record @param {Phrases} phrases @param {State} state */
  constructor(host, record, phrases, state) {
    this.host = host;
    this.record = record;
    this.phrases = phrases;
    this.stage = new Stage(state);
  }

  show() {
    const { host, phrases, record } = this;
    const { shows, poll, question } = this.stage.scene(record, standing(record.polls, record.pollNews));
    host.dataset.shows = shows;
    host.dataset.turned = record.screen ?? "auto";
    if (poll) fillHands(part(host, ".screen-hands"), poll, phrases);
    if (question) this.#fillQuestion(question);
    if (shows === "questions") {
      const all = mostSupported(record.questions.all.values(), MOST);
      fillQuestions(part(host, ".screen-questions"), all, phrases);
    }
    const { newest } = record.questions;
    part(host, ".screen-newest").hidden = shows !== "course" || record.phase === "closed" || !newest;
    part(host, ".screen-newest .words").textContent = newest?.words ?? "";
  }

  /** @param {Question} one */
  #fillQuestion(one) {
    const { phrases } = this;
    const place = part(this.host, ".screen-question");
    const words = one.words ?? "";
    const state = one.state === "answered" ? "question_answered" : "question_on_now";
    part(place, ".label").textContent = phrases.say("question_n", { n: one.number });
    part(place, ".state").textContent = phrases.say(state);
    part(place, ".words").textContent = words;
    place.classList.toggle("is-long", words.length > LONG);
    part(place, ".who").textContent = who(one, phrases);
  }
}

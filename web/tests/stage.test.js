// @ts-check
/** @import { Poll, Question, State } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "../client/questions.js";
import { mostSupported, Stage } from "../client/stage.js";

const meeting = { title: "Open meeting", timeZone: "Europe/London", language: "en", agenda: [] };

/** @param {number} number @param {number} [closed] @returns {Poll} */
const poll = (number, closed) => ({ number, question: "Agreed?", options: ["For", "Against"], opened: 10, closed });

/** @param {Partial<Question>} one @returns {Question} */
const question = (one) => ({ number: 1, state: "published", words: "Who pays?", ...one });

/** A stage and what it looks at. @param {Partial<State>} [more] */
function set(more = {}) {
  /** @type {State} */
  const state = { meeting, phase: "open", done: [], ...more };
  const { phase, screen, current = null } = state;
  const record = { phase, screen, current, questions: new Questions(state) };
  const stage = new Stage(state);
  /** @param {Poll[]} [polls] */
  const shows = (polls = state.polls ?? []) => stage.scene(record, polls).shows;
  return { record, shows, stage };
}

test("by itself the screen shows the show of hands, else the question before the room, else the course", () => {
  const { record, shows } = set({ questions: [question({ state: "on-now" })] });
  assert.equal(shows(), "course");
  record.questions.onNow = 1;
  assert.equal(shows(), "question");
  assert.equal(shows([poll(1)]), "poll");
});

test("a result stands until the next agenda item", () => {
  const { record, shows } = set({ current: 1, polls: [poll(1)] });
  assert.equal(shows(), "poll");
  assert.equal(shows([poll(1, 20)]), "result");
  record.current = null;
  assert.equal(shows([poll(1, 20)]), "result");
  record.current = 2;
  assert.equal(shows([poll(1, 20)]), "course");
  // A count put right afterwards does not bring it back.
  assert.equal(shows([{ ...poll(1, 20), room: [3, 4] }]), "course");
});

test("a result stands until a question is put to the room, not because one was there before", () => {
  const { record, shows } = set({
    questions: [question({}), question({ number: 2 })],
    questionOnNow: 1,
    polls: [poll(1)],
  });
  assert.equal(shows([poll(1, 20)]), "result");
  record.questions.onNow = undefined;
  assert.equal(shows([poll(1, 20)]), "result");
  record.questions.onNow = 2;
  assert.equal(shows([poll(1, 20)]), "question");
});

test("a result stands until the next show of hands, whose own then stands", () => {
  const { shows, stage } = set({ polls: [poll(1)] });
  assert.equal(shows([poll(1, 20)]), "result");
  assert.equal(shows([poll(1, 20), poll(2)]), "poll");
  assert.equal(shows([poll(1, 20), poll(2, 40)]), "result");
  assert.equal(stage.result, 2);
});

test("a page that is made later shows a result that came after the item was taken up, and no older one", () => {
  assert.equal(set({ current: 1, takenUpAt: 15, polls: [poll(1, 20)] }).shows(), "result");
  assert.equal(set({ current: 1, takenUpAt: 25, polls: [poll(1, 20)] }).shows(), "course");
  const questions = [question({ state: "on-now" })];
  assert.equal(set({ questions, questionOnNow: 1, polls: [poll(1, 20)] }).shows(), "question");
});

test("the facilitator says what is shown, whatever goes on, until the meeting has closed", () => {
  const questions = [question({ state: "on-now" })];
  for (const screen of ["notes", "speakers", "join"]) {
    assert.equal(set({ screen, questions, questionOnNow: 1 }).shows([poll(1)]), screen);
  }
  assert.equal(set({ screen: "questions", questions, questionOnNow: 1 }).shows([poll(1)]), "question");
  assert.equal(set({ screen: "questions" }).shows(), "questions");
  assert.equal(set({ screen: "speakers", phase: "closed" }).shows(), "course");
  // Blank is the page's own doing; a mode of tomorrow is none.
  assert.equal(set({ screen: "blank" }).shows(), "course");
  assert.equal(set({ screen: "fireworks" }).shows([poll(1)]), "poll");
});

test("of the open questions those with most support are shown, and of equals the first", () => {
  const all = [
    question({ number: 1 }),
    question({ number: 2, support: 4 }),
    question({ number: 3, support: 4, state: "next" }),
    question({ number: 4, support: 9, state: "answered" }),
    question({ number: 5, support: 9, words: undefined }),
    question({ number: 6, support: 5 }),
  ];
  assert.deepEqual(mostSupported(all, 3).map((one) => one.number), [6, 2, 3]);
});

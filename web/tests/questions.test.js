// @ts-check
/** @import { Line, Question, State } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "../client/questions.js";
import { MeetingRecord } from "../client/record.js";
import { similar } from "../client/similar.js";
import { StillList } from "../client/still.js";

const meeting = { title: "Open meeting", timeZone: "Europe/London", language: "en", agenda: [] };
/** @param {Partial<State>} [more] @returns {State} */
const state = (more) => ({ meeting, phase: "open", done: [], ...more });

/** Takes lines as they come, without their positions. @param {Partial<State>} [more] */
function listening(more) {
  const questions = new Questions(state(more));
  /** @param {string} kind @param {Partial<Line>} [line] */
  const say = (kind, line) =>
    questions.take({ is: "entry", after: 1, position: 2, at: 5, line: { kind, number: 4, ...line } });
  /** @param {number} [number] */
  const one = (number = 4) => /** @type {Question} */ (questions.all.get(number));
  return { questions, say, one };
}
const asked = { words: "Why a PDF?", name: "Ada Ng" };
/** @param {number} number @param {Partial<Question>} [more] @returns {Question} */
const published = (number, more) => ({ number, state: "published", words: "Question " + number, ...more });
/** @param {StillList} list */
const order = ({ groups: { now, open, ended } }) => [now, open, ended].map((all) => all.map((one) => one.number));

test("staff see a question from the moment it is asked, and its wording as it is", () => {
  const { say, one } = listening();
  assert.deepEqual(say("question-received", { question: asked }), [{ change: "question", number: 4 }]);
  assert.deepEqual([one().state, one().asked, one().words], ["in-review", asked, undefined]);
  say("question-amended", { question: { words: "Why a PDF again?" }, since: 3 });
  assert.deepEqual([one().asked?.words, one().since], ["Why a PDF again?", 3]);
});

test("what is published is what stands there, without what the asker wrote beside it", () => {
  const { say, one } = listening();
  say("question-received", { question: asked });
  say("question-published", { question: { words: "Why a file?" }, edited: true, from: 2 });
  assert.deepEqual([one().state, one().words, one().name], ["published", "Why a file?", undefined]);
  assert.deepEqual([one().edited, one().from, one().asked], [true, 2, asked]);
});

test("an attendee is told of numbers never heard of", () => {
  const { questions, say, one } = listening();
  say("question-declined", { number: 9, reason: "Asked before." });
  assert.deepEqual([one(9).state, one(9).reason], ["declined", "Asked before."]);
  say("question-answered", { number: 10, of: 44 });
  assert.deepEqual(one(10).answers, [44]);
  assert.deepEqual(say("question-of-tomorrow", { number: 11 }), []);
  assert.deepEqual(questions.take({ is: "entry", after: 1, position: 2, at: 5, kind: "question-published" }), []);
  assert.equal(questions.all.has(11), false);
});

test("words that were taken back are kept nowhere", () => {
  const staff = listening();
  staff.say("question-received", { question: asked });
  staff.say("question-published", { question: asked });
  staff.say("question-unpublished");
  // What came in stays with staff until its asker withdraws it.
  assert.deepEqual([staff.one().words, staff.one().asked], [undefined, asked]);
  staff.say("question-withdrawn");
  assert.equal(JSON.stringify([...staff.questions.all]).includes("PDF"), false);
  const { say, one } = listening();
  say("question-published", { question: asked });
  say("question-unpublished", { reason: "Names somebody." });
  assert.deepEqual([one().state, one().reason], ["unpublished", "Names somebody."]);
});

test("merged and split questions say into what", () => {
  const { say, one } = listening({ questions: [published(4)] });
  say("question-merged", { into: 5 });
  assert.deepEqual([one().state, one().into], ["merged", [5]]);
  say("question-split", { number: 6, into: [7, 8] });
  assert.deepEqual([one(6).state, one(6).into], ["split", [7, 8]]);
});

test("one question is on now until another is, or it is moved back", () => {
  const { questions, say, one } = listening({ questions: [published(4), published(5)] });
  say("question-moved", { to: "next" });
  assert.equal(one().state, "next");
  say("question-moved", { to: "on-now" });
  assert.deepEqual([questions.onNow, one().state], [4, "on-now"]);
  say("question-moved", { number: 5, to: "on-now" });
  assert.deepEqual([questions.onNow, one(4).state, one(5).state], [5, "published", "on-now"]);
  say("question-moved", { number: 5, to: "waiting" });
  assert.deepEqual([questions.onNow, one(5).state], [undefined, "published"]);
});

test("an answered question stays on now, and stays answered when it goes", () => {
  const { questions, say, one } = listening({ questions: [published(4)] });
  say("question-moved", { to: "on-now" });
  say("question-answered", { of: 44 });
  say("question-answered", { of: 45 });
  assert.deepEqual([questions.onNow, one().state, one().answers], [4, "answered", [44, 45]]);
  say("question-moved", { to: "waiting" });
  assert.deepEqual([questions.onNow, one().state], [undefined, "answered"]);
});

test("every other end takes a question off", () => {
  for (const kind of ["taken-away", "carried", "declined", "merged", "split", "unpublished", "withdrawn"]) {
    const { questions, say } = listening({ questions: [published(4, { state: "on-now" })], questionOnNow: 4 });
    say("question-" + kind, { owner: "Bo", due: "2026-09-30" });
    assert.equal(questions.onNow, undefined, kind);
    assert.equal(questions.all.get(4)?.state, kind === "carried" ? "carried-forward" : kind);
  }
});

test("support is the newest count; a question that is not named has none, an answered one keeps its last", () => {
  const { questions, say, one } = listening({
    questions: [published(4, { support: 3 }), published(5, { support: 2 })],
  });
  say("question-answered", { number: 5, of: 44 });
  assert.deepEqual(questions.takeSupport({ "6": 1 }), [{ change: "support" }]);
  assert.deepEqual([one(4).support, one(5).support], [0, 2]);
  assert.deepEqual(questions.takeSupport({ "6": 1 }), []);
  say("question-published", { number: 6, question: asked });
  assert.equal(one(6).support, 1);
});

test("pausing and the way of moderation are told", () => {
  const { questions, say } = listening({ questionsPaused: true, meeting: { ...meeting, moderation: "none" } });
  assert.deepEqual([questions.paused, questions.moderation], [true, "none"]);
  assert.deepEqual(say("questions-resumed"), [{ change: "questions" }]);
  say("moderation-changed", { moderation: "before" });
  assert.deepEqual([questions.paused, questions.moderation], [false, "before"]);
});

test("the newest question from afar is not one asked in the room", () => {
  const { questions, say } = listening({ questions: [published(4), published(5, { room: true })] });
  assert.equal(questions.newest?.number, 4);
  say("question-answered", { of: 44 });
  assert.equal(questions.newest, undefined);
});

test("the meeting's record passes questions on, and a new state replaces them", () => {
  const record = new MeetingRecord({ is: "welcome", epoch: "e", from: 1, last: 1, state: state() });
  const line = { kind: "question-published", number: 4, question: asked };
  assert.deepEqual(record.take({ is: "entry", after: 1, position: 2, at: 5, line }), [
    { change: "question", number: 4 },
  ]);
  assert.deepEqual(record.take({ is: "support", counts: { "4": 2 } }), [{ change: "support" }]);
  record.take({ is: "welcome", epoch: "f", from: 1, last: 1, state: state({ questions: [published(7)] }) });
  assert.deepEqual([...record.questions.all.keys()], [7]);
});

test("the list begins with what is on now and next, then the most supported", () => {
  const { questions } = listening({
    questions: [
      published(1, { support: 2 }),
      published(2, { support: 9 }),
      published(3, { support: 9 }),
      published(4, { state: "next" }),
      published(5, { state: "answered", answers: [44] }),
      published(6, { state: "on-now" }),
      { number: 7, state: "declined", reason: "No." },
    ],
    questionOnNow: 6,
  });
  assert.deepEqual(order(new StillList(questions)), [[6], [4, 2, 3, 1], [5]]);
});

test("case 6: fifty votes arrive and nothing moves until asked; one's own press shows at once", () => {
  const { questions } = listening({ questions: [published(1, { support: 1 }), published(2), published(3)] });
  const list = new StillList(questions);
  for (let n = 1; n <= 50; n += 1) questions.takeSupport({ "1": 1, "2": n, "3": n > 25 ? 1 : 0 });
  assert.deepEqual(order(list), [[], [1, 2, 3], []]);
  assert.deepEqual([list.shown.get(2)?.support, list.waiting], [undefined, 2]);
  list.press(3, 1);
  assert.deepEqual([list.shown.get(3)?.support, list.waiting], [1, 1]);
  list.refresh();
  assert.deepEqual([order(list), list.waiting], [[[], [2, 1, 3], []], 0]);
});

test("what waits is counted by question: new ones, gone ones, and the pointer alone", () => {
  const { questions, say } = listening({ questions: [published(4)] });
  const list = new StillList(questions);
  say("question-published", { number: 5, question: asked });
  say("question-merged", { into: 5 });
  assert.equal(list.waiting, 2);
  list.refresh();
  say("question-moved", { number: 5, to: "on-now" });
  say("question-answered", { number: 5, of: 44 });
  list.refresh();
  say("question-moved", { number: 5, to: "waiting" });
  assert.deepEqual([list.waiting, order(list)], [1, [[5], [], []]]);
});

test("words that are public no more are named at once, also where the list was served before", () => {
  const { questions, say } = listening({ questions: [published(4), published(5)] });
  const served = { all: new Map(questions.all), onNow: questions.onNow };
  say("question-unpublished");
  assert.deepEqual(new StillList(questions, served).gone, [4]);
});

test("questions that share words are offered, the likest first, three at most", () => {
  const all = [
    published(1, { words: "When will the release calendar be published?" }),
    published(2, { words: "Is the publishing calendar final?" }),
    published(3, { words: "Who pays for the tea?" }),
    published(4, { words: "Will the release calendar be published in Welsh?" }),
    published(5, { words: "A calendar of every release: published or not?" }),
  ];
  assert.deepEqual(similar("Is a release calendar being published", all).map((one) => one.number), [1, 4, 5]);
  assert.deepEqual(similar("Will there be tea?", all), []);
  assert.deepEqual(similar("", all), []);
});

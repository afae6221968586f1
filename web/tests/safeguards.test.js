// @ts-check
/** @import { Line, Question, State } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Safeguards } from "../client/safeguards.js";

const meeting = { title: "Open meeting", timeZone: "Europe/London", language: "en", agenda: [] };
/** @param {Partial<State>} [more] @returns {State} */
const state = (more) => ({ meeting, phase: "open", done: [], ...more });
/** @param {number} number @param {Partial<Question>} [more] @returns {Question} */
const waiting = (number, more) => ({ number, state: "in-review", asked: { words: "Why?", name: "Ada Ng" }, ...more });

/** @param {Partial<State>} [more] */
function listening(more) {
  const safeguards = new Safeguards(state(more));
  /** @param {string} kind @param {Partial<Line>} [line] */
  const say = (kind, line) => safeguards.take({ is: "entry", after: 1, position: 2, at: 5, line: { kind, ...line } });
  return { safeguards, say };
}

test("what a barred device asked and nobody published is put aside, and comes back", () => {
  const questions = [
    waiting(1, { asker: "ada" }),
    waiting(2, { asker: "ada", state: "published" }),
    waiting(3, { asker: "bo" }),
  ];
  const { safeguards, say } = listening({ questions });
  assert.deepEqual(say("participant-barred", { asker: "ada" }), [1, 2]);
  assert.deepEqual(questions.map((one) => safeguards.isAside(one)), [true, false, false]);
  assert.deepEqual(questions.map((one) => safeguards.mayBar(one)), [false, false, true]);
  assert.deepEqual(safeguards.devices(questions), [
    { participant: "ada", at: 5, names: ["Ada Ng"], aside: [questions[0]] },
  ]);
  assert.deepEqual(say("participant-unbarred", { asker: "ada" }), [1, 2]);
  assert.deepEqual([safeguards.devices(questions), safeguards.isAside(waiting(1))], [[], false]);
});

test("one that comes by the stream is known as one from the state is", () => {
  const { safeguards, say } = listening({ barred: [{ participant: "ada", at: 3 }] });
  const noticed = { words: ["damn"], name: /** @type {const} */ ("speaker") };
  assert.equal(say("question-received", { number: 7, asker: "ada", noticed }), undefined);
  assert.deepEqual([safeguards.noticed(7), safeguards.isAside(waiting(7))], [noticed, true]);
  say("question-amended", { number: 7, asker: "ada" });
  assert.equal(safeguards.noticed(7), undefined);
  assert.equal(say("question-withdrawn", { number: 7 }), undefined);
});

test("nobody bars what staff brought, or what has no words left", () => {
  const { safeguards } = listening({ questions: [waiting(1, { asker: "scribe" }), waiting(2, { asker: "ada" })] });
  assert.equal(safeguards.mayBar(waiting(1, { asked: { words: "Why?", room: true } })), false);
  assert.equal(safeguards.mayBar(waiting(2, { asked: undefined })), false);
  assert.equal(safeguards.mayBar(waiting(9)), false);
});

test("the list of words is the last there was", () => {
  const { safeguards, say } = listening({ watchedWords: ["damn"] });
  assert.deepEqual(safeguards.words, ["damn"]);
  assert.deepEqual(say("words-watched", { words: ["hell"] }), []);
  assert.deepEqual(safeguards.words, ["hell"]);
  safeguards.hold(state());
  assert.deepEqual(safeguards.words, []);
});

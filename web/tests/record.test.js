// @ts-check
/** @import { Line } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MeetingRecord, progress } from "../client/record.js";

const agenda = [{ number: 1, title: "Welcome", purpose: "inform" }, { number: 2, title: "Groups", purpose: "discuss" }];
const meeting = { title: "Open meeting", timeZone: "Europe/London", language: "en", agenda };
const record = (last = 10) =>
  new MeetingRecord({ is: "welcome", epoch: "e1", from: last, last, state: { meeting, phase: "planned", done: [] } });
/** @param {number} after @param {number} position @param {Line} line */
const entry = (after, position, line) => ({ is: /** @type {const} */ ("entry"), after, position, at: 5, line });
/** @param {string} words @returns {Line} */
const summary = (words) => ({ kind: "summary", text: [words] });

test("entries are taken once and in order", () => {
  const held = record();
  assert.equal(held.take(entry(10, 11, summary("a")))[0].change, "line");
  assert.deepEqual(held.take(entry(10, 11, summary("a"))), []);
  assert.equal(held.take(entry(11, 14, summary("b"))).length, 1);
  assert.equal(held.cursor, 14);
});

test("a lost entry is seen at once and the cursor stays", () => {
  const held = record();
  assert.deepEqual(held.take(entry(12, 13, summary("c"))), [{ change: "gap" }]);
  assert.equal(held.cursor, 10);
});

test("another epoch means the whole state is asked for, and replaces everything", () => {
  const held = record();
  assert.deepEqual(held.take({ is: "welcome", epoch: "e2", from: 10, last: 12 }), [{ change: "gap" }]);
  assert.equal(held.cursor, null);
  const state = { meeting: { ...meeting, title: "Again" }, phase: /** @type {const} */ ("open"), done: [1], lines: [] };
  assert.equal(held.take({ is: "welcome", epoch: "e2", from: 3, last: 3, state })[0].change, "reset");
  assert.equal(held.cursor, 3);
  assert.equal(held.title, "Again");
});

test("an answer names its line and its question", () => {
  const held = record();
  held.take(entry(10, 11, { kind: "question-published", number: 4, question: { words: "Who pays?" } }));
  held.take(entry(11, 12, summary("We do.")));
  assert.deepEqual(held.take(entry(12, 13, { kind: "question-answered", number: 4, of: 12 })), [
    { change: "answer", position: 12, number: 4 },
    { change: "question", number: 4 },
  ]);
});

test("corrections, retractions and key moments name the line and add none", () => {
  const held = record();
  const changes = [
    ...held.take(entry(10, 11, { kind: "correction", of: 4, text: ["new"] })),
    ...held.take(entry(11, 12, { kind: "retraction", of: 5 })),
    ...held.take(entry(12, 13, { kind: "key-moment", of: 6 })),
  ];
  assert.deepEqual(changes, [
    { change: "corrected", position: 4, text: ["new"], at: 5 },
    { change: "taken-back", position: 5, at: 5 },
    { change: "key", position: 6 },
  ]);
});

test("the agenda moves on as the rules say", () => {
  const held = record();
  held.take(entry(10, 11, { kind: "opened" }));
  held.take(entry(11, 12, { kind: "item-taken-up", number: 1 }));
  assert.deepEqual(progress(held), { n: 1, all: 2 });
  const changes = held.take(entry(12, 13, { kind: "item-taken-up", number: 2 }));
  assert.deepEqual(changes.map((one) => one.change), ["agenda", "line"]);
  assert.deepEqual([...held.done], [1]);
  held.take(entry(13, 14, { kind: "item-closed", number: 2 }));
  assert.equal(held.currentItem, null);
  assert.equal(progress(held), null);
});

test("the meeting opens, pauses and closes", () => {
  const held = record();
  for (const [kind, phase] of [["opened", "open"], ["paused", "paused"], ["resumed", "open"], ["closed", "closed"]]) {
    held.take(entry(held.last, held.last + 1, { kind }));
    assert.equal(held.phase, phase);
  }
});

test("a line whose words are gone keeps its place", () => {
  const changes = record().take({ is: "entry", after: 10, position: 11, at: 5, kind: "speech" });
  assert.deepEqual(changes, [{
    change: "line",
    line: { position: 11, at: 5, kind: "speech", line: undefined, item: undefined },
  }]);
});

test("a server that cannot write is noticed once", () => {
  const held = record();
  assert.equal(held.take({ is: "gauge", followers: 3, recording: false }).length, 2);
  assert.equal(held.take({ is: "gauge", followers: 3, recording: false }).length, 1);
});

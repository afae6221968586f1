// @ts-check
/** @import { Floor, Line, State, Wish } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SpeakersList } from "../client/floor.js";
import { MeetingRecord } from "../client/record.js";

/** Takes lines as they come, without their positions. @param {Floor} [floor] */
function listening(floor) {
  const list = new SpeakersList(floor);
  /** @param {string} kind @param {Partial<Line>} [line] @param {number} [at] */
  const say = (kind, line, at = 5) =>
    list.take({ is: "entry", after: 1, position: 2, at, line: { kind, ...line } }).length;
  /** @param {number} number @param {string} [kind] @param {Partial<Wish>} [more] */
  const join = (number, kind = "contribution", more = {}) => say("turn-queued", { number, turn: { kind, ...more } });
  return { list, say, join, order: () => list.waiting.map((one) => one.number) };
}

test("points of order come before replies, replies before contributions, each as they came", () => {
  const { join, order } = listening();
  join(1);
  join(2, "reply");
  join(3);
  join(4, "point-of-order");
  join(5, "reply");
  join(6, "point-of-order");
  assert.deepEqual(order(), [4, 6, 2, 5, 1, 3]);
});

test("an erased turn keeps its place: nobody goes before whom one knows nothing of", () => {
  const { join, order } = listening({ waiting: [{ number: 1 }, { number: 2, turn: { kind: "contribution" } }] });
  join(3, "reply");
  assert.deepEqual(order(), [1, 3, 2]);
});

test("who leaves is gone, and who postpones is last", () => {
  const { list, say, join, order } = listening();
  [1, 2, 3, 4].forEach((number) => join(number));
  say("turn-left", { number: 2 });
  say("turn-postponed", { number: 1 });
  assert.deepEqual(order(), [3, 4, 1]);
  assert.deepEqual([3, 1, 2, undefined].map((number) => list.place(number)), [1, 3, undefined, undefined]);
});

test("who is called speaks from then on; the one before has ended by a line of their own", () => {
  const { list, say, join, order } = listening();
  join(1, "reply", { name: "Mary", place: "Southend" });
  join(2);
  say("turn-called", { number: 1 }, 9);
  assert.deepEqual(list.speaking, {
    number: 1,
    turn: { kind: "reply", name: "Mary", place: "Southend" },
    joined: 5,
    called: 9,
  });
  assert.deepEqual([order(), list.place(1)], [[2], 0]);
  say("turn-ended", { number: 1 });
  assert.deepEqual([list.speaking, list.place(1), order()], [undefined, undefined, [2]]);
  say("turn-called", { number: 2 });
  // An end told late, of who does not speak any more.
  say("turn-ended", { number: 1 });
  assert.equal(list.speaking?.number, 2);
});

test("the next item opens a closed list again, and changes no open one", () => {
  const { list, say } = listening({ closed: true, waiting: [] });
  assert.equal(say("item-taken-up", { number: 2 }), 1);
  assert.equal(list.closed, false);
  assert.equal(say("item-taken-up", { number: 3 }), 0);
  say("list-closed");
  assert.equal(list.closed, true);
  say("list-reopened");
  assert.equal(list.closed, false);
});

test("the time for each turn is set, and taken away", () => {
  const { list, say } = listening({ waiting: [], seconds: 120 });
  say("turn-time-set", { seconds: 60 });
  assert.equal(list.seconds, 60);
  say("turn-time-set");
  assert.equal(list.seconds, undefined);
});

test("the time of a turn counts for its sector once it has ended, and a budget is set and taken away", () => {
  const { list, say, join } = listening({
    waiting: [],
    speaking: { number: 1, turn: { kind: "contribution", sector: "media" }, called: 1_000 },
    budgets: [{ sector: "media", seconds: 300 }],
    spoken: { media: 60_000 },
  });
  assert.deepEqual([list.budgets, list.spoken], [{ media: 300 }, { media: 60_000 }]);
  say("turn-ended", { number: 1 }, 31_000);
  assert.deepEqual(list.spoken, { media: 90_000 });
  // Who did not say counts as such.
  join(2);
  say("turn-called", { number: 2 }, 40_000);
  say("turn-ended", { number: 2 }, 45_000);
  assert.deepEqual(list.spoken, { media: 90_000, unsaid: 5_000 });
  assert.equal(say("budget-set", { sector: "academia", seconds: 600 }), 1);
  say("budget-set", { sector: "media" });
  assert.deepEqual([list.budgets.media, list.budgets.academia], [undefined, 600]);
});

test("a remark that was read out, or an end told late, is no time spoken", () => {
  const { list, say, join } = listening();
  join(1, "contribution", { sector: "other" });
  say("turn-ended", { number: 1 }, 90_000);
  say("turn-ended", { number: 7 }, 90_000);
  assert.deepEqual(list.spoken, {});
});

test("what is for staff, or for tomorrow, changes nothing", () => {
  const { say } = listening();
  assert.equal(say("turn-asked", { number: 3 }), 0);
  assert.equal(say("turn-praised", { number: 3 }), 0);
});

test("staff hold what a remote participant wrote, and a remark that was read out leaves the list", () => {
  const { list, say } = listening();
  say("turn-asked", { number: 1, turn: { kind: "contribution", name: "Ada", remark: "We pay." } });
  say("turn-queued", { number: 1, turn: { kind: "contribution", name: "Ada" } });
  say("turn-queued", { number: 2, turn: { kind: "contribution", name: "Bo" } });
  assert.deepEqual(list.waiting.map((one) => one.turn?.remark), ["We pay.", undefined]);
  say("turn-ended", { number: 1 });
  assert.deepEqual(list.waiting.map((one) => one.number), [2]);
});

test("a meeting's record tells of its list, and a reset replaces it", () => {
  const meeting = { title: "Open meeting", timeZone: "Europe/London", language: "en", agenda: [] };
  /** @param {Floor} [floor] @returns {State} */
  const state = (floor) => ({ meeting, phase: "open", done: [], floor });
  const welcome = { is: /** @type {const} */ ("welcome"), epoch: "e1", from: 1, last: 1 };
  const record = new MeetingRecord({ ...welcome, state: state() });
  const line = { kind: "turn-queued", number: 1, turn: { kind: "contribution" } };
  assert.deepEqual(record.take({ is: "entry", after: 1, position: 2, at: 5, line }), [{ change: "floor" }]);
  record.take({ ...welcome, epoch: "e2", state: state({ closed: true, waiting: [], seconds: 60 }) });
  assert.deepEqual([record.floor.waiting, record.floor.closed, record.floor.seconds], [[], true, 60]);
  record.take({ ...welcome, epoch: "e3", state: state() });
  assert.deepEqual([record.floor.closed, record.floor.seconds], [false, undefined]);
});

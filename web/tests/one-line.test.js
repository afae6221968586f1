// @ts-check
/** @import { LineView } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { OneLine, STAYS } from "../client/one-line.js";
import { FakeClock } from "./fakes.js";

/** @param {number} position @returns {LineView} */
const line = (position) => ({ position, at: 0, kind: "summary", line: { kind: "summary", text: ["words"] } });

/** @param {number} at */
function reading(at) {
  const clock = new FakeClock();
  const one = new OneLine({ clock, at, changed: () => {} });
  one.hold([line(1), line(2), line(4)]);
  return { clock, one };
}

test("a new line takes the newest one's place once that has stood its time, and none is left out", () => {
  const { clock, one } = reading(4);
  one.take(line(5));
  one.take(line(7));
  assert.deepEqual([one.at, one.newer], [4, 2]);
  clock.pass(STAYS);
  assert.deepEqual([one.at, one.newer], [5, 1]);
  clock.pass(STAYS - 1);
  assert.equal(one.at, 5);
  clock.pass(1);
  assert.equal(one.at, 7);
});

test("a line that is held stays, and going on begins with the next one", () => {
  const { clock, one } = reading(4);
  one.keep(true);
  one.take(line(5));
  one.take(line(6));
  clock.pass(10 * STAYS);
  assert.deepEqual([one.at, one.newer], [4, 2]);
  one.keep(false);
  clock.pass(0);
  assert.equal(one.at, 5);
});

test("who reads further back is not moved", () => {
  const { clock, one } = reading(4);
  assert.ok(one.step("previous"));
  one.take(line(5));
  clock.pass(10 * STAYS);
  assert.equal(one.at, 2);
  assert.ok(one.step("next") && one.step("next"));
  assert.equal(one.at, 5);
  assert.equal(one.step("next"), false);
  one.take(line(6));
  clock.pass(STAYS);
  assert.equal(one.at, 6);
});

test("holding while the next line was due keeps it away", () => {
  const { clock, one } = reading(4);
  one.take(line(5));
  clock.pass(STAYS - 1);
  one.keep(true);
  clock.pass(STAYS);
  assert.equal(one.at, 4);
});

test("older lines than are here are asked of the server", () => {
  const { one } = reading(1);
  assert.equal(one.step("previous"), false);
  const elsewhere = reading(0);
  assert.equal(elsewhere.one.step("next"), false);
  assert.ok(elsewhere.one.step("newest"));
});

test("a line taken back loses its words where it stands", () => {
  const { one } = reading(4);
  one.amend({ change: "taken-back", position: 4, at: 9 });
  assert.deepEqual([one.shown?.line, one.shown?.retracted], [undefined, 9]);
});

// @ts-check
/** @import { Mode } from "../client/announcer.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcer } from "../client/announcer.js";
import { FakeClock } from "./fakes.js";

/** @param {Mode} mode */
function announcer(mode) {
  const clock = new FakeClock();
  /** @type {string[]} */
  const said = [];
  const voice = new Announcer({
    clock,
    speak: (words) => said.push(words),
    sum: (n, latest) => `${n}: ${latest}`,
  });
  voice.become(mode);
  return { clock, said, voice };
}

test("each finished line is read once, one at a time", () => {
  const { clock, said, voice } = announcer("read");
  voice.take(1, "one");
  voice.take(2, "two");
  voice.take(2, "two");
  voice.take(1, "one");
  assert.deepEqual(said, ["one"]);
  clock.pass(60_000);
  assert.deepEqual(said, ["one", "two"]);
});

test("counts come at most every ten seconds, with the latest line", () => {
  const { clock, said, voice } = announcer("count");
  voice.take(1, "one");
  voice.take(2, "two");
  voice.take(3, "three");
  assert.deepEqual(said, ["1: one"]);
  clock.pass(9_999);
  assert.equal(said.length, 1);
  clock.pass(1);
  assert.deepEqual(said, ["1: one", "2: three"]);
});

test("off says nothing, and coming back does not read the past", () => {
  const { clock, said, voice } = announcer("off");
  voice.take(1, "one");
  voice.become("read");
  clock.pass(20_000);
  assert.deepEqual(said, []);
  voice.take(2, "two");
  assert.deepEqual(said, ["two"]);
});

test("announcements wait while somebody types", () => {
  const { clock, said, voice } = announcer("read");
  voice.hold(true);
  voice.take(1, "one");
  clock.pass(20_000);
  assert.deepEqual(said, []);
  voice.hold(false);
  assert.deepEqual(said, ["one"]);
});

test("a long note is cut at three hundred characters", () => {
  const { said, voice } = announcer("read");
  voice.take(1, "x".repeat(500));
  assert.equal(said[0].length, 302);
});

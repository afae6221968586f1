// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { speakingTimes, stopwatch } from "../client/budgets.js";

test("the times of those who spoke or have a budget are told, the turn that is on counted in", () => {
  const floor = {
    budgets: { media: 60, academia: undefined, other: 300 },
    spoken: { unsaid: 5_900, media: 50_000 },
    speaking: { number: 1, turn: { kind: "contribution", sector: /** @type {const} */ ("media") } },
  };
  assert.deepEqual(speakingTimes(floor, 9_000), [
    { sector: "media", spoken: 59, budget: 60, isOver: false, isSpeaking: true },
    { sector: "other", spoken: 0, budget: 300, isOver: false, isSpeaking: false },
    { sector: "unsaid", spoken: 5, budget: undefined, isOver: false, isSpeaking: false },
  ]);
  assert.equal(speakingTimes(floor, 10_000)[0].isOver, true);
});

test("who speaks without a sector counts among those who did not say", () => {
  const floor = { budgets: {}, spoken: {}, speaking: { number: 1 } };
  assert.deepEqual(speakingTimes(floor, 61_500).map(({ sector, spoken }) => [sector, spoken]), [["unsaid", 61]]);
  assert.deepEqual(speakingTimes({ ...floor, speaking: undefined }, 0), []);
});

test("a stopwatch has two digits, and more minutes than an hour", () => {
  assert.deepEqual([0, 250, 4_503].map(stopwatch), ["00:00", "04:10", "75:03"]);
});

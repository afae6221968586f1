// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { linesWith, marked, meetingsWith, shardOf, wordsIn } from "../client/finding.js";

test("accents, capitals and marks count for nothing, and each word counts once", () => {
  assert.deepEqual(wordsIn("Dŵr, dwr! Ŵy a'r Gŵyl-3"), ["dwr", "wy", "a", "r", "gwyl", "3"]);
  assert.deepEqual(wordsIn("  …  "), []);
});

test("a word is found in the file of its first two letters, or of where its first stands in Unicode", () => {
  assert.deepEqual(["dwr", "a", "4b", "ab", "мир", "水", "aß"].map(shardOf), [
    "dw",
    "a_",
    "4b",
    "ab",
    "u0008",
    "u00d8",
    "a_",
  ]);
});

test("a meeting is found when it has a word that begins like each typed one, the newest first", () => {
  /** @type {Record<string, Record<string, number[]>>} */
  const shards = { ca: { canal: [0, 2], canals: [3], cat: [1] }, lo: { lock: [2, 3] } };
  const find = (/** @type {string[]} */ ...words) => meetingsWith(words, (name) => shards[name]);
  assert.deepEqual(find("canal"), [3, 2, 0]);
  assert.deepEqual(find("canal", "lo"), [3, 2]);
  assert.deepEqual(find("canal", "nothing"), []);
  assert.deepEqual(find(), []);
});

test("of a meeting those lines are shown that have most of the words, in their order", () => {
  /** @type {import("../client/finding.js").Line[]} */
  const lines = [[4, null, "The canal"], [6, "Dilys Owen", "Locks of the canal"], [9, "Dilys", "Nothing"], [
    11,
    null,
    "canal locks",
  ]];
  assert.deepEqual(linesWith(lines, ["canal", "lock"], 5), { lines: [lines[1], lines[3]], others: 0 });
  assert.deepEqual(linesWith(lines, ["canal"], 2), { lines: [lines[0], lines[1]], others: 1 });
  assert.deepEqual(linesWith(lines, ["dilys"], 5).lines, [lines[1], lines[2]]);
  assert.deepEqual(linesWith(lines, ["zebra"], 5), { lines: [], others: 0 });
});

test("what was looked for is marked in the words as they were written, and nothing of them is lost", () => {
  const parts = marked("Mae'r dŵr <b>yma</b>", ["dwr"]);
  assert.equal(parts.map(({ words }) => words).join(""), "Mae'r dŵr <b>yma</b>");
  assert.deepEqual(parts.filter(({ isHit }) => isHit).map(({ words }) => words), ["dŵr"]);
});

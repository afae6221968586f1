// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { completion, draftWords, hint, marked } from "../client/scribe-syntax.js";
import { newId, parse, plain } from "../client/wire.js";
import { Follower } from "../client/follower.js";
import { minuteClock, Phrases } from "../client/phrases.js";

const speakers = [{ name: "Dilys Owen", aliases: ["do"] }];

test("what a line will be is said before it is sent", () => {
  const kinds = {
    "do: hello": "speech",
    "dilys owen: hello": "speech",
    "Nobody: hello": "summary",
    "# Welcome": "topic",
    "## Fraud": "subtopic",
    "+ yes": "decision",
    "RESOLVED: yes": "decision",
    "- no": "disagreement",
    "/action Dilys to write": "action",
    "/scene lunch": "scene",
    "/feedback too short": "feedback",
    "… and on": "continue",
    "s/old/new/": "correct",
    "s41|old|new|": "correct",
    "/key 41": "command",
    "/cy geiriau": "language",
    "\\/plain": "summary",
    "": "",
  };
  for (const [text, kind] of Object.entries(kinds)) assert.equal(hint(text, speakers).kind, kind, text);
});

test("a line over the limit is told by how much, in bytes", () => {
  assert.deepEqual(hint("é".repeat(2001), speakers), { kind: "too_long", over: 2 });
});

test("a line near the limit is told how much is left", () => {
  assert.deepEqual(hint("é".repeat(1990), speakers), { kind: "summary", left: 20 });
  assert.deepEqual(hint("é".repeat(1700), speakers), { kind: "summary" });
});

test("others see the words while they are typed, not the commands", () => {
  const seen = {
    "words": "words",
    "do: hi": "Dilys Owen: hi",
    "/agree yes": "yes",
    "/feedback too short": "too short",
    "+ yes": "yes",
    "# Welcome": "Welcome",
    "s/a/b/": "",
    "/hide": "",
    "/speaker A, a": "",
  };
  for (const [text, words] of Object.entries(seen)) assert.equal(draftWords(text, speakers), words, text);
});

test("two letters are enough to complete a known name", () => {
  assert.equal(completion("di", speakers)?.name, "Dilys Owen");
  assert.equal(completion("d", speakers), undefined);
  assert.equal(completion("do: ", speakers), undefined);
});

test("spans are read as words and as typed", () => {
  const spans = ["Read ", { strong: ["this*", { emphasis: ["now"] }] }, { link: ["here"], to: "https://x.org/" }, {
    break: /** @type {const} */ (true),
  }];
  assert.equal(plain(spans), "Read this*nowhere\n");
  assert.equal(marked(spans), "Read **this\\**now***[here](https://x.org/)\n");
});

test("what is no frame is no frame", () => {
  assert.equal(parse("{"), null);
  assert.equal(parse("[]"), null);
  assert.equal(parse('{"is":"gauge","followers":1,"recording":true}')?.is, "gauge");
});

test("ids are of allowed characters and length", () => {
  assert.match(newId((bytes) => bytes.fill(255)), /^c-[a-z0-9]{30}$/);
});

test("a new line is held while the reader reads elsewhere, and later ones queue behind it", () => {
  const follower = new Follower();
  const here = { atLiveEnd: true, visible: true, busy: false };
  const line = (/** @type {number} */ position) => ({ position, at: 0, kind: "summary" });
  assert.equal(follower.take(line(1), here), true);
  assert.equal(follower.take(line(2), { ...here, atLiveEnd: false }), false);
  assert.equal(follower.take(line(3), here), false);
  assert.deepEqual(follower.release().map((one) => one.position), [2, 3]);
  follower.paused = true;
  assert.equal(follower.take(line(4), here), false);
});

test("times and days are printed as on the server", () => {
  assert.equal(minuteClock("Europe/London")(Date.UTC(2026, 6, 1, 9, 5)), "10:05");
  const months = "January February March April May June July August September October November December";
  const phrases = new Phrases(
    { a_one: "{n} line", a_other: "{n} lines", months, date_short: "{day} {month} {year}" },
    "en",
  );
  assert.equal(phrases.day("2026-03-06"), "6 March 2026");
  assert.equal(phrases.day("soon"), "soon");
  assert.equal(phrases.count("a", 2), "2 lines");
});

test("Welsh counts in six forms, and what a catalogue lacks is said in the last", () => {
  const forms = ["zero", "one", "two", "few", "many", "other"];
  const words = Object.fromEntries(forms.map((form) => [`a_${form}`, `${form} {n}`]));
  const phrases = new Phrases(words, "cy");
  assert.deepEqual([0, 1, 2, 3, 6, 7].map((n) => phrases.count("a", n).split(" ")[0]), forms);
  assert.equal(new Phrases({ a_other: "{n} o linellau" }, "cy").count("a", 2), "2 o linellau");
});

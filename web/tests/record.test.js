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

test("an erasure has everything made again from the state", () => {
  const held = record();
  held.take(entry(10, 11, { kind: "erasure", erasure: { lines: [4], ground: "mistake" } }));
  assert.equal(held.cursor, null);
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

test("a show of hands is heard as it goes on, and its end is a line of the minutes", () => {
  const held = record();
  const poll = { question: "Shall we publish?", options: ["For", "Against"] };
  assert.deepEqual(held.take(entry(10, 11, { kind: "poll-opened", number: 1, poll })), [{ change: "hands" }]);
  assert.deepEqual(held.take({ is: "poll", number: 1, voted: 3 }), [{ change: "hands" }]);
  held.take(entry(11, 12, { kind: "poll-counted", number: 1, counts: [9, 2] }));
  const changes = held.take(entry(12, 13, { kind: "poll-closed", number: 1, poll, counts: [3, 0], room: [9, 2] }));
  assert.deepEqual(changes.map((one) => one.change), ["hands", "line"]);
  held.take(entry(13, 14, { kind: "poll-named", number: 1, names: [["Ann"], []] }));
  assert.deepEqual(held.pollNews.map((one) => one.is === "poll" ? one.voted : one.line?.kind), [
    "poll-opened",
    3,
    "poll-counted",
    "poll-closed",
    "poll-named",
  ]);
});

test("of how many have answered only the latest is kept, for each show of hands", () => {
  const held = record();
  for (const [number, voted] of [[1, 1], [2, 5], [1, 2]]) held.take({ is: "poll", number, voted });
  assert.deepEqual(held.pollNews, [{ is: "poll", number: 2, voted: 5 }, { is: "poll", number: 1, voted: 2 }]);
});

test("what is said to all, who the voice is and what the screen shows stand until said anew", () => {
  const held = record();
  /** @type {Line[]} */
  const lines = [
    { kind: "announced", announcement: "Back at two." },
    { kind: "voice-named", name: "Sam Hughes" },
    { kind: "screen-turned", screen: "join" },
  ];
  const changes = lines.flatMap((line, place) => held.take(entry(10 + place, 11 + place, line)));
  assert.deepEqual(changes.map((one) => one.change), ["notice", "voice", "screen"]);
  assert.deepEqual([held.notice, held.voice, held.screen], ["Back at two.", "Sam Hughes", "join"]);
  held.take(entry(13, 14, { kind: "announcement-ended" }));
  held.take(entry(14, 15, { kind: "voice-named" }));
  assert.deepEqual([held.notice, held.voice], [undefined, undefined]);
});

test("where followers are and how far the record is signed are latest values", () => {
  const held = record();
  const places = [{ name: "Leeds", count: 5 }];
  assert.deepEqual(held.take({ is: "audience", places, sectors: [] }), [{ change: "audience" }]);
  assert.deepEqual(held.take({ is: "checkpoint", size: 9, root: "AA==" }), [{ change: "checkpoint" }]);
  assert.deepEqual([held.audience?.places, held.checkpoint?.size], [places, 9]);
});

test("a reset holds all of it anew", () => {
  const held = record();
  held.take(entry(10, 11, { kind: "announced", announcement: "Back at two." }));
  held.take({ is: "audience", places: [], sectors: [] });
  held.take({ is: "poll", number: 1, voted: 1 });
  const poll = { number: 4, question: "Now?", options: ["Yes", "No"], opened: 3 };
  const state = {
    meeting,
    phase: /** @type {const} */ ("open"),
    done: [],
    polls: [poll],
    voice: "Sam",
    screen: "blank",
  };
  held.take({ is: "welcome", epoch: "e2", from: 3, last: 3, state });
  assert.deepEqual([held.polls, held.pollNews], [[poll], []]);
  assert.deepEqual([held.notice, held.audience, held.voice, held.screen], [undefined, undefined, "Sam", "blank"]);
});

test("what a group reports is a line of the meeting, and so is its call; how far it is, is not", () => {
  const held = record();
  const report = { breakout: 1, name: "Energy", prompt: 1, asked: "Where is there consensus?" };
  const changes = [
    { kind: "breakout-formed", number: 1, breakout: { name: "Energy" } },
    { kind: "report", text: ["We agree."], report },
    { kind: "breakout-signed-off", number: 1 },
    { kind: "breakout-called", number: 1, name: "Energy" },
    { kind: "breakout-missing", number: 2, name: "Safety" },
  ].map((line, place) => held.take(entry(10 + place, 11 + place, line)).map(({ change }) => change));
  assert.deepEqual(changes, [["breakouts"], ["line"], ["breakouts"], ["breakouts", "line"], ["breakouts", "line"]]);
});

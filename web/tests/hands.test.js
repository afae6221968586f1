// @ts-check
/** @import { EntryFrame, Line, Poll, PollFrame } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { options, standing, total } from "../client/hands.js";

const ballot = { question: "Shall we publish?", options: ["For", "Against"] };
/** @param {Line} line @param {number} [at] @returns {EntryFrame} */
const entry = (line, at = 5) => ({ is: "entry", after: 1, position: 2, at, line });
/** @param {number} number @param {Partial<Poll>} [more] @returns {Poll} */
const poll = (number, more) => ({ ...ballot, number, opened: 1, ...more });
/** @param {number} number @param {number} voted @returns {PollFrame} */
const voted = (number, voted) => ({ is: "poll", number, voted });

test("what was told stands as it was while nothing is heard", () => {
  const told = [poll(1, { closed: 3, remote: [1, 0] }), poll(2)];
  assert.deepEqual(standing(told, []), told);
});

test("a show of hands opens, is answered, counted in the room and closed", () => {
  const news = [entry({ kind: "poll-opened", number: 1, poll: ballot }), voted(1, 3)];
  assert.deepEqual(standing([], news), [{ ...ballot, number: 1, opened: 5, voted: 3 }]);
  news.push(entry({ kind: "poll-counted", number: 1, counts: [12, 2] }));
  assert.deepEqual(standing([], news)[0].room, [12, 2]);
  news.push(entry({ kind: "poll-closed", number: 1, poll: ballot, counts: [2, 1], room: [12, 2] }, 9));
  const [closed] = standing([], news);
  assert.deepEqual([closed.opened, closed.closed, closed.remote, closed.room], [5, 9, [2, 1], [12, 2]]);
});

test("a later count in the room replaces the earlier one, also once it is closed", () => {
  const told = [poll(1, { closed: 3, remote: [1, 0], room: [4, 4] })];
  const [one] = standing(told, [entry({ kind: "poll-counted", number: 1, counts: [5, 3] })]);
  assert.deepEqual([one.room, one.remote, one.closed], [[5, 3], [1, 0], 3]);
});

test("a close that names no count in the room leaves the one that was heard", () => {
  const news = [
    entry({ kind: "poll-counted", number: 1, counts: [4, 4] }),
    entry({ kind: "poll-closed", number: 1, poll: ballot, counts: [0, 1] }),
  ];
  assert.deepEqual(standing([poll(1)], news)[0].room, [4, 4]);
});

test("names come with a line of their own", () => {
  const line = { kind: "poll-named", number: 1, names: [["Ann", "Bo"], []] };
  const news = [entry(line)];
  assert.deepEqual(standing([poll(1, { named: true, closed: 2 })], news)[0].names, [["Ann", "Bo"], []]);
  // For staff first, and then for everyone
  const told = [entry({ ...line, audience: /** @type {const} */ ("staff") }), ...news];
  const published = [1, 2].map((n) => standing([poll(1, { named: true, closed: 2 })], told.slice(0, n))[0].published);
  assert.deepEqual(published, [false, true]);
});

test("they stand by number, and one older than the state tells of is known by its end", () => {
  const news = [entry({ kind: "poll-closed", number: 1, poll: ballot, counts: [2, 1] }, 9)];
  const all = standing([poll(3), poll(2)], news);
  assert.deepEqual(all.map((one) => one.number), [1, 2, 3]);
  assert.deepEqual([all[0].closed, all[0].question], [9, "Shall we publish?"]);
});

test("what is heard of one that is not known changes nothing", () => {
  const news = [
    voted(4, 2),
    entry({ kind: "poll-counted", number: 4, counts: [1, 1] }),
    entry({ kind: "poll-named", number: 4, names: [["Ann"], []] }),
    entry({ kind: "poll-praised", number: 4 }),
    { is: /** @type {const} */ ("entry"), after: 1, position: 2, at: 5, kind: "poll-opened" },
  ];
  assert.deepEqual(standing([], news), []);
});

test("what was told is not changed by what is heard", () => {
  const told = [poll(1)];
  standing(told, [voted(1, 7), entry({ kind: "poll-counted", number: 1, counts: [1, 1] })]);
  assert.deepEqual(told, [poll(1)]);
});

test("each group has shares of its own, and the two are never added together", () => {
  const rows = options(poll(1, { closed: 2, remote: [1, 2], room: [30, 10] }));
  assert.deepEqual(rows, [
    { n: 1, words: "For", remote: 1, room: 30, remoteShare: 33, roomShare: 75 },
    { n: 2, words: "Against", remote: 2, room: 10, remoteShare: 67, roomShare: 25 },
  ]);
});

test("where nobody answered every share is nothing, and what was not counted has no number", () => {
  const [row] = options(poll(1, { closed: 2, remote: [0, 0] }));
  assert.deepEqual([row.remote, row.remoteShare, row.room, row.roomShare], [0, 0, undefined, 0]);
  assert.equal(options(poll(2))[1].remote, undefined);
  assert.deepEqual([total(undefined), total([2, 3])], [0, 5]);
});

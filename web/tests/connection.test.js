// @ts-check
/** @import { Ears, Standing } from "../client/connection.js" */
/** @import { Frame } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection, POLL, SOCKET, STREAM } from "../client/connection.js";
import { addresses } from "../client/wire.js";
import { FakeClock } from "./fakes.js";

const WELCOME = JSON.stringify({ is: "welcome", epoch: "e", from: 5, last: 5, live: true });

/** @param {{rung?: number, get?: (address: string) => Promise<{status: number, body: any}>}} [given] */
function connection({ rung = SOCKET, get = () => new Promise(() => {}) } = {}) {
  const clock = new FakeClock();
  /** @type {{rung: number, address: string, ears: Ears, closed: boolean, sent: string[]}[]} */
  const opened = [];
  /** @type {Standing[]} */
  const standings = [];
  /** @type {Frame[]} */
  const frames = [];
  const kept = { rung };
  const open = (/** @type {number} */ on) => (/** @type {string} */ address, /** @type {Ears} */ ears) => {
    const one = { rung: on, address, ears, closed: false, sent: /** @type {string[]} */ ([]) };
    opened.push(one);
    return { send: (/** @type {string} */ text) => void one.sent.push(text), close: () => void (one.closed = true) };
  };
  const link = new Connection({
    clock,
    random: () => 0,
    addresses: addresses("m", "attendee"),
    cursor: () => 5,
    net: { openSocket: open(SOCKET), openStream: open(STREAM), get, post: () => Promise.reject(new Error("no")) },
    frame: (frame) => frames.push(frame),
    standing: (standing) => standings.push(standing),
    memory: { read: () => kept.rung, write: (now) => void (kept.rung = now) },
  });
  link.start();
  const last = () => /** @type {typeof opened[0]} */ (opened.at(-1));
  return { link, clock, opened, standings, frames, kept, last };
}
const settle = () => new Promise((done) => setTimeout(done, 0));

test("it resumes after what the page holds", () => {
  assert.equal(connection().last().address, "/api/v1/meetings/m/live?as=attendee&after=5");
});

test("two failed sockets lead to the stream, and what worked is remembered", () => {
  const { clock, last, kept, standings } = connection();
  last().ears.ended(1006);
  clock.pass(1_000);
  last().ears.ended(1006);
  assert.equal(last().rung, STREAM);
  last().ears.message(WELCOME);
  assert.equal(kept.rung, STREAM);
  assert.deepEqual(standings.at(-1), { is: "connected", rung: STREAM });
});

test("two connections cut soon after the welcome count as failed ones", () => {
  const { clock, last } = connection();
  for (let n = 0; n < 2; n++) {
    last().ears.message(WELCOME);
    clock.pass(2_000);
    last().ears.ended(1006);
    clock.pass(1_000);
  }
  assert.equal(last().rung, STREAM);
});

test("a connection that lived is opened again on its own rung", () => {
  const { clock, last, opened } = connection();
  for (let n = 0; n < 3; n++) {
    last().ears.message(WELCOME);
    clock.pass(11_000);
    last().ears.ended(1006);
    clock.pass(1_000);
  }
  assert.equal(opened.length, 4);
  assert.equal(last().rung, SOCKET);
});

test("where a welcome is held back, the poll is reached within ten seconds", () => {
  const { clock, link, opened } = connection();
  clock.pass(9_000);
  assert.deepEqual(opened.map((one) => [one.rung, one.closed]), [[SOCKET, true], [STREAM, true]]);
  assert.equal(link.rung, POLL);
});

test("a stream silent for 45 seconds is left for the next rung", () => {
  const { clock, last } = connection();
  last().ears.message(WELCOME);
  clock.pass(44_000);
  last().ears.message(JSON.stringify({ is: "gauge", followers: 1, recording: true }));
  clock.pass(44_000);
  assert.equal(last().rung, SOCKET);
  clock.pass(1_500);
  assert.equal(last().rung, STREAM);
});

test("a machine that slept learns nothing about the network", () => {
  const { clock, last } = connection();
  last().ears.message(WELCOME);
  clock.at += 3_600_000;
  clock.pass(0);
  assert.equal(last().rung, SOCKET);
  assert.equal(last().closed, false);
});

test("the server's restart is waited out, and final answers end it", () => {
  const { clock, last, standings, opened } = connection();
  last().ears.message(WELCOME);
  last().ears.ended(1012);
  assert.equal(standings.at(-1)?.is, "lost");
  clock.pass(1_000);
  assert.equal(last().rung, SOCKET);
  last().ears.ended(4401);
  assert.deepEqual(standings.at(-1), { is: "over", rung: SOCKET, why: "forbidden" });
  clock.pass(100_000);
  assert.equal(opened.length, 2);
});

test("back in view: a quiet connection is opened anew, a talking one is left alone", () => {
  const { clock, last, link, opened } = connection();
  last().ears.message(WELCOME);
  clock.pass(5_000);
  link.probe();
  assert.equal(opened.length, 1);
  clock.pass(6_000);
  link.probe();
  assert.equal(opened.length, 2);
});

test("commands go only while connected", () => {
  const { link, last } = connection();
  assert.equal(link.send({ do: "write", id: "a", text: "x" }), false);
  last().ears.message(WELCOME);
  assert.equal(link.send({ do: "write", id: "a", text: "x" }), true);
  assert.equal(last().sent.length, 1);
});

test("polling hands on entries in order and goes on from the cursor", async () => {
  let asked = 0;
  const entry = { is: "entry", after: 5, position: 6, at: 1, line: { kind: "summary", text: ["a"] } };
  const { frames, standings } = connection({
    rung: POLL,
    get: () =>
      asked++ === 0
        ? Promise.resolve({ status: 200, body: { epoch: "e", from: 5, last: 6, entries: [entry] } })
        : new Promise(() => {}),
  });
  await settle();
  assert.deepEqual(frames.map((frame) => frame.is), ["welcome", "entry"]);
  assert.deepEqual(standings.at(-1), { is: "connected", rung: POLL });
  assert.equal(asked, 2);
});

test("where even a poll fails, it begins at the top again after a while", async () => {
  const { clock, last, standings } = connection({ rung: POLL, get: () => Promise.reject(new Error("away")) });
  await settle();
  assert.equal(standings.at(-1)?.is, "lost");
  clock.pass(1_000);
  assert.equal(last().rung, SOCKET);
});

// @ts-check
/** @import { Ears, Standing } from "../client/connection.js" */
/** @import { Frame } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { POLL, SOCKET, STREAM } from "../client/connection.js";
import { addresses } from "../client/wire.js";
import { WritingConnection } from "../client/writing.js";
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
  const network = { online: true };
  const open = (/** @type {number} */ on) => (/** @type {string} */ address, /** @type {Ears} */ ears) => {
    const one = { rung: on, address, ears, closed: false, sent: /** @type {string[]} */ ([]) };
    opened.push(one);
    return { send: (/** @type {string} */ text) => void one.sent.push(text), close: () => void (one.closed = true) };
  };
  const link = new WritingConnection({
    clock,
    random: () => 0,
    addresses: addresses("m", "attendee", "en"),
    cursor: () => 5,
    net: {
      openSocket: open(SOCKET),
      openStream: open(STREAM),
      get,
      post: () => Promise.reject(new Error("no")),
      online: () => network.online,
    },
    frame: (frame) => frames.push(frame),
    standing: (standing) => standings.push(standing),
    memory: { read: () => kept.rung, write: (now) => void (kept.rung = now) },
  });
  link.start();
  const last = () => /** @type {typeof opened[0]} */ (opened.at(-1));
  return { link, clock, opened, standings, frames, kept, network, last };
}
const settle = () => new Promise((done) => setTimeout(done, 0));

test("it resumes after what the page holds", () => {
  assert.equal(connection().last().address, "/api/v1/meetings/m/live?as=attendee&language=en&after=5");
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

test("where a welcome is held back, the poll is reached within ten seconds, and the reader hears why", () => {
  const { clock, link, opened, standings } = connection();
  clock.pass(9_000);
  assert.deepEqual(opened.map((one) => [one.rung, one.closed]), [[SOCKET, true], [STREAM, true]]);
  assert.equal(link.rung, POLL);
  assert.deepEqual(standings.at(-1), { is: "connecting", rung: POLL, why: "held" });
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
  assert.deepEqual(standings.at(-1), { is: "lost", rung: SOCKET, why: "restart" });
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

test("waking comes as several events and is answered once", () => {
  const { clock, last, link, opened } = connection();
  last().ears.message(WELCOME);
  clock.at += 3_600_000;
  link.probe();
  clock.at += 300;
  link.probe();
  assert.equal(opened.length, 2);
  // What was still not answered a second later is tried anew.
  clock.at += 800;
  link.probe();
  assert.equal(opened.length, 3);
});

test("a page that rests keeps nothing open and goes on from its position when it wakes", () => {
  const { clock, last, link, opened } = connection();
  last().ears.message(WELCOME);
  clock.pass(1_000);
  link.rest();
  assert.equal(last().closed, true);
  assert.equal(link.send({ do: "write", id: "a", text: "x" }), false);
  clock.pass(3_600_000);
  assert.equal(opened.length, 1);
  link.probe();
  assert.equal(opened.length, 2);
  assert.equal(last().rung, SOCKET);
});

test("while waiting to try again, a return is a reason to try at once", () => {
  const { last, link, opened } = connection();
  last().ears.ended(1006);
  link.probe();
  assert.equal(opened.length, 2);
});

test("offline, the reader is told so, and what failed then counts for nothing once it is back", () => {
  const { clock, last, link, network, kept, standings } = connection();
  last().ears.message(WELCOME);
  network.online = false;
  link.renew();
  last().ears.ended(1006);
  assert.deepEqual(standings.at(-1), { is: "lost", rung: SOCKET, why: "offline" });
  clock.pass(1_000);
  last().ears.ended(1006);
  assert.equal(last().rung, STREAM);
  network.online = true;
  link.renew();
  assert.equal(last().rung, SOCKET);
  last().ears.message(WELCOME);
  assert.equal(kept.rung, SOCKET);
});

test("another network begins with what is remembered of it", () => {
  const { last, link, kept } = connection();
  last().ears.message(WELCOME);
  kept.rung = STREAM;
  link.renew();
  assert.equal(last().rung, STREAM);
});

test("what an outage drove the page to is not remembered of the network, and is left after a minute", () => {
  const { clock, last, kept } = connection();
  last().ears.message(WELCOME);
  clock.pass(11_000);
  // Given one that worked and then failed four times
  for (let n = 0; n < 5; n++) {
    last().ears.ended(1006);
    clock.pass(1_000);
  }
  assert.equal(last().rung, STREAM);
  last().ears.message(WELCOME);
  assert.equal(kept.rung, SOCKET);
  clock.pass(30_000);
  last().ears.message(WELCOME);
  clock.pass(31_000);
  assert.equal(last().rung, SOCKET);
});

test("a socket that spoke for a while and fell silent is not what the network forbids", () => {
  const { clock, last, kept } = connection();
  last().ears.message(WELCOME);
  clock.pass(20_000);
  last().ears.message(WELCOME);
  clock.pass(46_000);
  assert.equal(last().rung, STREAM);
  last().ears.message(WELCOME);
  assert.equal(kept.rung, SOCKET);
});

test("a socket that let only the welcome through is what the network forbids", () => {
  const { clock, last, kept } = connection();
  last().ears.message(WELCOME);
  clock.pass(46_000);
  assert.equal(last().rung, STREAM);
  last().ears.message(WELCOME);
  assert.equal(kept.rung, STREAM);
});

/** Hears every ten seconds for this long on the rung that carries. @param {ReturnType<typeof connection>} page */
function carryOn({ clock }, /** @type {{ears: Ears}} */ line, /** @type {number} */ milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 10_000) {
    line.ears.message(WELCOME);
    clock.pass(10_000);
  }
}

test("after ten minutes the socket is tried beside the stream, which goes only when the socket speaks", () => {
  const page = connection({ rung: STREAM });
  const { last, opened, kept, standings } = page;
  const stream = last();
  carryOn(page, stream, 600_000);
  const socket = last();
  assert.deepEqual([socket.rung, socket.closed, stream.closed], [SOCKET, false, false]);
  // Lines still come by the stream.
  stream.ears.message(JSON.stringify({ is: "gauge", followers: 1, recording: true }));
  assert.equal(page.frames.at(-1)?.is, "gauge");
  socket.ears.message(WELCOME);
  assert.deepEqual([socket.closed, stream.closed, opened.length, kept.rung], [false, true, 2, SOCKET]);
  assert.deepEqual(standings.at(-1), { is: "connected", rung: SOCKET });
  assert.equal(page.link.send({ do: "write", id: "a", text: "x" }), true);
  assert.equal(socket.sent.length, 1);
  // And what the stream said last is not heard twice.
  const count = page.frames.length;
  stream.ears.message(WELCOME);
  assert.equal(page.frames.length, count);
});

test("a climb that is held back or refused disturbs nothing and comes again ten minutes later", () => {
  for (const refused of [true, false]) {
    const page = connection({ rung: STREAM });
    const { clock, last, opened, standings } = page;
    const stream = last();
    carryOn(page, stream, 600_000);
    const told = standings.length;
    if (refused) last().ears.ended(1006);
    clock.pass(5_000);
    assert.deepEqual([opened.length, opened[1].closed, stream.closed, standings.length], [2, true, false, told]);
    // What it says too late is not heard.
    opened[1].ears.message(WELCOME);
    assert.equal(stream.closed, false);
    carryOn(page, stream, 610_000);
    assert.equal(opened.length, 3);
  }
});

test("a page that reconnects every few minutes climbs all the same", () => {
  const page = connection({ rung: STREAM });
  const { link, last, clock } = page;
  for (let n = 0; n < 5; n++) {
    carryOn(page, last(), 150_000);
    if (last().rung === SOCKET) break;
    clock.pass(11_000);
    link.probe();
  }
  assert.equal(last().rung, SOCKET);
});

test("from the poll, the stream is tried where the socket still fails", async () => {
  const reading = { status: 200, body: { epoch: "e", from: 5, last: 5, entries: [] } };
  /** @type {((answer: typeof reading) => void)[]} */
  const waiting = [];
  const { clock, last, opened } = connection({ rung: POLL, get: () => new Promise((give) => waiting.push(give)) });
  for (let passed = 0; passed < 600_000; passed += 20_000) {
    waiting.pop()?.(reading);
    await settle();
    clock.pass(20_000);
  }
  assert.deepEqual(opened.map((one) => one.rung), [SOCKET]);
  last().ears.ended(1006);
  assert.deepEqual(opened.map((one) => one.rung), [SOCKET, STREAM]);
  last().ears.message(WELCOME);
  assert.equal(last().closed, false);
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

test("a poll that is cut before its answer is asked again on its own rung, for less time", async () => {
  /** @type {string[]} */
  const asked = [];
  const { clock, opened, link } = connection({
    rung: POLL,
    get: (address) => {
      asked.push(address);
      const isLong = !address.endsWith("wait=0");
      return Promise.resolve(
        isLong ? { status: 504, body: null } : { status: 200, body: { epoch: "e", from: 5, last: 5, entries: [] } },
      );
    },
  });
  await settle();
  clock.pass(1_000);
  await settle();
  assert.deepEqual(asked.map((one) => one.split("wait=")[1]), ["0", "25", "0", "12"]);
  assert.deepEqual([link.rung, opened.length], [POLL, 0]);
});

test("where even a poll fails, it begins at the top again after a while", async () => {
  const { clock, last, standings } = connection({ rung: POLL, get: () => Promise.reject(new Error("away")) });
  await settle();
  assert.equal(standings.at(-1)?.is, "lost");
  clock.pass(1_000);
  assert.equal(last().rung, SOCKET);
});

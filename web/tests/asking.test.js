// @ts-check
/** @import { Answer } from "../client/device.js" */
/** @import { Command } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Asking } from "../client/asking.js";
import { Device } from "../client/device.js";
import { addresses } from "../client/wire.js";
import { FakeClock, memoryStore } from "./fakes.js";

/** @type {Answer} */
const AWAY = { is: "later", detail: "", wait: 0 };
/** Lets what was answered be taken in. */
const settled = () => new Promise((done) => setTimeout(done, 0));

/** A box to ask in, in one browser; answers are given one after the other. @param {Answer[]} answers */
function box(answers, store = memoryStore(), clock = new FakeClock()) {
  /** @type {Command[]} */
  const sent = [];
  let id = 0;
  const asking = new Asking({
    store,
    scope: "meeting",
    clock,
    newId: () => `c-${++id}`,
    changed: () => {},
    send: (command) => {
      sent.push(command);
      return Promise.resolve(answers.shift() ?? AWAY);
    },
  });
  return { asking, sent, store, clock };
}

test("what is typed outlives the page", () => {
  const { asking, store } = box([]);
  asking.type({ text: "Why a P", name: "Ada" });
  const { asking: again } = box([], store);
  assert.deepEqual(again.draft, { text: "Why a P", name: "Ada", organisation: "", behalf: "" });
});

test("a question asked is in review, the box empty, the name kept", async () => {
  const { asking, sent } = box([{ is: "accepted" }]);
  asking.type({ text: "Why a PDF?", name: "Ada", behalf: "Bo" });
  assert.equal(asking.ask(), true);
  assert.equal(asking.state, "sending");
  await settled();
  assert.deepEqual(sent, [{ do: "ask", id: "c-1", text: "Why a PDF?", name: "Ada", behalf: "Bo" }]);
  assert.deepEqual([asking.state, asking.sent], ["asked", null]);
  assert.deepEqual(asking.draft, { text: "", name: "Ada", organisation: "", behalf: "" });
});

test("without a connection it is kept and sent again under the same id, ever less often", async () => {
  const { asking, sent, clock } = box([AWAY, AWAY, AWAY, { is: "accepted" }]);
  asking.type({ text: "Why a PDF?" });
  asking.ask();
  await settled();
  assert.equal(asking.state, "kept");
  for (const [pause, tries] of [[1_999, 1], [1, 2], [3_999, 2], [1, 3], [8_000, 4]]) {
    clock.pass(pause);
    await settled();
    assert.equal(sent.length, tries);
  }
  assert.deepEqual([...new Set(sent.map((one) => one.id))], ["c-1"]);
  assert.equal(asking.state, "asked");
});

test("a connection that is back ends the pause", async () => {
  const { asking, sent } = box([AWAY, { is: "accepted" }]);
  asking.type({ text: "Why a PDF?" });
  asking.ask();
  await settled();
  asking.wake();
  await settled();
  assert.deepEqual([sent.length, asking.state], [2, "asked"]);
});

test("a reload goes on with the same question, which cannot be typed over meanwhile", async () => {
  const { asking, store } = box([AWAY]);
  asking.type({ text: "Why a PDF?" });
  asking.ask();
  await settled();
  const { asking: again, sent } = box([{ is: "accepted" }], store);
  again.start();
  again.type({ text: "Something else" });
  assert.equal(again.ask(), false);
  await settled();
  assert.deepEqual(sent.map((one) => [one.id, one.text]), [["c-1", "Why a PDF?"]]);
  const { asking: third, sent: none } = box([], store);
  third.start();
  await settled();
  assert.deepEqual([none.length, third.draft.text], [0, ""]);
});

test("the server's pause is kept to, and its words are told", async () => {
  const { asking, sent, clock } = box([{ is: "later", detail: "The queue is full.", wait: 30 }, { is: "accepted" }]);
  asking.type({ text: "Why a PDF?" });
  asking.ask();
  await settled();
  assert.deepEqual([asking.state, asking.why], ["later", "The queue is full."]);
  clock.pass(29_000);
  await settled();
  assert.equal(sent.length, 1);
  clock.pass(1_000);
  await settled();
  assert.equal(asking.state, "asked");
});

test("a refusal says why and gives the words back, to be sent as another question", async () => {
  const refusal = { is: /** @type {const} */ ("refused"), code: "questions-paused", detail: "Paused." };
  const { asking, sent } = box([refusal, { is: "accepted" }]);
  asking.type({ text: "Why a PDF?" });
  asking.ask();
  await settled();
  assert.deepEqual([asking.state, asking.why, asking.draft.text], ["refused", "Paused.", "Why a PDF?"]);
  assert.equal(asking.ask(), true);
  await settled();
  assert.deepEqual(sent.map((one) => one.id), ["c-1", "c-2"]);
});

test("case 15: what is too long is not sent, and not cut; characters count once, however written", async () => {
  const { asking, sent } = box([{ is: "accepted" }]);
  asking.type({ text: "🦉".repeat(501) });
  assert.equal(asking.ask(), false);
  assert.equal([...asking.draft.text].length, 501);
  asking.type({ text: "🦉".repeat(500) });
  assert.equal(asking.ask(), true);
  await settled();
  assert.equal(sent.length, 1);
  asking.type({ text: "  " });
  assert.equal(asking.ask(), false);
});

/** A device before a server that answers in turn. @param {any[]} answers Of what is posted. */
function device(answers, mine = { status: 200, body: { questions: [], supports: [7] } }) {
  /** @type {string[]} */
  const log = [];
  const store = memoryStore();
  const net = /** @type {any} */ ({
    get: (/** @type {string} */ address) => {
      log.push("get " + address.split("/").at(-1));
      return Promise.resolve(mine);
    },
    post: (/** @type {string} */ _, /** @type {Command} */ command) => {
      log.push("post " + command.id);
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new Error("away"));
    },
  });
  const made = new Device({
    net,
    addresses: addresses("meeting", "attendee", "en"),
    store,
    scope: "meeting",
    changed() {},
  });
  return { device: made, log };
}
const accepted = { status: 200, body: { is: "accepted", id: "a", entries: [5] } };
/** @param {number} status @param {string} code */
const refused = (status, code, wait = 0) => ({ status, body: { code, detail: code + "." }, wait });

test("the server knows the device before its first question, and is asked once", async () => {
  const { device: one, log } = device([accepted, accepted]);
  assert.equal(one.isKnown, false);
  assert.deepEqual(await one.send({ do: "ask", id: "a", text: "Why?" }), { is: "accepted" });
  assert.deepEqual(await one.support(4, true, "b"), { is: "accepted" });
  assert.deepEqual(log, ["get mine", "post a", "post b"]);
  assert.deepEqual([[...one.supports], one.isKnown], [[7, 4], true]);
});

test("a server that has forgotten the device is asked again, and the same command sent once more", async () => {
  const { device: one, log } = device([refused(403, "no-token"), accepted]);
  assert.deepEqual(await one.send({ do: "ask", id: "a" }), { is: "accepted" });
  assert.deepEqual(log, ["get mine", "post a", "get mine", "post a"]);
  const { device: other } = device([refused(403, "no-token"), refused(403, "no-token")]);
  assert.deepEqual(await other.send({ do: "ask", id: "a" }), {
    is: "refused",
    code: "no-token",
    detail: "no-token.",
  });
});

test("a command is worth repeating where the server is away, busy or cannot write", async () => {
  const { device: one } = device([
    undefined,
    { status: 502, body: null },
    refused(503, "not-recorded"),
    refused(429, "too-fast", 9),
    { status: 200, body: null },
  ]);
  const answers = [];
  for (let n = 0; n < 5; n += 1) answers.push(await one.send({ do: "ask", id: "a" }));
  assert.deepEqual(answers.map((one) => one.is === "later" && [one.detail, one.wait]), [
    ["", 0],
    ["", 0],
    ["not-recorded.", 0],
    ["too-fast.", 9],
    ["", 0],
  ]);
});

test("a device that may only read learns it by a refusal, and again that it may do more", async () => {
  const mine = {
    status: 200,
    body: { questions: [], supports: [], barred: /** @type {boolean | undefined} */ (undefined) },
  };
  const { device: one, log } = device([refused(403, "barred")], mine);
  await one.meet();
  assert.equal(one.barred, false);
  mine.body.barred = true;
  assert.equal((await one.send({ do: "ask", id: "a" })).is, "refused");
  await settled();
  assert.deepEqual([one.barred, log], [true, ["get mine", "post a", "get mine"]]);
  mine.body.barred = undefined;
  await one.refresh();
  assert.equal(one.barred, false);
});

test("without a device known nothing is sent, and a refused press is not support", async () => {
  const { device: one, log } = device([accepted], /** @type {any} */ ({ status: 503, body: null }));
  assert.equal((await one.send({ do: "ask", id: "a" })).is, "later");
  assert.deepEqual(log, ["get mine"]);
  const { device: other } = device([refused(409, "unknown-question")]);
  await other.support(4, true, "b");
  assert.equal(other.isSupporting(4), false);
});

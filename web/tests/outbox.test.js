// @ts-check
/** @import { Command } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HEARTBEAT, Outbox } from "../client/outbox.js";
import { FakeClock, memoryStore } from "./fakes.js";

/** @param {{clock?: FakeClock, store?: ReturnType<typeof memoryStore>, tab?: string}} [given] */
function outbox({ clock = new FakeClock(), store = memoryStore(), tab = "t1" } = {}) {
  /** @type {Command[]} */
  const sent = [];
  let made = 0;
  const box = new Outbox({
    store,
    clock,
    tab,
    scope: "m/scribe",
    newId: () => `${tab}-${++made}-${clock.now()}`,
    send: (command) => sent.push(command) > 0,
    changed: () => {},
  });
  const accept = (/** @type {string | undefined} */ id, /** @type {number[]} */ entries = [1]) =>
    box.answered({ is: "accepted", id: id ?? "", entries });
  return { box, sent, clock, store, accept };
}
const write = (/** @type {string} */ text) => ({ do: "write", text });

test("twenty lines typed while the network is away are sent in order when it is back, one at a time", () => {
  const { box, sent, accept, clock } = outbox();
  for (let n = 1; n <= 20; n++) {
    box.add(write(`line ${n}`));
    clock.pass(50);
    assert.equal(box.unsaved, n);
  }
  assert.equal(sent.length, 0);
  box.connected(true);
  for (let n = 1; n <= 20; n++) {
    assert.equal(sent.length, n);
    accept(sent[n - 1].id, [n]);
    assert.equal(box.unsaved, 20 - n);
  }
  assert.deepEqual(sent.map((one) => one.text), Array.from({ length: 20 }, (_, n) => `line ${n + 1}`));
});

test("a line without an answer is sent again under the same id after a new connection", () => {
  const { box, sent } = outbox();
  box.connected(true);
  const line = box.add(write("a"));
  box.connected(false);
  box.connected(true);
  assert.deepEqual(sent.map((one) => one.id), [line.id, line.id]);
});

test("a line without an answer for ten seconds is sent again under the same id", () => {
  const { box, sent, clock } = outbox();
  box.connected(true);
  const line = box.add(write("a"));
  clock.pass(10_000);
  assert.deepEqual(sent.map((one) => one.id), [line.id, line.id]);
});

test("unsaved lines survive a reload with their ids and order", () => {
  const first = outbox();
  first.box.add(write("a"));
  first.box.add(write("b"));
  const ids = first.box.lines.map((line) => line.id);
  const second = outbox({ store: first.store, clock: first.clock });
  assert.deepEqual(second.box.lines.map((line) => line.id), ids);
  assert.equal(second.box.unsaved, 2);
  second.box.connected(true);
  second.accept(second.sent[0].id);
  assert.deepEqual(second.sent.map((one) => one.text), ["a", "b"]);
});

test("a second tab does not send what a living tab holds, and takes over from one that has gone", () => {
  const first = outbox({ tab: "t1" });
  first.box.add(write("a"));
  const second = outbox({ tab: "t2", store: first.store, clock: first.clock });
  second.box.connected(true);
  assert.equal(second.sent.length, 0);
  first.clock.pass(4 * HEARTBEAT);
  second.box.beat();
  assert.deepEqual(second.sent.map((one) => one.text), ["a"]);
});

test("a tab that closes in good order is followed at once", () => {
  const first = outbox({ tab: "t1" });
  first.box.add(write("a"));
  first.box.leave();
  const second = outbox({ tab: "t2", store: first.store, clock: first.clock });
  assert.equal(second.box.unsaved, 1);
});

test("a refused line stays, counts as unsaved, holds nobody up, and can be dropped", () => {
  const { box, sent, accept } = outbox();
  box.connected(true);
  const bad = box.add(write("a"));
  box.add(write("b"));
  box.answered({ is: "refused", id: bad.id, code: "text-too-long", detail: "Too long." });
  assert.equal(sent.length, 2);
  accept(sent[1].id, [7]);
  assert.equal(box.unsaved, 1);
  assert.equal(box.lines[0].why, "Too long.");
  assert.equal(box.drop(bad.id)?.command.text, "a");
  assert.equal(box.unsaved, 0);
});

test("a full disk is no reason to give a line up, nor to let the next one pass it", () => {
  const { box, sent, clock } = outbox();
  box.connected(true);
  const line = box.add(write("a"));
  box.add(write("b"));
  box.answered({ is: "refused", id: line.id, code: "not-recorded", detail: "" });
  assert.equal(sent.length, 1);
  clock.pass(5_000);
  assert.deepEqual(sent.map((one) => one.text), ["a", "a"]);
  assert.equal(box.unsaved, 2);
});

test("a saved line leaves once the record shows it", () => {
  const { box, sent, accept } = outbox();
  box.connected(true);
  box.add(write("a"));
  accept(sent[0].id, [44]);
  box.shown(43);
  assert.equal(box.lines.length, 1);
  box.shown(44);
  assert.equal(box.lines.length, 0);
});

test("an answer that comes twice counts once", () => {
  const { box, sent, accept } = outbox();
  box.connected(true);
  box.add(write("a"));
  accept(sent[0].id);
  assert.equal(accept(sent[0].id), null);
});

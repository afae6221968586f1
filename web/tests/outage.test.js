// @ts-check
/** @import { Standing } from "../client/connection.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outage } from "../client/outage.js";
import { FakeClock } from "./fakes.js";

/** @type {Standing} */
const CONNECTED = { is: "connected", rung: 0 };
/** @type {Standing} */
const LOST = { is: "lost", rung: 0, why: "away" };
/** @type {Standing} */
const CONNECTING = { is: "connecting", rung: 1, why: "held" };

function outage() {
  const clock = new FakeClock();
  /** @type {[string, boolean][]} */
  const told = [];
  const it = new Outage(clock, (standing, isLong) => told.push([standing.is, isLong]));
  it.take(CONNECTED);
  return { clock, it, last: () => told.at(-1), told };
}

test("a connection gone for less than three seconds gets no banner", () => {
  const { clock, it, last } = outage();
  it.take(LOST);
  clock.pass(2_900);
  assert.deepEqual(last(), ["lost", false]);
  it.take(CONNECTED);
  clock.pass(60_000);
  assert.deepEqual(last(), ["connected", false]);
});

test("three seconds count from the first sign of trouble, and what is true by then is told", () => {
  const { clock, it, last } = outage();
  it.take(LOST);
  clock.pass(2_000);
  it.take(CONNECTING);
  assert.deepEqual(last(), ["connecting", false]);
  clock.pass(1_000);
  assert.deepEqual(last(), ["connecting", true]);
});

test("it lasts through every further try and ends with the connection", () => {
  const { clock, it, last } = outage();
  it.take(LOST);
  clock.pass(3_000);
  it.take(CONNECTING);
  assert.deepEqual(last(), ["connecting", true]);
  it.take(CONNECTED);
  assert.deepEqual(last(), ["connected", false]);
  // The next one begins at nought.
  it.take(LOST);
  assert.deepEqual(last(), ["lost", false]);
});

test("time slept away does not count", () => {
  const { clock, it, last } = outage();
  it.take(LOST);
  clock.at += 3_600_000;
  clock.pass(0);
  assert.deepEqual(last(), ["lost", false]);
  clock.pass(3_000);
  assert.deepEqual(last(), ["lost", true]);
});

test("back at the page, the reader is given three seconds again", () => {
  const { clock, it, last } = outage();
  it.take(LOST);
  clock.pass(10_000);
  it.wake();
  assert.deepEqual(last(), ["lost", false]);
  clock.pass(3_000);
  assert.deepEqual(last(), ["lost", true]);
});

test("waking while connected, or at the end, tells nothing", () => {
  const { clock, it, told } = outage();
  it.wake();
  it.take({ is: "over", rung: 0, why: "forbidden" });
  it.wake();
  clock.pass(10_000);
  assert.deepEqual(told, [["connected", false], ["over", false]]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Received } from "../client/received.js";

test("a report is received once its group has signed it off, until that is taken back", () => {
  const received = new Received([{ number: 1, name: "Energy", lines: 2, signedOff: 5 }, {
    number: 2,
    name: "Safety",
    lines: 0,
  }]);
  assert.deepEqual(received.count, { n: 1, all: 2 });
  received.take({ kind: "breakout-formed", number: 3 });
  received.take({ kind: "breakout-signed-off", number: 3 });
  received.take({ kind: "breakout-called", number: 2 });
  assert.deepEqual(received.count, { n: 2, all: 3 });
  received.take({ kind: "breakout-reopened", number: 1 });
  assert.deepEqual(received.count, { n: 1, all: 3 });
});

test("without groups there is nothing to say", () => {
  assert.equal(new Received(undefined).count, undefined);
});

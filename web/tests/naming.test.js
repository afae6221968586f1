// @ts-check
/** @import { Poll } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { areNamesPublic } from "../client/naming.js";

/** @type {Poll} */
const poll = { number: 1, question: "Agreed?", options: ["For", "Against"], named: true, opened: 5, closed: 9 };
const names = [["Ada"], ["Bo"]];

/** @param {number} number */
const named = (number) => ({
  is: /** @type {const} */ ("entry"),
  after: 1,
  position: 2,
  at: 9,
  line: { kind: "poll-named", number, names },
});

test("names are everybody's once they were told twice, first to staff", () => {
  assert.equal(areNamesPublic(1, [poll], []), false);
  assert.equal(areNamesPublic(1, [poll], [named(1)]), false);
  assert.equal(areNamesPublic(1, [poll], [named(1), named(2)]), false);
  assert.equal(areNamesPublic(1, [poll], [named(1), named(1)]), true);
});

test("a page that is made later is told", () => {
  assert.equal(areNamesPublic(1, [{ ...poll, names }], []), false);
  assert.equal(areNamesPublic(1, [{ ...poll, names }], [named(1)]), true);
  assert.equal(areNamesPublic(1, [{ ...poll, names, published: true }], []), true);
});

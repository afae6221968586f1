// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcut } from "../client/shortcuts.js";

const plain = { key: "B", ctrlKey: false, altKey: false, metaKey: false };
const reader = { isOff: false, isWriting: false };

test("a letter by itself is a shortcut", () => {
  assert.equal(shortcut(plain, reader), "b");
});

test("with another key, while somebody writes, or turned off, it is not", () => {
  assert.equal(shortcut({ ...plain, ctrlKey: true }, reader), "");
  assert.equal(shortcut({ ...plain, altKey: true }, reader), "");
  assert.equal(shortcut({ ...plain, metaKey: true }, reader), "");
  assert.equal(shortcut({ ...plain, key: "Enter" }, reader), "");
  assert.equal(shortcut(plain, { ...reader, isWriting: true }), "");
  assert.equal(shortcut(plain, { ...reader, isOff: true }), "");
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { Terms } from "../client/terms.js";

/** @param {string[]} names */
const glossary = (...names) =>
  new Terms(names.map((term, place) => ({ number: place + 1, term, text: "In plain words.", about: "" })));

/** The parts of a text that are found. @param {Terms} terms @param {string} text */
const found = (terms, text) => terms.find(text).map(({ start, end }) => text.slice(start, end));

test("a term is found as a whole word, whatever the case, and where it stands", () => {
  const terms = glossary("DPIA");
  for (const text of ["The DPIA comes first.", "a dpia", "(DPIA)", "“DPIA”", "DPIA", "the DPIA’s owner", "DPIA-led"]) {
    assert.deepEqual(found(terms, text).map((one) => one.toUpperCase()), ["DPIA"], text);
  }
  for (const text of ["DPIAs", "preDPIA", "DPIA2", "DPI A", "éDPIA", "DPIA\u0301", ""]) {
    assert.deepEqual(found(terms, text), [], text);
  }
});

test("of terms within terms the longer counts, and the shorter where it stands alone", () => {
  const terms = glossary("data", "data controller", "data controller agreement");
  assert.deepEqual(found(terms, "Who is the data controller?"), ["data controller"]);
  assert.deepEqual(found(terms, "The data controllers met."), ["data"]);
  assert.deepEqual(found(terms, "A data controller agreement, then data."), ["data controller agreement", "data"]);
});

test("gaps may be wide, signs are only signs, and one term may follow another", () => {
  assert.deepEqual(found(glossary("data  controller"), "The data\n controller"), ["data\n controller"]);
  assert.deepEqual(found(glossary("R&D", "C++", "a.b"), "Our r&d is in C++, mostly, axb."), ["r&d", "C++"]);
  assert.deepEqual(found(glossary("C++"), "C and C++11"), []);
  assert.deepEqual(found(glossary("AI", "ethics"), "AI AI ethics"), ["AI", "AI", "ethics"]);
  assert.deepEqual(found(glossary("Straße"), "in der STRASSE, in der straße"), ["straße"]);
});

test("a glossary without words finds nothing, and of two with one term the first is meant", () => {
  assert.deepEqual(found(glossary(), "anything"), []);
  assert.deepEqual(found(glossary(" "), "any thing"), []);
  assert.deepEqual(glossary("Angle", "angle").find("an ANGLE").map(({ word }) => word.number), [1]);
  assert.equal(glossary("Angle").word(2), undefined);
});

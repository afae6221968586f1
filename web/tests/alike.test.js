// @ts-check
/** @import { Question } from "../client/wire.js" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Alike, together } from "../client/alike.js";
import { FakeClock } from "./fakes.js";

/** @param {number} number @returns {Question} */
const question = (number) => ({ number, state: "published", words: "Who pays?" });

function asker({ isConnected = true } = {}) {
  const clock = new FakeClock();
  /** @type {string[]} */
  const asked = [];
  /** @type {((answer: {status: number, body: any} | Error) => void)[]} */
  const answers = [];
  const network = { isConnected };
  const found = { times: 0 };
  const alike = new Alike({
    clock,
    slug: "m",
    isConnected: () => network.isConnected,
    found: () => found.times += 1,
    get: (address) => {
      asked.push(address);
      return new Promise((yes, no) => answers.push((answer) => answer instanceof Error ? no(answer) : yes(answer)));
    },
  });
  /** @param {{status: number, body: any} | Error} answer */
  const answer = async (answer) => {
    answers.shift()?.(answer);
    for (let turn = 0; turn < 5; turn++) await null;
  };
  return { clock, asked, alike, network, found, answer };
}

test("the server is asked once typing has rested, not at every key", async () => {
  const { clock, asked, alike, found, answer } = asker();
  alike.type("Who pays for it");
  clock.pass(500);
  alike.type("Who pays for it?");
  clock.pass(599);
  assert.deepEqual(asked, []);
  clock.pass(1);
  assert.deepEqual(asked, ["/api/v1/meetings/m/questions?like=Who%20pays%20for%20it%3F&as=attendee"]);
  await answer({ status: 200, body: { questions: [question(7)] } });
  assert.deepEqual([alike.questions, found.times], [[question(7)], 1]);
});

test("few characters are not asked for, and take back what was found", async () => {
  const { clock, asked, alike, answer } = asker();
  alike.type("Who pays?");
  clock.pass(1_000);
  assert.deepEqual(asked, []);
  alike.type("Who pays for it?");
  clock.pass(600);
  await answer({ status: 200, body: { questions: [question(7)] } });
  alike.type("Who");
  assert.deepEqual(alike.questions, []);
});

test("there is one request at a time; what was typed meanwhile is asked for after it", async () => {
  const { clock, asked, alike, answer } = asker();
  alike.type("Who pays for it?");
  clock.pass(600);
  alike.type("Who pays for the roads?");
  clock.pass(600);
  assert.equal(asked.length, 1);
  await answer({ status: 200, body: { questions: [] } });
  assert.match(asked[1] ?? "", /the%20roads/);
});

test("a failure is silent, and the next rest asks again", async () => {
  const { clock, asked, alike, answer, found } = asker();
  alike.type("Who pays for it?");
  clock.pass(600);
  await answer(new Error("gone"));
  assert.deepEqual([alike.questions, found.times], [[], 0]);
  alike.type("Who pays for it, then?");
  clock.pass(600);
  await answer({ status: 503, body: null });
  assert.deepEqual([asked.length, alike.questions], [2, []]);
});

test("without a connection nothing is asked, and the same words are not asked for twice", async () => {
  const { clock, asked, alike, network, answer } = asker({ isConnected: false });
  alike.type("Who pays for it?");
  clock.pass(600);
  assert.deepEqual(asked, []);
  network.isConnected = true;
  alike.type("Who pays for it!");
  clock.pass(600);
  await answer({ status: 200, body: { questions: [] } });
  alike.type("Who pays for it! ");
  clock.pass(600);
  assert.equal(asked.length, 1);
});

test("what this page found comes first, then what only the server knows, at most so many", () => {
  const held = new Map([[1, question(1)], [2, question(2)]]);
  const others = [question(2), question(8), question(9), question(10)];
  const numbers = together([question(1)], others, held, 3).map((one) => one.number);
  assert.deepEqual(numbers, [1, 8, 9]);
});

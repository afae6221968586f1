// @ts-check
// Whether the names of a show of hands are everybody's. They are told twice: to staff at its close, and to everyone.
/** @import { EntryFrame, Poll, PollFrame } from "./wire.js" */

/** @param {number} number @param {(Poll & {published?: boolean})[]} polls As the state told them. @param {(EntryFrame | PollFrame)[]} news */
export function areNamesPublic(number, polls, news) {
  const held = polls.find((one) => one.number === number);
  if (held?.published) return true;
  const told = news.filter((one) =>
    one.is === "entry" && one.line?.kind === "poll-named" && one.line.number === number
  );
  return told.length + Number(held?.names !== undefined) > 1;
}

// @ts-check
// Shows of hands as they stand, from what the state told of them and what was heard since.
/** @import { EntryFrame, Line, Poll, PollFrame } from "./wire.js" */

/**
 * @param {Poll[]} polls @param {(EntryFrame | PollFrame)[]} pollNews In the order heard.
 * @returns {Poll[]} By number.
 */
export function standing(polls, pollNews) {
  const all = new Map(polls.map((one) => [one.number, one]));
  for (const news of pollNews) {
    const number = news.is === "poll" ? news.number : news.line?.number ?? 0;
    const next = news.is === "poll"
      ? heard(all.get(number), news.voted)
      : news.line && after(all.get(number), news.line, news.at);
    if (next) all.set(number, next);
  }
  return [...all.values()].sort((a, b) => a.number - b.number);
}

/** @param {Poll | undefined} held @param {number} voted */
const heard = (held, voted) => held && { ...held, voted };

/**
 * @param {Poll | undefined} held @param {Line} line @param {number} at
 * @returns {Poll | undefined} Undefined where the line tells of one that is not known.
 */
function after(held, { kind, number = 0, poll, counts, room, names, audience }, at) {
  switch (kind) {
    case "poll-opened":
      return poll && { ...poll, number, opened: at, voted: 0 };
    case "poll-closed": {
      // Older than those the state tells of, it is known by its end alone.
      const base = poll ? { opened: at, ...held, ...poll, number } : held;
      return base && { ...base, closed: at, remote: counts, room: room ?? base.room };
    }
    case "poll-counted":
      return held && { ...held, room: counts };
    case "poll-named":
      return held && { ...held, names, published: audience !== "staff" };
  }
}

/** @param {number[] | undefined} numbers */
export const total = (numbers) => (numbers ?? []).reduce((sum, n) => sum + n, 0);

/**
 * The rows of one show of hands. Those outside the room and those in it are two groups, each with shares of its own.
 * @param {Poll} poll
 * @returns {{n: number, words: string, remote?: number, room?: number, remoteShare: number, roomShare: number}[]} `n` from
 *   1; shares from 0 to 100.
 */
export function options({ options, remote, room }) {
  return options.map((words, place) => ({
    n: place + 1,
    words,
    remote: remote?.[place],
    room: room?.[place],
    remoteShare: share(remote, place),
    roomShare: share(room, place),
  }));
}

/** @param {number[] | undefined} numbers @param {number} place */
const share = (numbers, place) => Math.round(100 * (numbers?.[place] ?? 0) / Math.max(1, total(numbers)));

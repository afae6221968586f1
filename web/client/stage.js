// @ts-check
// What the room's screen shows in its main place.
/** @import { MeetingRecord } from "./record.js" */
/** @import { Poll, Question, State } from "./wire.js" */
import { isOpen } from "./questions.js";

/**
 * @typedef {"course" | "question" | "poll" | "result" | "notes" | "questions" | "speakers" | "join"} Shows The course is
 *   the agenda and the notes.
 * @typedef {{shows: Shows, question?: Question, poll?: Poll}} Scene
 */

export class Stage {
  /** The show of hands whose result stands, until the meeting goes on to something else. @type {number | undefined} */
  result;
  /** What was there when last looked. */
  closed = 0;
  /** @type {number | undefined} */
  item;
  /** @type {number | undefined} */
  onNow;

  /** @param {State} state */
  constructor(state) {
    this.hold(state);
  }

  /** @param {State} state Takes the place of everything known. */
  hold({ polls = [], current, takenUpAt = 0, questionOnNow }) {
    const last = lastClosed(polls);
    this.closed = last?.number ?? 0;
    this.item = current;
    this.onNow = questionOnNow;
    // Which of a question and a result came later, the state does not tell.
    const stands = !questionOnNow && (last?.closed ?? 0) > takenUpAt;
    this.result = stands ? last?.number : undefined;
  }

  /**
   * @param {Pick<MeetingRecord, "screen" | "phase" | "current" | "questions">} record
   * @param {Poll[]} polls As they stand.
   * @returns {Scene} A screen turned to nothing is blank, whatever this says.
   */
  scene(record, polls) {
    this.#goOn(record, polls);
    const { phase, screen = "auto", questions } = record;
    if (phase === "closed") return { shows: "course" };
    const one = questions.onNow ? questions.all.get(questions.onNow) : undefined;
    const question = one?.words ? one : undefined;
    switch (screen) {
      case "notes":
      case "speakers":
      case "join":
        return { shows: screen };
      case "questions":
        return question ? { shows: "question", question } : { shows: "questions" };
    }
    const open = polls.find((poll) => !poll.closed);
    if (open) return { shows: "poll", poll: open };
    const poll = polls.find(({ number }) => number === this.result);
    if (poll) return { shows: "result", poll };
    return question ? { shows: "question", question } : { shows: "course" };
  }

  /** @param {Pick<MeetingRecord, "current" | "questions">} record @param {Poll[]} polls */
  #goOn({ current, questions: { onNow } }, polls) {
    const closed = lastClosed(polls)?.number ?? 0;
    const isNextItem = current !== null && current !== this.item;
    const isNextQuestion = onNow !== undefined && onNow !== this.onNow;
    if (isNextItem || isNextQuestion) this.result = undefined;
    if (closed > this.closed) this.result = closed;
    Object.assign(this, { closed, item: current ?? this.item, onNow });
  }
}

/** @param {Poll[]} polls */
const lastClosed = (polls) => polls.filter((one) => one.closed).sort((a, b) => a.number - b.number).at(-1);

/** Open questions for the room to see, those most supported first. @param {Iterable<Question>} all @param {number} most */
export const mostSupported = (all, most) =>
  [...all].filter((one) => isOpen(one) && one.words)
    .sort((a, b) => (b.support ?? 0) - (a.support ?? 0) || a.number - b.number)
    .slice(0, most);

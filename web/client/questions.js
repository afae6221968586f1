// @ts-check
// The meeting's questions as this page may know them: their states, which one is on now, who supports them.
/** @import { EntryFrame, Line, Question, State } from "./wire.js" */
/** @import { Change } from "./record.js" */

/** Those that wait for their answer and can be supported. */
const OPEN = new Set(["published", "next", "on-now"]);

/** @param {Question} question */
export const isOpen = ({ state }) => OPEN.has(state);

export class Questions {
  /** @param {State} state */
  constructor(state) {
    /** By number. @type {Map<number, Question>} */
    this.all = new Map();
    /** @type {number | undefined} */
    this.onNow = undefined;
    this.paused = false;
    this.moderation = "before";
    /** @type {Record<string, number>} */
    this.counts = {};
    this.hold(state);
  }

  /** @param {State} state Takes the place of everything known. */
  hold({ questions = [], questionOnNow, questionsPaused = false, meeting }) {
    this.all = new Map(questions.map((one) => [one.number, one]));
    this.onNow = questionOnNow;
    this.paused = questionsPaused;
    this.moderation = meeting.moderation ?? "before";
    this.counts = Object.fromEntries(questions.map((one) => [one.number, one.support ?? 0]));
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  take({ line, at }) {
    switch (line?.kind) {
      case "questions-paused":
      case "questions-resumed":
        this.paused = line.kind === "questions-paused";
        return [{ change: "questions" }];
      case "moderation-changed":
        this.moderation = line.moderation ?? "before";
        return [{ change: "questions" }];
    }
    const next = line?.number && after(this.all.get(line.number), line, at);
    if (!next) return [];
    this.#point(next, line.kind === "question-moved");
    this.all.set(next.number, { ...next, support: this.counts[next.number] ?? next.support ?? 0 });
    return [{ change: "question", number: next.number }];
  }

  /** @param {Record<string, number>} counts Of all open questions; one that is not named has none. @returns {Change[]} */
  takeSupport(counts) {
    this.counts = counts;
    const moved = [...this.all.values()].filter((one) =>
      isOpen(one) && (one.support ?? 0) !== (counts[one.number] ?? 0)
    );
    for (const one of moved) this.all.set(one.number, { ...one, support: counts[one.number] ?? 0 });
    return moved.length > 0 ? [{ change: "support" }] : [];
  }

  /** The newest question from afar that waits. */
  get newest() {
    return [...this.all.values()].filter((one) => isOpen(one) && one.words && !one.room).at(-1);
  }

  /** Which question is on now, once `next` is so. @param {Question} next @param {boolean} isMove */
  #point(next, isMove) {
    const { onNow } = this;
    if (next.state === "on-now") {
      this.onNow = next.number;
      const former = onNow && onNow !== next.number && this.all.get(onNow);
      if (former && former.state === "on-now") this.all.set(former.number, { ...former, state: rest(former) });
    } else if (onNow === next.number && (isMove || next.state !== "answered")) this.onNow = undefined;
  }
}

/** What a question is when it is neither next nor on now. @param {Question} question */
const rest = ({ answers }) => answers?.length ? "answered" : "published";

/**
 * @param {Question | undefined} held @param {Line} line @param {number} at
 * @returns {Question | undefined} The question once `line` is said of it; undefined where the line says nothing of one.
 */
function after(held, line, at) {
  const { kind, question, edited, from, reason, owner, due, to = "", of = 0 } = line;
  const number = line.number ?? 0;
  const state = kind.replace("question-", "");
  const one = held ?? { number, state: "in-review" };
  switch (state) {
    case "received":
      return { number, state: "in-review", asked: question, at, since: at };
    case "amended":
      return { ...one, asked: question, since: line.since ?? one.since };
    case "published":
      return { number, asked: one.asked, since: one.since, answers: one.answers, ...question, edited, from, state, at };
    case "merged":
    case "split":
      return { ...one, state, into: [line.into ?? []].flat() };
    // Here its published words end; what the asker wrote is staff's still.
    case "unpublished":
      return { number, state, reason, asked: one.asked, since: one.since };
    case "withdrawn":
      return { number, state };
    case "moved":
      return { ...one, state: to === "waiting" ? rest(one) : to };
    case "answered":
      return { ...one, state, answers: [...one.answers ?? [], of] };
    case "declined":
    case "taken-away":
      return { ...one, state, reason, owner, due };
    case "carried":
      return { ...one, state: "carried-forward" };
  }
}

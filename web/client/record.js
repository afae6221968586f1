// @ts-check
// What the page holds of a meeting: takes frames in order, says what changed, sees gaps and repeats.
/** @import { AgendaItem, Audience, Checkpoint, EntryFrame, Frame, Line, LineView, Phase, Poll, PollFrame, Span, Speaker } from "./wire.js" */
/** @import { State, Welcome } from "./wire.js" */
import { SpeakersList } from "./floor.js";
import { Questions } from "./questions.js";

/**
 * @typedef {{change: "reset", state: State} | {change: "gap"} | {change: "line", line: LineView}
 *   | {change: "corrected", position: number, text: Span[], at: number}
 *   | {change: "taken-back", position: number, at: number} | {change: "key", position: number}
 *   | {change: "answer", position: number, number: number}
 *   | {change: "phase"} | {change: "agenda"} | {change: "speakers"}
 *   | {change: "followers", followers: number} | {change: "recording"}
 *   | {change: "question", number: number} | {change: "questions"} | {change: "support"} | {change: "floor"}
 *   | {change: "hands"} | {change: "notice"} | {change: "voice"} | {change: "screen"} | {change: "audience"}
 *   | {change: "breakouts", line: Line}
 *   | {change: "checkpoint"} | {change: "draft", scribe: string, text: string | undefined}} Change
 */

const NOTES = /^(topic|speech|summary|scene|decision|disagreement|action|report|feedback)$/;
const COURSE = /^(opened|paused|resumed|closed|erasure|restored|item-taken-up|poll-closed|breakout-(called|missing))$/;

/** @param {string} kind */
export const isNote = (kind) => NOTES.test(kind);
/** @param {string} kind */
export const isShown = (kind) => NOTES.test(kind) || COURSE.test(kind);

export class MeetingRecord {
  /** Shows of hands as the state told them. @type {Poll[]} */
  polls = [];
  /** What was heard of them since. @type {(EntryFrame | PollFrame)[]} */
  pollNews = [];
  /** The facilitator's message to all. @type {string | undefined} */
  notice;
  /** Who reads remote remarks into the room. @type {string | undefined} */
  voice;
  /** What the room's screen shows; undefined where it decides by itself. @type {string | undefined} */
  screen;
  /** @type {Audience | undefined} */ audience;
  /** @type {Checkpoint | undefined} */ checkpoint;

  /** @param {Welcome & {state: State}} welcome What the page was made from. */
  constructor(welcome) {
    this.epoch = welcome.epoch;
    this.last = welcome.last;
    this.recording = true;
    /** Ask again from nothing: another epoch without a state, or words were erased. */
    this.isStale = false;
    this.title = "";
    this.timeZone = "UTC";
    /** @type {AgendaItem[]} */
    this.agenda = [];
    /** @type {Phase} */
    this.phase = "planned";
    /** @type {number | null} */
    this.current = null;
    /** @type {Set<number>} */
    this.done = new Set();
    /** @type {Speaker[]} */
    this.speakers = [];
    this.questions = new Questions(welcome.state);
    this.floor = new SpeakersList(welcome.state.floor);
    this.#hold(welcome.state);
  }

  /** @param {State} state */
  #hold(state) {
    this.title = state.meeting.title;
    this.timeZone = state.meeting.timeZone;
    this.agenda = [...state.meeting.agenda];
    this.phase = state.phase;
    this.current = state.current ?? null;
    this.done = new Set(state.done);
    this.speakers = [...(state.speakers ?? [])];
    const { polls = [], notice, voice, screen, audience, checkpoint } = state;
    Object.assign(this, { polls, pollNews: [], notice, voice, screen, audience, checkpoint });
  }

  /** The position to resume after; null asks for the whole state. */
  get cursor() {
    return this.isStale ? null : this.last;
  }

  get currentItem() {
    return this.agenda.find((item) => item.number === this.current) ?? null;
  }

  /** @param {Frame} frame @returns {Change[]} */
  take(frame) {
    switch (frame.is) {
      case "welcome":
        return this.#takeWelcome(frame);
      case "entry":
        return this.#takeEntry(frame);
      case "draft":
        return [{ change: "draft", scribe: frame.scribe, text: frame.text }];
      case "gauge":
        return this.#takeGauge(frame.followers, frame.recording);
      case "support":
        return this.questions.takeSupport(frame.counts);
      case "poll":
        this.pollNews = this.pollNews.filter((one) => one.is !== "poll" || one.number !== frame.number);
        this.pollNews.push(frame);
        return [{ change: "hands" }];
      case "audience":
      case "checkpoint":
        Object.assign(this, { [frame.is]: frame });
        return [{ change: frame.is }];
      default:
        return [];
    }
  }

  /** @param {Welcome} welcome @returns {Change[]} */
  #takeWelcome(welcome) {
    if (welcome.state) {
      this.epoch = welcome.epoch;
      this.last = welcome.last;
      this.isStale = false;
      this.#hold(welcome.state);
      this.questions.hold(welcome.state);
      this.floor.hold(welcome.state.floor);
      return [{ change: "reset", state: welcome.state }];
    }
    if (welcome.epoch !== this.epoch || welcome.from !== this.last) {
      this.isStale = this.isStale || welcome.epoch !== this.epoch;
      return [{ change: "gap" }];
    }
    return [];
  }

  /** @param {number} followers @param {boolean} recording @returns {Change[]} */
  #takeGauge(followers, recording) {
    const same = recording === this.recording;
    this.recording = recording;
    return same ? [{ change: "followers", followers }] : [{ change: "followers", followers }, { change: "recording" }];
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  #takeEntry(entry) {
    if (entry.position <= this.last) return [];
    if (entry.after !== this.last) return [{ change: "gap" }];
    this.last = entry.position;
    const changes = [...this.#takeAmendment(entry), ...this.#takeAgenda(entry), ...this.#takeCourse(entry)];
    changes.push(...this.questions.take(entry), ...this.floor.take(entry));
    const kind = entry.line?.kind ?? entry.kind ?? "";
    if (isShown(kind)) {
      const { position, at, line } = entry;
      changes.push({ change: "line", line: { position, at, kind, line, item: this.current ?? undefined } });
    }
    return changes;
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  #takeAmendment({ line, at }) {
    const position = line?.of ?? 0;
    if (line?.erasure) this.isStale = true;
    switch (line?.kind) {
      case "correction":
        return [{ change: "corrected", position, text: line.text ?? [], at }];
      case "retraction":
        return [{ change: "taken-back", position, at }];
      case "key-moment":
        return [{ change: "key", position }];
      case "question-answered":
        return [{ change: "answer", position, number: line.number ?? 0 }];
      default:
        return [];
    }
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  #takeAgenda({ line }) {
    const { item, number } = line ?? {};
    switch (line?.kind) {
      case "item-added":
        if (item) this.agenda.push(item);
        break;
      case "item-changed":
        this.agenda = this.agenda.map((one) => one.number === item?.number ? item : one);
        break;
      case "item-dropped":
        this.agenda = this.agenda.filter((one) => one.number !== number);
        break;
      case "item-taken-up":
        if (this.current !== null) this.done.add(this.current);
        this.current = number ?? null;
        if (number) this.done.delete(number);
        break;
      case "item-closed":
        if (number) this.done.add(number);
        if (this.current === number) this.current = null;
        break;
      default:
        return [];
    }
    return [{ change: "agenda" }];
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  #takeCourse(entry) {
    const { line } = entry;
    switch (line?.kind) {
      case "opened":
      case "resumed":
        this.phase = "open";
        return [{ change: "phase" }];
      case "paused":
      case "closed":
        this.phase = line.kind;
        return [{ change: "phase" }];
      case "planned":
        if (line.meeting) {
          this.title = line.meeting.title;
          this.agenda = [...line.meeting.agenda];
        }
        return [{ change: "agenda" }, { change: "phase" }];
      case "speaker-added":
        this.speakers = [...this.speakers.filter((one) => one.name !== line.speaker.name), line.speaker];
        return [{ change: "speakers" }];
      case "poll-opened":
      case "poll-counted":
      case "poll-closed":
      case "poll-named":
        this.pollNews.push(entry);
        return [{ change: "hands" }];
      case "announced":
      case "announcement-ended":
        this.notice = line.announcement;
        return [{ change: "notice" }];
      case "voice-named":
        this.voice = line.name;
        return [{ change: "voice" }];
      case "screen-turned":
        this.screen = line.screen;
        return [{ change: "screen" }];
      default:
        return line && /^(breakout|theme)-/.test(line.kind) ? [{ change: "breakouts", line }] : [];
    }
  }
}

/**
 * What of the agenda has been reached, for the line that says it.
 * @param {{agenda: AgendaItem[], current: number | null}} record
 * @returns {{n: number, all: number} | null}
 */
export function progress({ agenda, current }) {
  const place = agenda.findIndex((item) => item.number === current);
  return place < 0 ? null : { n: place + 1, all: agenda.length };
}

// @ts-check
// The speakers list as it stands: one for the room and for those outside it.
/** @import { EntryFrame, Floor, Turn } from "./wire.js" */
/** @import { Change } from "./record.js" */

/** Who comes before whom; within a kind, whoever asked first. */
const KINDS = ["point-of-order", "reply", "contribution"];

/** @param {Turn} one */
const rank = ({ turn }) => KINDS.indexOf(turn?.kind ?? KINDS[0]);

export class SpeakersList {
  /** Seconds for the whole meeting, by sector. @type {Record<string, number | undefined>} */
  budgets = {};
  /** Milliseconds of the turns that have ended, by sector. @type {Record<string, number>} */
  spoken = {};

  /** @param {Floor} [floor] */
  constructor(floor) {
    /** The next first. @type {Turn[]} */
    this.waiting = [];
    this.closed = false;
    /** What staff are told of a turn just before everybody hears of it. @type {{number: number, turn: Turn["turn"]}} */
    this.asked = { number: 0, turn: undefined };
    this.hold(floor);
  }

  /** @param {Floor} [floor] Takes the place of everything known. */
  hold({ closed = false, speaking, waiting = [], seconds, budgets = [], spoken = {} } = { waiting: [] }) {
    this.closed = closed;
    this.speaking = speaking;
    this.waiting = waiting;
    /** For each turn; undefined where it is not limited. */
    this.seconds = seconds;
    this.budgets = Object.fromEntries(budgets.map((one) => [one.sector, one.seconds]));
    this.spoken = { ...spoken };
  }

  /**
   * @param {number | undefined} number
   * @returns {number | undefined} From 1; 0 while it is that turn; undefined where it does not wait.
   */
  place(number) {
    if (number !== undefined && number === this.speaking?.number) return 0;
    return this.waiting.findIndex((one) => one.number === number) + 1 || undefined;
  }

  /** @param {EntryFrame} entry @returns {Change[]} */
  take({ line, at }) {
    const { speaking } = this;
    const number = line?.number ?? 0;
    const one = this.waiting.find((one) => one.number === number) ?? { number };
    const others = this.waiting.filter((one) => one.number !== number);
    switch (line?.kind) {
      case "turn-asked":
        this.asked = { number, turn: line.turn };
        return [];
      case "turn-queued": {
        const turn = this.asked.number === number ? this.asked.turn : line.turn;
        const next = { number, turn, joined: at };
        const place = others.findIndex((one) => rank(one) > rank(next));
        others.splice(place < 0 ? others.length : place, 0, next);
        this.waiting = others;
        break;
      }
      case "turn-left":
        this.waiting = others;
        break;
      case "turn-postponed":
        this.waiting = [...others, one];
        break;
      case "turn-called":
        this.waiting = others;
        this.speaking = { ...one, called: at };
        break;
      case "turn-ended":
        // A remark that was read out never had the floor.
        this.waiting = others;
        if (speaking?.number === number) {
          const sector = speaking.turn?.sector ?? "unsaid";
          this.spoken[sector] = (this.spoken[sector] ?? 0) + at - (speaking.called ?? at);
          this.speaking = undefined;
        }
        break;
      case "item-taken-up":
        // Another item, another list, as Zakim has it.
        if (!this.closed) return [];
        this.closed = false;
        break;
      case "list-closed":
      case "list-reopened":
        this.closed = line.kind === "list-closed";
        break;
      case "turn-time-set":
        this.seconds = line.seconds;
        break;
      case "budget-set":
        this.budgets[line.sector ?? ""] = line.seconds;
        break;
      default:
        return [];
    }
    return [{ change: "floor" }];
  }
}

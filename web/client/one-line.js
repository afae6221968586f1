// @ts-check
// One line at a time, for who reads with their fingers: nothing takes its place before it could be read.
/** @import { LineView } from "./wire.js" */
/** @import { Clock } from "./announcer.js" */
/** @import { Change } from "./record.js" */

/** A line stays at least so long before the next one takes its place by itself. Milliseconds. */
export const STAYS = 5_000;

export class OneLine {
  /** The newest lines, oldest first, with none left out between. @type {LineView[]} */
  lines = [];
  /** The reader keeps the line that is there. */
  isHeld = false;
  /** At the newest line, or on the way there by itself. */
  isFollowing = true;
  /** @type {(() => void) | undefined} */
  #cancel;

  /** @param {{clock: Clock, at: number, changed: () => void}} parts `at`: the position shown, 0 for none. */
  constructor({ clock, at, changed }) {
    this.clock = clock;
    this.at = at;
    this.changed = changed;
    this.shownAt = clock.now();
  }

  /** @returns {LineView | undefined} The line shown, where it is among those held here. */
  get shown() {
    return this.lines.find((line) => line.position === this.at);
  }

  /** How many came after it. */
  get newer() {
    return this.lines.filter((line) => line.position > this.at).length;
  }

  /** @param {LineView[]} lines Oldest first, up to the newest. */
  hold(lines) {
    const newest = this.lines.at(-1)?.position ?? 0;
    const since = lines.filter((line) => line.position > newest);
    this.lines = this.lines.length > 0 ? [...this.lines, ...since] : lines;
    this.isFollowing = this.newer === 0;
    this.changed();
  }

  /** @param {LineView} line */
  take(line) {
    if (line.position <= (this.lines.at(-1)?.position ?? 0)) return;
    this.lines.push(line);
    this.changed();
    this.#plan();
  }

  /** @param {Change} change What happened to a line. */
  amend(change) {
    const position = "position" in change ? change.position : 0;
    const line = this.lines.find((one) => one.position === position);
    if (!line) return;
    if (change.change === "corrected") {
      line.corrected = change.at;
      if (line.line) line.line = { ...line.line, text: change.text };
    } else if (change.change === "taken-back") {
      line.retracted = change.at;
      line.line = undefined;
    }
    if (position === this.at) this.changed();
  }

  /** @param {boolean} isHeld */
  keep(isHeld) {
    this.isHeld = isHeld;
    // Who lets go wants to go on.
    if (!isHeld) this.isFollowing = true;
    this.changed();
    this.#plan();
  }

  /** @param {string} way `previous`, `next` or `newest`. @returns {boolean} Whether that line is held here. */
  step(way) {
    const place = this.lines.findIndex((line) => line.position === this.at);
    const places = { previous: place - 1, next: place + 1, newest: this.lines.length - 1 };
    const line = place < 0 && way !== "newest" ? undefined : this.lines[places[/** @type {keyof places} */ (way)]];
    if (!line) return false;
    this.#show(line);
    this.isFollowing = this.newer === 0;
    return true;
  }

  /** @param {LineView} line */
  #show(line) {
    this.at = line.position;
    this.shownAt = this.clock.now();
    this.changed();
  }

  /** Goes on by itself, line by line. */
  #plan() {
    if (this.isHeld || !this.isFollowing || this.#cancel || this.newer === 0) return;
    this.#cancel = this.clock.after(Math.max(0, this.shownAt + STAYS - this.clock.now()), () => {
      this.#cancel = undefined;
      // The reader may have stepped, and the line that stands now has its time too.
      if (this.shownAt + STAYS > this.clock.now()) return this.#plan();
      const next = this.lines.find((line) => line.position > this.at);
      if (next && !this.isHeld && this.isFollowing) this.#show(next);
      this.#plan();
    });
  }
}

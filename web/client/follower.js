// @ts-check
// Whether a new line is shown at once or waits, so that nothing moves under a reader's eyes.
/** @import { LineView } from "./wire.js" */
/** @typedef {{atLiveEnd: boolean, visible: boolean, busy: boolean}} Reader `busy`: selecting, or focused in the list. */

export class Follower {
  constructor() {
    /** The reader asked for quiet. */
    this.paused = false;
    /** @type {LineView[]} */
    this.held = [];
  }

  /** @param {Reader} reader Whether what is new is shown to them at once. */
  shows({ atLiveEnd, visible, busy }) {
    return this.held.length === 0 && !this.paused && atLiveEnd && visible && !busy;
  }

  /**
   * @param {LineView} line @param {Reader} reader
   * @returns {boolean} True: show it now. False: it is held.
   */
  take(line, reader) {
    const showsNow = this.shows(reader);
    if (!showsNow) this.held.push(line);
    return showsNow;
  }

  /** Those that waited, oldest first. */
  release() {
    const lines = this.held;
    this.held = [];
    return lines;
  }

  /** A held line was corrected, taken back or marked. @param {number} position @param {(line: LineView) => void} change */
  amend(position, change) {
    const line = this.held.find((one) => one.position === position);
    if (line) change(line);
    return line !== undefined;
  }
}

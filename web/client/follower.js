// @ts-check
// Whether a new line is shown at once or waits, so that nothing moves under a reader's eyes.
/** @import { LineView } from "./wire.js" */

export class Follower {
  constructor() {
    /** The reader asked for quiet. */
    this.paused = false;
    /** @type {LineView[]} */
    this.held = [];
  }

  /**
   * @param {LineView} line
   * @param {{atLiveEnd: boolean, visible: boolean, busy: boolean}} reader `busy`: selecting, or focused in the list.
   * @returns {boolean} True: show it now. False: it is held.
   */
  take(line, { atLiveEnd, visible, busy }) {
    const showsNow = this.held.length === 0 && !this.paused && atLiveEnd && visible && !busy;
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

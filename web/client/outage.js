// @ts-check
// When being without a connection is worth a word to the reader.
/** @import { Clock } from "./announcer.js" */
/** @import { Standing } from "./connection.js" */

/** A connection gone for less is not worth a banner. */
const QUIET = 3_000;
/** A timer this late means the page slept, and nobody waited. */
const SLEPT = 1_000;

export class Outage {
  /**
   * @param {Clock} clock
   * @param {(standing: Standing, isLong: boolean) => void} tell Called for every change, with whether it lasts.
   */
  constructor(clock, tell) {
    this.clock = clock;
    this.tell = tell;
    /** @type {Standing | undefined} */
    this.standing = undefined;
    this.isLong = false;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
  }

  get isOn() {
    return this.standing !== undefined && this.standing.is !== "connected" && this.standing.is !== "over";
  }

  /** @param {Standing} standing */
  take(standing) {
    this.standing = standing;
    if (!this.isOn) this.#end();
    else if (!this.isLong && !this.cancel) this.#count();
    this.tell(standing, this.isLong);
  }

  /** The reader is back at the page: what went on unseen has not kept anybody waiting. */
  wake() {
    if (!this.standing || !this.isOn) return;
    this.#end();
    this.take(this.standing);
  }

  #end() {
    this.cancel?.();
    this.cancel = undefined;
    this.isLong = false;
  }

  #count() {
    const due = this.clock.now() + QUIET;
    this.cancel = this.clock.after(QUIET, () => {
      if (this.clock.now() - due > SLEPT) return this.#count();
      this.cancel = undefined;
      this.isLong = true;
      if (this.standing) this.tell(this.standing, true);
    });
  }
}

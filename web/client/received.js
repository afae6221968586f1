// @ts-check
// How many of the breakout groups' reports have been received: signed off by their groups.
/** @import { Breakout, Line } from "./wire.js" */

export class Received {
  /** Numbers of groups. @type {Set<number>} */
  all = new Set();
  /** @type {Set<number>} */
  signedOff = new Set();

  /** @param {Breakout[] | undefined} breakouts As the state tells them. */
  constructor(breakouts = []) {
    this.hold(breakouts);
  }

  /** @param {Breakout[] | undefined} breakouts Takes the place of everything known. */
  hold(breakouts = []) {
    this.all = new Set(breakouts.map((one) => one.number));
    this.signedOff = new Set(breakouts.filter((one) => one.signedOff).map((one) => one.number));
  }

  /** @param {Line} line About a group. */
  take({ kind, number = 0 }) {
    if (kind === "breakout-formed") this.all.add(number);
    if (kind === "breakout-signed-off") this.signedOff.add(number);
    if (kind === "breakout-reopened") this.signedOff.delete(number);
  }

  /** @returns {{n: number, all: number} | undefined} Undefined where there are no groups. */
  get count() {
    return this.all.size > 0 ? { n: this.signedOff.size, all: this.all.size } : undefined;
  }
}

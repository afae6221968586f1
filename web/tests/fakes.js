// @ts-check
// A clock that stands until told, and a store in memory.

export class FakeClock {
  constructor(at = 1_000_000) {
    this.at = at;
    /** @type {{due: number, wake: () => void}[]} */
    this.timers = [];
  }
  now = () => this.at;
  /** @param {number} milliseconds @param {() => void} wake */
  after = (milliseconds, wake) => {
    const timer = { due: this.at + milliseconds, wake };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  };
  /** @param {number} milliseconds */
  pass(milliseconds) {
    const end = this.at + milliseconds;
    for (;;) {
      const next = this.timers.filter((one) => one.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.at = Math.max(this.at, next.due);
      next.wake();
    }
    this.at = end;
  }
}

export function memoryStore() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    keys: () => [...kept.keys()],
    get: (/** @type {string} */ key) => kept.get(key) ?? null,
    set: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    remove: (/** @type {string} */ key) => void kept.delete(key),
  };
}

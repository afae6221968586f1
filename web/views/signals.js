// @ts-check
// What the reader is told of the connection: a light that is always there, a banner where there is none for long.
/** @import { Standing } from "../client/connection.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { POLL, SOCKET } from "../client/connection.js";
import { Outage } from "../client/outage.js";
import { clock } from "./browser.js";
import { part, setSymbol } from "./lines.js";

const SYMBOLS = {
  live: "light-live",
  idle: "light-idle",
  trying: "light-idle",
  lost: "light-lost",
  over: "light-lost",
};

/** Connected and live, connected while nothing happens, at it again, not reachable. */
export class ConnectionLight extends HTMLElement {
  /** @param {Standing} standing @param {boolean} isLong @param {string} phase @param {Phrases} phrases */
  show(standing, isLong, phase, phrases) {
    const state = stateOf(standing, isLong, phase);
    this.hidden = phase === "closed" || (state === "trying" && this.dataset.state === "unknown");
    if (this.hidden) return;
    this.dataset.state = state;
    setSymbol(this, SYMBOLS[state]);
    const words = lightWords(standing, state, phase, phrases);
    const slot = part(this, ".light-word");
    if (slot.textContent !== words) slot.textContent = words;
  }
}

/** @param {Standing} standing @param {boolean} isLong @param {string} phase @returns {keyof typeof SYMBOLS} */
function stateOf({ is }, isLong, phase) {
  if (is === "connected") return phase === "open" ? "live" : "idle";
  if (is === "over") return "over";
  return isLong ? "lost" : "trying";
}

/** @param {Standing} standing @param {string} state @param {string} phase @param {Phrases} phrases */
function lightWords(standing, state, phase, phrases) {
  if (standing.is === "over") return phrases.say("connection_over", { why: phrases.say("why_" + standing.why) });
  if (state === "idle") return phrases.say(phase === "paused" ? "connection_idle_paused" : "connection_idle_planned");
  if (state !== "live") return phrases.say("connection_" + state);
  const { rung } = standing;
  return phrases.say(`connection_${rung === SOCKET ? "live" : rung === POLL ? "poll" : "stream"}`);
}

/** Says what happened, that nothing is lost and what comes next; over the page, so that nothing moves; goes by itself. */
export class ConnectionBanner extends HTMLElement {
  /** @param {Standing} standing @param {boolean} isLong @param {Phrases} phrases */
  show(standing, isLong, phrases) {
    if (isLong && standing.is !== "connected" && standing.is !== "over") {
      const held = standing.why === "held";
      this.#say(phrases.say("banner_" + standing.why), phrases.say(held ? "banner_held_next" : this.#next()), true);
    } else if (this.dataset.is === "shown") {
      this.#say(standing.is === "connected" ? phrases.say("banner_back") : "", "", false);
    }
  }

  #next() {
    return this.dataset.next ?? "";
  }

  /** @param {string} happened @param {string} next @param {boolean} isShown Else it is said to screen readers only. */
  #say(happened, next, isShown) {
    this.dataset.is = isShown ? "shown" : "gone";
    this.classList.toggle("hidden-visually", !isShown);
    const [what, then] = [part(this, "b"), part(this, "span")];
    if (what.textContent !== happened) what.textContent = happened;
    if (then.textContent !== next) then.textContent = next;
  }
}

/** The light and the banner of a page. */
export class Signals {
  /** @param {Phrases} phrases @param {() => string} phase */
  constructor(phrases, phase) {
    this.phrases = phrases;
    this.phase = phase;
    this.light = /** @type {ConnectionLight} */ (document.querySelector("connection-light"));
    this.banner = /** @type {ConnectionBanner} */ (document.querySelector("connection-banner"));
    this.outage = new Outage(clock, () => this.show());
  }

  /** @param {Standing} standing */
  take(standing) {
    this.outage.take(standing);
  }

  /** The reader is back at the page. */
  wake() {
    this.outage.wake();
  }

  /** Anew, where the meeting's phase changed. */
  show() {
    const { standing, isLong } = this.outage;
    if (!standing) return;
    this.light.show(standing, isLong, this.phase(), this.phrases);
    this.banner.show(standing, isLong, this.phrases);
  }
}

customElements.define("connection-light", ConnectionLight);
customElements.define("connection-banner", ConnectionBanner);

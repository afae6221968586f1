// @ts-check
// New notes on the attendee's page: shown where the reader follows, held back where they read something else.
/** @import { KeyMoments } from "./key-moments.js" */
/** @import { LineView } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { LineList } from "./lines.js" */
import { Follower } from "../client/follower.js";
import { LABELLED, part } from "./lines.js";

export class Notes {
  /** @param {HTMLElement} host @param {LineList} lines @param {Phrases} phrases */
  constructor(host, lines, phrases) {
    this.host = host;
    this.frame = part(host, ".rail-frame");
    this.lines = lines;
    this.phrases = phrases;
    this.follower = new Follower();
    this.pageTitle = document.title;
    /** What waits for the key moments to be loaded. @type {((moments: KeyMoments) => void)[]} */
    this.due = [];
    /** @type {KeyMoments | undefined} */
    this.moments = undefined;
  }

  watch() {
    document.addEventListener("visibilitychange", () => this.#releaseWhenSeen());
    addEventListener("scroll", () => this.#releaseWhenSeen(), { passive: true });
  }

  /** @param {HTMLElement} link @param {Promise<{status: number, body: any}>} request */
  async loadOlder(link, request) {
    try {
      const { status, body } = await request;
      if (status !== 200) throw new Error(String(status));
      this.lines.addOlder(body.lines, body.before);
    } catch {
      link.textContent = this.phrases.say("older_failed");
    }
  }

  /** @param {LineView} line */
  take(line) {
    if (this.follower.take(line, this.#reader())) {
      this.lines.add(line);
      if (!this.lines.newestFirst) part(this.host, ".live-end").scrollIntoView({ block: "nearest" });
    }
    this.#showPill();
    if (LABELLED.has(line.kind)) this.#gather((moments) => moments.add(line));
  }

  /** What happened to a line, held or shown. @param {Change} change */
  amend(change) {
    if (change.change === "corrected") {
      this.follower.amend(change.position, (line) => {
        line.corrected = change.at;
        if (line.line) line.line = { ...line.line, text: change.text };
      });
    } else if (change.change === "taken-back") {
      this.follower.amend(change.position, (line) => {
        line.retracted = change.at;
        line.line = undefined;
      });
    } else if (change.change === "answer") {
      this.follower.amend(change.position, (line) => {
        line.answers = change.number;
      });
    } else if (change.change === "key") {
      this.follower.amend(change.position, (line) => {
        line.key = true;
      });
    }
    this.lines.amend(change);
    this.#gather((moments) => moments.amend(change, this.lines));
  }

  /** @param {import("../client/wire.js").State} state */
  reset(state) {
    this.follower.release();
    this.lines.replaceAll(state.lines ?? [], state.before);
    this.#showPill();
    this.#gather((moments) => moments.replaceAll(state.lines ?? []));
  }

  /** The key moments are loaded once one comes or changes. @param {(moments: KeyMoments) => void} act */
  #gather(act) {
    this.due.push(act);
    import("./key-moments.js").then(({ KeyMoments }) => {
      this.moments ??= new KeyMoments(this.host, this.lines.parts.base, this.phrases);
      for (const act of this.due.splice(0)) act(this.moments);
    }, () => {});
  }

  release() {
    for (const line of this.follower.release()) this.lines.add(line);
    this.#showPill();
  }

  /** The reader asks for what is new. */
  showNew() {
    this.release();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { newestFirst } = this.lines;
    part(this.host, newestFirst ? ".notes-bar" : ".live-end").scrollIntoView({
      behavior: calm ? "auto" : "smooth",
      block: newestFirst ? "start" : "end",
    });
  }

  /** @returns {boolean} Whether the reader has now paused updates. */
  togglePause() {
    const { follower } = this;
    follower.paused = !follower.paused;
    this.frame.classList.toggle("is-held", follower.paused);
    if (!follower.paused) this.release();
    return follower.paused;
  }

  /** New lines come in at the top and push down what is there. */
  get isFollowedAtTop() {
    return this.lines.newestFirst && this.follower.shows(this.#reader());
  }

  #reader() {
    const place = this.frame.getBoundingClientRect();
    const selection = getSelection();
    const selects = selection !== null && !selection.isCollapsed && this.frame.contains(selection.anchorNode);
    return {
      atLiveEnd: this.lines.newestFirst ? place.top > 0 : place.bottom < innerHeight + 80,
      visible: document.visibilityState === "visible",
      busy: selects || this.lines.rail.contains(document.activeElement),
    };
  }

  #showPill() {
    const n = this.follower.held.length;
    const pill = part(this.host, ".pill");
    pill.hidden = n === 0;
    pill.textContent = this.phrases.count("new_notes", n);
    document.title = (n > 0 ? `(${n}) ` : "") + this.pageTitle;
  }

  #releaseWhenSeen() {
    const { atLiveEnd, visible, busy } = this.#reader();
    if (this.follower.held.length > 0 && !this.follower.paused && atLiveEnd && visible && !busy) this.release();
  }
}

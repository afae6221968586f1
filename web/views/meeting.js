// @ts-check
// The attendee's page, followed live.
/** @import { LineView } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
/** @import { NowLine } from "./parts.js" */
/** @import { Mode } from "../client/announcer.js" */
import { Announcer } from "../client/announcer.js";
import { Connection } from "../client/connection.js";
import { Follower } from "../client/follower.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses, plain } from "../client/wire.js";
import { clock, network, rungMemory, watchComings } from "./browser.js";
import { LineList, part, sentence, spansOf } from "./lines.js";
import { Drafts, KeyMoments, readSettings, showAgenda, showFollowers, showPhase } from "./parts.js";
import { Signals } from "./signals.js";

/** The announcer's element keeps this many messages. */
const SPOKEN_KEPT = 20;

/** The page's parts and what moves between them. */
class LivePage {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", welcome = "", words = "" } = host.dataset;
    this.host = host;
    const language = document.documentElement.lang;
    this.base = "/m/" + slug;
    this.phrases = new Phrases(JSON.parse(words), language);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.addresses = addresses(slug, "attendee");
    this.net = network("openfloor.v1");
    this.follower = new Follower();
    this.frame = part(host, ".rail-frame");
    this.lines = new LineList(this.frame, {
      phrases: this.phrases,
      minute: minuteClock(this.record.timeZone),
      base: this.base,
      language,
      titleOf: this.titleOf,
    });
    this.keyMoments = new KeyMoments(part(host, ".key-moments"), this.base, this.phrases);
    this.pageTitle = document.title;
    this.drafts = new Drafts(part(host, ".drafting"), this.phrases, this.phrases.say("live_end_waiting"));
    this.announcer = new Announcer({
      clock,
      speak: (spoken) => this.#speak(spoken),
      sum: (n, latest) =>
        `${this.phrases.count("new_notes", n)}. ${this.phrases.say("announce_latest", { line: latest })}`,
    });
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: this.net,
      addresses: this.addresses,
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.record.take(frame).forEach((change) => this.#show(change)),
      standing: (standing) => {
        this.signals.take(standing);
        if (standing.is !== "connected") this.drafts.clear();
      },
    });
  }

  start() {
    this.host.addEventListener("click", (event) => this.#clicked(event));
    if (this.record.phase === "closed") return;
    this.#listenToSettings();
    this.connection.start();
    watchComings(this.connection, this.signals);
    document.addEventListener("visibilitychange", () => this.#releaseWhenSeen());
    addEventListener("scroll", () => this.#releaseWhenSeen(), { passive: true });
  }

  /** @param {number} number */
  titleOf = (number) => this.record.agenda.find((item) => item.number === number)?.title ?? "";

  #listenToSettings() {
    const settings = part(this.host, "reading-settings");
    this.announcer.become(/** @type {Mode} */ (readSettings().announce || "count"));
    settings.addEventListener("setting", (event) => {
      const { name, value } = /** @type {CustomEvent} */ (event).detail;
      if (name === "announce") this.announcer.become(value || "count");
    });
  }

  /** @param {string} words */
  #speak(words) {
    const place = part(this.host, "#announcer");
    const message = document.createElement("p");
    message.textContent = words;
    place.append(message);
    while (place.childElementCount > SPOKEN_KEPT) place.firstElementChild?.remove();
  }

  /** @param {Change} change */
  #show(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        return this.#reset(change.state);
      case "line":
        return this.#takeLine(change.line);
      case "corrected":
        this.follower.amend(change.position, (line) => {
          line.corrected = change.at;
          if (line.line) line.line = { ...line.line, text: change.text };
        });
        this.lines.correct(change.position, change.text, change.at);
        return this.keyMoments.correct(change.position, plain(change.text));
      case "taken-back":
        this.follower.amend(change.position, (line) => {
          line.retracted = change.at;
          line.line = undefined;
        });
        this.lines.takeBack(change.position, change.at);
        return this.keyMoments.remove(change.position);
      case "key":
        return this.#markKey(change.position);
      case "agenda":
        return this.#showCourse();
      case "phase":
        showPhase(this.host, this.record, this.phrases);
        if (this.record.phase === "closed") this.connection.stop("closed");
        return this.#showCourse();
      case "draft":
        return this.drafts.take(change.scribe, change.text);
      case "followers":
        return showFollowers(change.followers, this.phrases);
    }
  }

  #showCourse() {
    showAgenda(this.host, this.record, this.phrases);
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, this.phrases);
    part(this.host, ".live-end").hidden = this.record.phase !== "open";
    this.signals.show();
  }

  /** @param {import("../client/wire.js").State} state */
  #reset(state) {
    this.follower.release();
    this.lines.replaceAll(state.lines ?? [], state.before);
    this.keyMoments.clear();
    for (const line of state.lines ?? []) this.keyMoments.add(line);
    showPhase(this.host, this.record, this.phrases);
    this.#showCourse();
    this.#showPill();
  }

  /** @param {LineView} line */
  #takeLine(line) {
    this.announcer.take(line.position, sentence(line, this.phrases, this.titleOf));
    this.keyMoments.add(line);
    if (line.kind === "speech" && typeof line.line?.speaker === "string") {
      /** @type {NowLine} */ (part(this.host, "now-line")).speaks(line.line.speaker);
    }
    if (this.follower.take(line, this.#reader())) {
      this.lines.add(line);
      this.#keepEndInView();
    }
    this.#showPill();
  }

  /** @param {number} position */
  #markKey(position) {
    this.follower.amend(position, (line) => {
      line.key = true;
    });
    this.lines.markKey(position);
    const element = this.lines.find(position);
    const words = element ? plain(spansOf(part(element, ".words"))) : "";
    if (words) this.keyMoments.put(position, "key", this.phrases.say("kind_key"), words);
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

  #keepEndInView() {
    if (!this.lines.newestFirst) part(this.host, ".live-end").scrollIntoView({ block: "nearest" });
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
    if (this.follower.held.length > 0 && !this.follower.paused && atLiveEnd && visible && !busy) this.#release();
  }

  #release() {
    for (const line of this.follower.release()) this.lines.add(line);
    this.#showPill();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-act], .older-link") : null;
    if (!(target instanceof HTMLElement)) return;
    if (target.classList.contains("older-link")) return void this.#loadOlder(event, target);
    switch (target.dataset.act) {
      case "show-new": {
        this.#release();
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const end = this.lines.newestFirst ? part(this.host, ".notes-bar") : part(this.host, ".live-end");
        return end.scrollIntoView({
          behavior: calm ? "auto" : "smooth",
          block: this.lines.newestFirst ? "start" : "end",
        });
      }
      case "pause":
        this.follower.paused = !this.follower.paused;
        target.textContent = this.phrases.say(this.follower.paused ? "resume_updates" : "pause_updates");
        this.frame.classList.toggle("is-held", this.follower.paused);
        this.drafts.hold(this.follower.paused ? this.phrases.say("updates_paused") : "");
        if (!this.follower.paused) this.#release();
        return;
      case "filter": {
        const isOn = this.frame.classList.toggle("only-key");
        target.setAttribute("aria-pressed", String(isOn));
      }
    }
  }

  /** @param {Event} event @param {HTMLElement} link */
  async #loadOlder(event, link) {
    event.preventDefault();
    try {
      const { status, body } = await this.net.get(this.addresses.lines(Number(link.dataset.before)), 20);
      if (status !== 200) throw new Error(String(status));
      this.lines.addOlder(body.lines, body.before);
    } catch {
      link.textContent = this.phrases.say("older_failed");
    }
  }
}

class LiveMeeting extends HTMLElement {
  connectedCallback() {
    new LivePage(this).start();
  }
}

customElements.define("live-meeting", LiveMeeting);

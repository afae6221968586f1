// @ts-check
// The facilitator's console: what waits for a decision, what waits for the room, and the meeting's course.
/** @import { Change } from "../client/record.js" */
/** @import { Frame, Question } from "../client/wire.js" */
/** @import { NowLine } from "./parts.js" */
import { Connection } from "../client/connection.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { isOpen } from "../client/questions.js";
import { Received } from "../client/received.js";
import { MeetingRecord } from "../client/record.js";
import { Safeguards } from "../client/safeguards.js";
import { addresses } from "../client/wire.js";
import { clock, network, rungMemory, watchComings } from "./browser.js";
import { fillCase } from "./cases.js";
import { FloorDesk } from "./console-floor.js";
import { HandsDesk } from "./console-hands.js";
import { RoomDesk } from "./console-room.js";
import { SafeguardDesk } from "./console-safeguards.js";
import { WaitingList } from "./console-waiting.js";
import { Controls } from "./controls.js";
import { decide, decides } from "./decide.js";
import { clone, part } from "./lines.js";
import { stirGround } from "./old-ground.js";
import { showAgenda, showFollowers, showPhase } from "./parts.js";
import { keep } from "./settings.js";
import { Signals } from "./signals.js";
import { arrange } from "./steady.js";

/** A question that waits longer should worry the room. Milliseconds. */
const LATE = 600_000;

class Console {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", base = "", role = "", welcome = "", words = "" } = host.dataset;
    this.host = host;
    this.base = base;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    const start = JSON.parse(welcome);
    this.record = new MeetingRecord(start);
    this.received = new Received(start.state.breakouts);
    this.safeguards = new Safeguards(start.state);
    this.addresses = addresses(slug, role, document.documentElement.lang);
    this.net = network("openfloor.v1.writer");
    /** Before anybody was counted, nobody is missed. */
    this.followers = 1;
    /** Decided here and not answered yet, by question. @type {Set<number>} */
    this.deciding = new Set();
    this.floor = new FloorDesk(part(host, "#floor"), this.record.floor, this.phrases);
    this.hands = new HandsDesk(part(host, "#hands"), this.record, this.phrases);
    this.room = new RoomDesk(host, this.record, this.phrases);
    this.waiting = new WaitingList(host, this.record, this.phrases);
    const time = minuteClock(this.record.timeZone);
    this.guard = new SafeguardDesk(host, this.safeguards, this.record, this.phrases, time);
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: this.net,
      addresses: this.addresses,
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.#take(frame),
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    new Controls(this.host, { net: this.net, address: this.addresses.commands, phrases: this.phrases });
    decides(this.host, (form, button) => this.#decide(form, button));
    part(this.host, "#settings").addEventListener("change", ({ target }) => keep(target));
    this.#showDesks();
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
    this.#tick();
  }

  /** @param {Frame} frame */
  #take(frame) {
    const isNext = frame.is === "entry" && frame.after === this.record.last;
    const touched = isNext ? this.safeguards.take(frame) : undefined;
    for (const change of this.record.take(frame)) this.#show(change);
    if (!touched) return;
    this.guard.show();
    for (const number of touched) {
      const question = this.record.questions.all.get(number);
      if (question) this.#place(question);
    }
    // What comes back waited before what came since.
    const list = part(this.host, '[data-list="in-review"]');
    const cases = /** @type {HTMLElement[]} */ ([...list.children]);
    arrange(list, cases.sort((one, other) => Number(one.dataset.number) - Number(other.dataset.number)));
    this.#warn();
  }

  /** @param {Change} change */
  #show(change) {
    stirGround(this.host, change);
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        this.received.hold(change.state.breakouts);
        this.safeguards.hold(change.state);
        this.#showReceived();
        for (const list of this.host.querySelectorAll(".cases")) list.replaceChildren();
        for (const question of bySupport([...this.record.questions.all.values()])) this.#place(question);
        this.#showDesks();
        return this.#showCourse();
      case "question":
        return this.#showQuestion(change.number);
      case "support":
        for (const question of this.record.questions.all.values()) if (isOpen(question)) this.#place(question);
        return this.waiting.show();
      case "questions":
        return this.#showCourse();
      case "floor":
        this.floor.show(true);
        return this.#showNow();
      case "hands":
        return this.hands.show();
      case "breakouts":
        this.received.take(change.line);
        return this.#showReceived();
      case "notice":
        return this.room.showNotice();
      case "screen":
        return this.room.showScreen();
      case "voice":
        return this.room.showVoice();
      case "audience":
        return this.room.showAudience();
      case "agenda":
      case "phase":
        if (this.record.phase === "closed") this.connection.stop("closed");
        return this.#showCourse();
      case "followers":
        this.followers = change.followers;
        showFollowers(change.followers, this.phrases);
        return this.#warn();
    }
  }

  #showDesks() {
    this.waiting.show();
    this.floor.show();
    this.hands.show();
    this.room.show();
    this.guard.show();
  }

  #showReceived() {
    const { count } = this.received;
    part(this.host, ".breakouts-received").textContent = count ? this.phrases.say("breakouts_received", count) : "";
  }

  #showCourse() {
    showPhase(this.host, this.record, this.phrases);
    showAgenda(this.host, this.record, this.phrases);
    this.#showNow();
    const { paused, moderation } = this.record.questions;
    part(this.host, ".questions-pause").hidden = paused;
    part(this.host, ".questions-resume").hidden = !paused;
    part(this.host, ".moderation-word").textContent = this.phrases.say("moderation_" + moderation);
    this.signals.show();
  }

  #showNow() {
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, this.phrases);
  }

  /** @param {number} number */
  #showQuestion(number) {
    const { questions } = this.record;
    // The one that was on now went back to the others without a line of its own.
    for (const element of this.host.querySelectorAll('[data-list="on-now"] .case')) {
      const former = questions.all.get(Number(/** @type {HTMLElement} */ (element).dataset.number));
      if (former && former.number !== number) this.#place(former);
    }
    const question = questions.all.get(number);
    if (question) this.#place(question);
    if (this.safeguards.barred.size > 0) this.guard.show();
    this.waiting.show();
    this.#warn();
  }

  /** @param {Question} question */
  #place(question) {
    const { questions } = this.record;
    const found = part(this.host, `.case[data-number="${question.number}"]`);
    if (this.safeguards.isAside(question)) {
      // What was pressed is gone.
      if (found?.contains(document.activeElement)) part(this.host, "#barred-heading").focus();
      found?.remove();
      return this.#count();
    }
    const isGone = !question.words && !question.asked;
    if (isGone && !found) return;
    const element = found ?? clone("t-case");
    const stage = questions.onNow === question.number ? "on-now" : question.state;
    const wasDecidedElsewhere = found && element.dataset.state !== stage && !this.deciding.has(question.number);
    fillCase(element, question, stage, { phrases: this.phrases, base: this.base, safeguards: this.safeguards });
    const said = part(element, ".case-said");
    if (wasDecidedElsewhere && element.contains(document.activeElement)) {
      said.textContent = this.phrases.say("console_decided");
    }
    const list = part(this.host, `.cases[data-list="${stage}"]`) ?? part(this.host, '.cases[data-list="settled"]');
    if (element.parentElement !== list) list[stage in SETTLED ? "prepend" : "append"](element);
    this.#count();
  }

  #count() {
    const n = String(part(this.host, '[data-list="in-review"]').childElementCount);
    for (const count of this.host.querySelectorAll(".review-count")) count.textContent = n;
  }

  /** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
  async #decide(form, button) {
    const number = Number(form.closest(".case")?.getAttribute("data-number"));
    if (number) this.deciding.add(number);
    await decide(form, button, { net: this.net, address: this.addresses.commands, phrases: this.phrases });
    // Its line comes by the stream, in a moment.
    if (number) clock.after(2_000, () => this.deciding.delete(number));
  }

  #tick() {
    for (const element of this.host.querySelectorAll(".waited")) {
      if (!(element instanceof HTMLElement)) continue;
      const waited = Date.now() - Number(element.dataset.since);
      element.textContent = waited < 60_000 ? "" : this.phrases.count("waited", Math.floor(waited / 60_000));
      element.closest(".case")?.classList.toggle("is-late", waited > LATE);
    }
    this.#warn();
    clock.after(20_000, () => this.#tick());
  }

  /** The room should know when a question has waited long, or nobody is there to hear. */
  #warn() {
    const late = this.host.querySelectorAll('[data-list="in-review"] .is-late').length;
    const alone = this.record.phase === "open" && this.followers === 0;
    const warning = part(this.host, ".warning");
    const words = late > 0 ? this.phrases.count("late", late) : alone ? this.phrases.say("alone") : "";
    if (warning.textContent !== words) warning.textContent = words;
    warning.hidden = words === "";
  }
}

/** Most first, then by number. @param {Question[]} all */
const bySupport = (all) => all.sort((a, b) => (b.support ?? 0) - (a.support ?? 0) || a.number - b.number);

/** Newest of them first. */
const SETTLED = {
  "answered": 1,
  "declined": 1,
  "merged": 1,
  "split": 1,
  "unpublished": 1,
  "withdrawn": 1,
  "taken-away": 1,
  "carried-forward": 1,
};

class FacilitatorConsole extends HTMLElement {
  connectedCallback() {
    new Console(this).start();
  }
}

customElements.define("facilitator-console", FacilitatorConsole);

// @ts-check
// The attendee's page, followed live.
/** @import { LineView } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
/** @import { NowLine } from "./parts.js" */
/** @import { FloorBoard } from "./floor.js" */
/** @import { QuestionBoard } from "./questions.js" */
/** @import { RoomBoard } from "./room.js" */
/** @import { Mode } from "../client/announcer.js" */
import { Announcer } from "../client/announcer.js";
import { Connection } from "../client/connection.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses } from "../client/wire.js";
import { clock, hasTakenPart, network, rungMemory, watchComings } from "./browser.js";
import { LineList, part, sentence } from "./lines.js";
import { Notes } from "./notes.js";
import { Drafts, showAgenda, showFollowers, showPhase } from "./parts.js";
import { Signals } from "./signals.js";

/** What the reader has set. */
const chosen = document.documentElement.dataset;
const announceMode = () => /** @type {Mode} */ (chosen.announce ?? "count");

/** The announcer's element keeps this many messages. */
const SPOKEN_KEPT = 20;

/** The page's parts and what moves between them. */
class LivePage {
  /** @type {Promise<QuestionBoard | void> | undefined} */ board;
  /** @type {Promise<FloorBoard | void> | undefined} */ floor;
  /** @type {Promise<RoomBoard | void> | undefined} */ room;
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", base = "", welcome = "", words = "" } = host.dataset;
    this.host = host;
    this.slug = slug;
    this.base = base;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.addresses = addresses(slug, "attendee", this.phrases.language);
    this.net = network("openfloor.v1");
    /** The stream is known to be this device's. */
    this.isKnown = hasTakenPart(slug);
    this.lines = new LineList(part(host, ".rail-frame"), {
      phrases: this.phrases,
      minute: minuteClock(this.record.timeZone),
      base: this.base,
      titleOf: this.titleOf,
    });
    this.notes = new Notes(host, this.lines, this.phrases);
    const { all, onNow } = this.record.questions;
    this.served = { all: new Map(all), onNow };
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
        if (standing.is === "connected") this.board?.then((board) => board?.wake());
        else this.drafts.clear();
      },
    });
  }

  start() {
    this.host.addEventListener("click", (event) => this.#clicked(event));
    const boards = {
      "#questions": () => this.#questions(),
      "#floor": () => this.#floor(),
      "#hands": () => this.#room(),
      "#whereabouts": () => this.#room(),
    };
    for (const [place, load] of Object.entries(boards)) {
      for (const sign of ["focusin", "pointerover", "input"]) part(this.host, place).addEventListener(sign, load);
      if (this.isKnown) load();
    }
    // An answer is given over any line, and kept.
    if (part(this.host, ".hand-form")) this.#room();
    this.#showNow();
    if (part(this.host, "#words")) import("./terms.js").catch(() => {});
    const settings = () => import("./settings.js");
    part(this.host, "#settings").addEventListener("change", ({ target }) => {
      settings().then(({ keep }) => {
        keep(target);
        this.announcer.become(announceMode());
      }, () => {});
    });
    if (this.record.phase === "closed") return;
    this.announcer.become(announceMode());
    this.connection.start();
    watchComings(this.connection, this.signals);
    this.notes.watch();
  }

  /** @param {number} number */
  titleOf = (number) => this.record.agenda.find((item) => item.number === number)?.title ?? "";

  /** @param {string} words */
  #speak(words) {
    const place = part(this.host, "#announcer");
    place.append(Object.assign(document.createElement("p"), { textContent: words }));
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
      case "taken-back":
      case "key":
      case "answer":
        return this.notes.amend(change);
      case "question":
      case "questions":
      case "support":
        return this.#takeQuestion("number" in change ? change.number : undefined);
      case "agenda":
        return this.#showCourse();
      case "floor":
        return this.#showFloor();
      case "hands":
      case "notice":
      case "voice":
      case "audience":
        return void this.#room().then((room) => room?.show(change.change));
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
    this.#showNow();
    part(this.host, ".live-end").hidden = this.record.phase !== "open";
    this.signals.show();
    this.room?.then((room) => room?.hands.goOn());
  }

  #showNow() {
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, this.phrases);
  }

  #showFloor() {
    this.#showNow();
    this.#floor().then((board) => board?.show());
  }

  /** @param {import("../client/wire.js").State} state */
  #reset(state) {
    this.notes.reset(state);
    showPhase(this.host, this.record, this.phrases);
    this.#showCourse();
    this.#takeQuestion();
    this.#showFloor();
    this.#room().then((room) => room?.show());
  }

  /** Without one, all of them. @param {number} [number] */
  #takeQuestion(number) {
    this.#questions().then((board) => board?.take(number));
  }

  /** Loaded once a question moves, or somebody turns to them. */
  #questions() {
    this.board ??= import("./questions.js").then(
      ({ QuestionBoard }) => new QuestionBoard(this.host, { ...this, questions: this.record.questions }),
      () => this.board = undefined,
    );
    return this.board;
  }

  /** Loaded once the list changes, or somebody turns to it. */
  #floor() {
    this.floor ??= import("./floor.js").then(
      ({ FloorBoard }) => new FloorBoard(this.host, { ...this, floor: this.record.floor }),
      () => this.floor = undefined,
    );
    return this.floor;
  }

  /** Loaded once somebody answers, says something to all, or turns to it. */
  #room() {
    this.room ??= import("./room.js").then(
      ({ RoomBoard }) => new RoomBoard(this.host, this),
      () => this.room = undefined,
    );
    return this.room;
  }

  /** @param {LineView} line */
  #takeLine(line) {
    this.announcer.take(line.position, sentence(line, this.phrases, this.titleOf));
    if (chosen.sound) import("./settings.js").then(({ tick }) => tick(), () => {});
    if (line.kind === "speech" && typeof line.line?.speaker === "string") {
      /** @type {NowLine} */ (part(this.host, "now-line")).speaks(line.line.speaker);
    }
    this.notes.take(line);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-act], .older-link") : null;
    if (!(target instanceof HTMLElement)) return;
    if (target.classList.contains("older-link")) {
      event.preventDefault();
      return void this.notes.loadOlder(target, this.net.get(this.addresses.lines(Number(target.dataset.before)), 20));
    }
    switch (target.dataset.act) {
      case "show-new":
        return this.notes.showNew();
      case "pause": {
        const isPaused = this.notes.togglePause();
        target.textContent = this.phrases.say(isPaused ? "resume_updates" : "pause_updates");
        return this.drafts.hold(isPaused ? this.phrases.say("updates_paused") : "");
      }
      case "show-questions":
        return void this.#questions().then((board) => board?.showNew());
      case "filter": {
        const isOn = this.notes.frame.classList.toggle("only-key");
        target.setAttribute("aria-pressed", String(isOn));
      }
    }
  }
}

class LiveMeeting extends HTMLElement {
  connectedCallback() {
    new LivePage(this).start();
  }
}

customElements.define("live-meeting", LiveMeeting);

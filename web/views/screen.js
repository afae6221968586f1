// @ts-check
// The room's display: the meeting as everyone may see it, large, and nothing to press. B blanks it, as in slide shows.
/** @import { Change } from "../client/record.js" */
/** @import { LineView, Span } from "../client/wire.js" */
/** @import { NowLine } from "./parts.js" */
import { Connection } from "../client/connection.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses } from "../client/wire.js";
import { clock, network, rungMemory, setTabValue, tabValue, watchComings } from "./browser.js";
import { LineList, part } from "./lines.js";
import { showFollowers, showPhase } from "./parts.js";
import { who } from "./question.js";
import { Signals } from "./signals.js";

/** A question with more characters is shown smaller, so that the whole of it is seen. */
const LONG = 240;
/** As many of those who wait are called to be ready. */
const NEXT = 2;

class Screen {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", welcome = "", words = "", kept = "" } = host.dataset;
    this.host = host;
    /** More lines than fit; older ones leave the page. */
    this.kept = Number(kept);
    this.blank = "openfloor.blank/" + slug;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.minute = minuteClock(this.record.timeZone);
    this.lines = new LineList(part(host, ".rail-frame"), {
      phrases: this.phrases,
      minute: this.minute,
      base: "/m/" + slug,
      language: document.documentElement.lang,
      as: unlinked,
      titleOf: (number) => this.record.agenda.find((item) => item.number === number)?.title ?? "",
    });
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: network("openfloor.v1"),
      addresses: addresses(slug, "screen"),
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.record.take(frame).forEach((change) => this.#show(change)),
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    this.host.classList.toggle("is-blank", tabValue(this.blank, () => "") !== "");
    addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "b" || event.ctrlKey || event.metaKey) return;
      setTabValue(this.blank, this.host.classList.toggle("is-blank") ? "yes" : "");
    });
    this.#tick();
    this.#showQuestion();
    this.#showFloor();
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
    this.#stayAwake();
    document.addEventListener("visibilitychange", () => this.#stayAwake());
  }

  /** @param {Change} change */
  #show(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        this.lines.replaceAll((change.state.lines ?? []).slice(-this.kept));
        return this.#showCourse();
      case "line":
        return this.#takeLine(change.line);
      case "agenda":
        return this.#showCourse();
      case "phase":
        if (this.record.phase === "closed") this.connection.stop("closed");
        return this.#showCourse();
      case "followers":
        return showFollowers(change.followers, this.phrases);
      case "question":
        return this.#showQuestion();
      case "floor":
        return this.#showFloor();
      default:
        return this.lines.amend(change);
    }
  }

  #showCourse() {
    const wasPlanned = document.body.classList.contains("phase-planned");
    // The join code is made when the meeting opens, and is told by the page only.
    if (wasPlanned && (this.record.phase === "open" || this.record.phase === "paused")) return location.reload();
    const code = this.host.querySelector(".screen-code");
    if (this.record.phase === "closed") code?.remove();
    showPhase(this.host, this.record, this.phrases);
    this.signals.show();
    this.#showQuestion();
    this.#showFloor();
  }

  /** Who speaks, beside the item, and who is next. */
  #showFloor() {
    const { phrases, record: { floor, phase } } = this;
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, phrases);
    const names = floor.waiting.slice(0, NEXT).map(({ turn }) => turn?.name ?? phrases.say("floor_somebody"));
    const place = part(this.host, ".screen-next");
    place.hidden = names.length === 0 || phase === "closed";
    place.textContent = phrases.say("floor_next", { names: names.join(", ") });
  }

  /** The one put to the room; while there is none, the newest from afar. */
  #showQuestion() {
    const { phrases, record: { phase, questions } } = this;
    const isOver = phase === "closed";
    const one = isOver || !questions.onNow ? undefined : questions.all.get(questions.onNow);
    const place = part(this.host, ".screen-question");
    place.hidden = !one?.words;
    this.host.classList.toggle("has-question", !place.hidden);
    if (one) {
      part(place, ".label").textContent = phrases.say("question_n", { n: one.number });
      part(place, ".state").textContent = phrases.say(
        one.state === "answered" ? "question_answered" : "question_on_now",
      );
      part(place, ".words").textContent = one.words ?? "";
      place.classList.toggle("is-long", (one.words ?? "").length > LONG);
      part(place, ".who").textContent = who(one, phrases);
    }
    const newest = part(this.host, ".screen-newest");
    newest.hidden = isOver || !place.hidden || !questions.newest;
    part(newest, ".words").textContent = questions.newest?.words ?? "";
  }

  /** @param {LineView} line */
  #takeLine(line) {
    this.lines.add(line);
    while (this.lines.rail.childElementCount > this.kept) this.lines.rail.firstElementChild?.remove();
    if (line.kind === "speech" && typeof line.line?.speaker === "string") {
      /** @type {NowLine} */ (part(this.host, "now-line")).speaks(line.line.speaker);
    }
  }

  #tick() {
    part(this.host, ".screen-clock").textContent = this.minute(Date.now());
    clock.after(60_000 - (Date.now() % 60_000), () => this.#tick());
  }

  /** A projector's computer that goes to sleep ends the show; where the browser may not, it may. */
  #stayAwake() {
    if (document.visibilityState !== "visible") return;
    navigator.wakeLock?.request("screen").catch(() => {});
  }
}

/** @param {Span[]} spans @returns {Span[]} Where nothing may be pressed, a link is its words. */
function unlinked(spans) {
  return spans.flatMap((span) => {
    if (typeof span === "string" || "break" in span) return [span];
    if ("link" in span) return unlinked(span.link);
    return ["strong" in span ? { strong: unlinked(span.strong) } : { emphasis: unlinked(span.emphasis) }];
  });
}

class LiveScreen extends HTMLElement {
  connectedCallback() {
    new Screen(this).start();
  }
}

customElements.define("live-screen", LiveScreen);

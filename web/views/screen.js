// @ts-check
// The room's display: the meeting as everyone may see it, large, and nothing to press. B blanks it, as in slide shows.
/** @import { Change } from "../client/record.js" */
/** @import { LineView, Span } from "../client/wire.js" */
/** @import { NowLine } from "./parts.js" */
import { Connection } from "../client/connection.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses } from "../client/wire.js";
import { placesWord } from "../client/audience.js";
import { Blank } from "./blank.js";
import { clock, network, rungMemory, watchComings } from "./browser.js";
import { LineList, part } from "./lines.js";
import { showFollowers, showPhase } from "./parts.js";
import { fillSpeakers } from "./screen-lists.js";
import { SceneView } from "./screen-scene.js";
import { Signals } from "./signals.js";

/** As many of those who wait are called to be ready. */
const NEXT = 2;
/** So much of a checkpoint's root tells it from any other. */
const ROOT = 12;

class Screen {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", base = "", welcome = "", words = "", kept = "" } = host.dataset;
    this.host = host;
    /** More lines than fit; older ones leave the page. */
    this.kept = Number(kept);
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    const made = JSON.parse(welcome);
    this.record = new MeetingRecord(made);
    this.scene = new SceneView(host, this.record, this.phrases, made.state);
    this.blank = new Blank(host, "openfloor.blank/" + slug, this.record.screen === "blank");
    this.minute = minuteClock(this.record.timeZone);
    this.lines = new LineList(part(host, ".rail-frame"), {
      phrases: this.phrases,
      minute: this.minute,
      base,
      as: unlinked,
      titleOf: (number) => this.record.agenda.find((item) => item.number === number)?.title ?? "",
    });
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: network("openfloor.v1"),
      addresses: addresses(slug, "screen", document.documentElement.lang),
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.record.take(frame).forEach((change) => this.#show(change)),
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    this.#tick();
    this.scene.show();
    this.#showFloor();
    addEventListener("resize", () => this.scene.show());
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
        this.scene.stage.hold(change.state);
        this.blank.take(this.record.screen === "blank");
        this.#showFoot();
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
      case "support":
      case "hands":
        return this.scene.show();
      case "screen":
        this.blank.take(this.record.screen === "blank");
        return this.scene.show();
      case "notice":
        return this.#showNotice();
      case "audience":
      case "checkpoint":
        return this.#showFoot();
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
    this.#showNotice();
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
    fillSpeakers(part(this.host, ".screen-speakers"), floor, phrases);
  }

  /** It takes room from what is shown below. */
  #showNotice() {
    const { notice = "", phase } = this.record;
    const place = part(this.host, ".screen-notice");
    part(place, ".words").textContent = notice;
    // It ends with the meeting.
    place.hidden = notice === "" || phase === "closed";
    this.scene.show();
  }

  #showFoot() {
    const { phrases, record: { audience, checkpoint } } = this;
    part(this.host, ".audience-places").textContent = placesWord(audience, phrases);
    part(this.host, ".screen-checkpoint").textContent = checkpoint
      ? phrases.say("checkpoint", { n: checkpoint.size, root: checkpoint.root.slice(0, ROOT) })
      : "";
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

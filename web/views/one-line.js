// @ts-check
// One line at a time, followed live. The words change inside one element that is never replaced and speaks to nobody: a
// braille display shows what is under its reader's cursor, and a message would take the line from under their fingers.
/** @import { Change } from "../client/record.js" */
/** @import { LineView } from "../client/wire.js" */
import { Connection } from "../client/connection.js";
import { OneLine } from "../client/one-line.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses } from "../client/wire.js";
import { clock, network, rungMemory, watchComings } from "./browser.js";
import { listenForKeys } from "./keys.js";
import { part, sentence } from "./lines.js";
import { showFollowers, showPhase } from "./parts.js";
import { Signals } from "./signals.js";

class OneLinePage {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", welcome = "", words = "", position = "" } = host.dataset;
    this.host = host;
    this.base = location.pathname;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.minute = minuteClock(this.record.timeZone);
    this.addresses = addresses(slug, "attendee", this.phrases.language);
    this.net = network("openfloor.v1");
    this.one = new OneLine({ clock, at: Number(position), changed: () => this.#draw() });
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: this.net,
      addresses: this.addresses,
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.record.take(frame).forEach((change) => this.#take(change)),
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    this.host.addEventListener("click", (event) => this.#clicked(event));
    listenForKeys({
      j: () => this.#press("[data-step=next]"),
      k: () => this.#press("[data-step=previous]"),
      n: () => this.#press("[data-step=newest]"),
      h: () => this.#press("[data-act=hold]"),
    });
    this.#fetch().then(() => {
      if (this.record.phase === "closed") return;
      this.connection.start();
      watchComings(this.connection, this.signals);
    });
  }

  /** The newest lines as they were when the page was made; without them its links still work. */
  async #fetch() {
    try {
      const { status, body } = await this.net.get(this.addresses.lines(this.record.last + 1), 20);
      if (status === 200) this.one.hold(body.lines);
    } catch {
      // Said by the light once the connection fails too.
    }
  }

  /** @param {Change} change */
  #take(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        return this.one.hold(change.state.lines ?? []);
      case "line":
        return this.one.take(change.line);
      case "corrected":
      case "taken-back":
        return this.one.amend(change);
      case "phase":
        showPhase(this.host, this.record, this.phrases);
        if (this.record.phase === "closed") this.connection.stop("closed");
        return this.signals.show();
      case "followers":
        return showFollowers(change.followers, this.phrases);
    }
  }

  #draw() {
    const { lines, at, newer, shown, isHeld } = this.one;
    const [first] = lines;
    // Nothing was said yet when the page was made.
    if (at === 0 && first) return void this.one.step("newest");
    if (shown) this.#show(shown);
    this.#lead("next", lines.find((line) => line.position > at)?.position);
    // What is held here may have older lines before it, which the server knows.
    if (shown) this.#lead("previous", lines.findLast((line) => line.position < at)?.position ?? at - 1);
    part(this.host, ".line-news").textContent = newer > 0 ? this.phrases.count("lines_newer", newer) : "";
    this.host.querySelector("[data-act=hold]")?.setAttribute("aria-pressed", String(isHeld));
  }

  /** @param {LineView} view */
  #show(view) {
    const { phrases, minute } = this;
    const { position, at, line, retracted, corrected } = view;
    const titleOf = (/** @type {number} */ n) => this.record.agenda.find((item) => item.number === n)?.title ?? "";
    const gone = () => phrases.say(retracted ? "taken_back" : "removed", { time: minute(retracted ?? 0) });
    const said = line ? sentence(view, phrases, titleOf) : gone();
    const mark = line && corrected ? ` (${phrases.say("corrected", { time: minute(corrected) })})` : "";
    const place = part(this.host, "#line");
    const words = `${position} ${minute(at)} ${said}${mark}`;
    if (place.textContent?.replace(/\s+/g, " ") === words) return;
    place.textContent = words;
    place.lang = line?.language ?? "";
    if (!place.lang) place.removeAttribute("lang");
    part(this.host, ".line-place").textContent = "";
  }

  /** @param {string} step @param {number | undefined} position */
  #lead(step, position) {
    const link = part(this.host, `[data-step=${step}]`);
    link.toggleAttribute("aria-disabled", !position);
    if (!position) {
      link.removeAttribute("href");
      link.setAttribute("role", "link");
      link.setAttribute("aria-disabled", "true");
    } else {
      link.setAttribute("href", `${this.base}?at=${position}`);
      link.removeAttribute("role");
    }
  }

  /** @param {string} selector */
  #press(selector) {
    const control = this.host.querySelector(selector);
    if (control instanceof HTMLElement) control.click();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-step], [data-act]") : null;
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset.act === "hold") return this.one.keep(!this.one.isHeld);
    if (this.one.step(target.dataset.step ?? "")) event.preventDefault();
  }
}

customElements.define(
  "one-line",
  class extends HTMLElement {
    connectedCallback() {
      new OneLinePage(this).start();
    }
  },
);

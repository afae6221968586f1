// @ts-check
// The board of breakout groups: each line of a report appears in its place as it is saved.
/** @import { Line, LineView, Span } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
import { Connection } from "../client/connection.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { Received } from "../client/received.js";
import { MeetingRecord } from "../client/record.js";
import { addresses, newId } from "../client/wire.js";
import { clock, network, random, rungMemory, watchComings } from "./browser.js";
import { clone, nodes, part } from "./lines.js";
import { showNotice } from "./notice.js";
import { Signals } from "./signals.js";

class Board {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", base = "", role = "", welcome = "", words = "" } = host.dataset;
    const start = JSON.parse(welcome);
    this.host = host;
    this.base = base;
    this.role = role;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(start);
    this.received = new Received(start.state.breakouts);
    this.minute = minuteClock(this.record.timeZone);
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: network(role === "attendee" ? "openfloor.v1" : "openfloor.v1.writer"),
      addresses: addresses(slug, role, document.documentElement.lang),
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => {
        if (frame.is === "members") this.#showMembers(frame.counts);
        else this.record.take(frame).forEach((change) => this.#show(change));
      },
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
  }

  /** @param {Change} change */
  #show(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        return this.#renew();
      case "line":
        return this.#add(change.line);
      case "corrected":
        return this.#fill(part(this.host, "#n" + change.position), change.text);
      case "taken-back":
        return this.#takeBack(change.position);
      case "breakouts":
        return this.#takeNews(change.line);
      case "notice":
        return showNotice(this.host, this.record.notice, this.phrases);
      case "phase":
        if (this.record.phase === "closed") this.connection.stop("closed");
        return this.signals.show();
    }
  }

  /** What this page cannot show by itself is made anew by the server, unless somebody is at it or reads what comes once. */
  #renew() {
    const isNeeded = this.host.querySelector(".made-link, .error-summary, details[open], form :focus");
    if (!isNeeded) location.replace(`${this.base}/breakouts?as=${this.role}`);
  }

  /** @param {number} number @returns {HTMLElement | null} */
  #group(number) {
    return this.host.querySelector("#breakout" + number);
  }

  /** @param {LineView} line */
  #add({ position, line }) {
    const { report, text = [] } = line ?? {};
    const group = report && this.#group(report.breakout);
    if (!group || part(this.host, "#n" + position)) return;
    const own = report.origin && part(this.host, "#n" + report.origin);
    const element = own || clone("t-board-line");
    element.id = "n" + position;
    const number = part(element, ".number");
    number.setAttribute("href", `${this.base}/lines/${position}`);
    number.setAttribute("aria-label", this.phrases.say("line", { n: position }));
    number.textContent = String(position);
    element.querySelector("input[name=id]")?.setAttribute("value", newId(random));
    element.querySelector("input[name=line]")?.setAttribute("value", String(position));
    element.querySelector(".of-line")?.replaceChildren(" ", this.phrases.say("line", { n: position }));
    this.#fill(element, text);
    if (!own) part(this.#prompt(group, report.prompt, report.asked), ".report-lines").append(element);
    part(group, ".apart").hidden = !line?.audience;
    // How far the report has come is said by what made it heard.
    if (!report.origin) part(group, ".report-state").textContent = this.phrases.say("report_underway");
  }

  /** @param {Record<string, number>} counts By group. */
  #showMembers(counts) {
    for (const group of this.host.querySelectorAll(".breakout")) {
      const n = counts[group.id.slice("breakout".length)] ?? 0;
      const place = part(group, ".members");
      place.hidden = n === 0;
      place.textContent = this.phrases.count("members", n);
    }
  }

  /** Where lines under a prompt stand, in the order of the prompts. @param {HTMLElement} group @param {number} prompt @param {string} asked */
  #prompt(group, prompt, asked) {
    const all = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(".asked")]);
    const found = all.find((one) => Number(one.dataset.prompt) === prompt);
    if (found) return found;
    const element = clone("t-asked");
    element.dataset.prompt = String(prompt);
    part(element, "h4").textContent = asked;
    const next = all.find((one) => Number(one.dataset.prompt) > prompt);
    part(group, ".all-asked").insertBefore(element, next ?? null);
    return element;
  }

  /** @param {HTMLElement | null} element @param {Span[]} text */
  #fill(element, text) {
    if (element) part(element, ".words").replaceChildren(...nodes(text));
  }

  /** @param {number} position */
  #takeBack(position) {
    const element = part(this.host, "#n" + position);
    const asked = element?.closest(".asked");
    element?.remove();
    if (asked && !asked.querySelector("li")) asked.remove();
  }

  /** @param {Line} line */
  #takeNews(line) {
    const { kind, number = 0, reason } = line;
    this.received.take(line);
    const { count } = this.received;
    const place = part(this.host, ".breakouts-received");
    if (count && place) place.textContent = this.phrases.say("breakouts_received", count);
    const group = this.#group(number);
    if (kind === "breakout-formed" || kind.startsWith("theme-")) return this.#renew();
    if (!group) return;
    const words = {
      "breakout-signed-off": () => this.phrases.say("report_signed", { time: this.minute(Date.now()) }),
      "breakout-reopened": () => this.phrases.say("report_underway"),
      "breakout-called": () => this.phrases.say("report_called", { time: this.minute(Date.now()) }),
      "breakout-missing": () =>
        this.phrases.say("report_missing", { reason: reason ?? this.phrases.say("report_none") }),
    }[kind];
    if (words) part(group, ".report-state").textContent = words();
  }
}

class BreakoutBoard extends HTMLElement {
  connectedCallback() {
    new Board(this).start();
  }
}

customElements.define("breakout-board", BreakoutBoard);

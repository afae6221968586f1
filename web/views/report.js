// @ts-check
// A rapporteur's page: each line is kept in this browser until the server says it is on disk, whatever the line does.
/** @import { Accepted, LineView, Refused } from "../client/wire.js" */
/** @import { Standing } from "../client/connection.js" */
/** @import { Change } from "../client/record.js" */
import { HEARTBEAT, Outbox } from "../client/outbox.js";
import { Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { marked } from "../client/scribe-syntax.js";
import { addresses, newId } from "../client/wire.js";
import { WritingConnection } from "../client/writing.js";
import { clock, network, random, rungMemory, store, tabValue, watchComings } from "./browser.js";
import { keepPage } from "./kept-page.js";
import { clone, nodes, part } from "./lines.js";
import { showNotice } from "./notice.js";
import { OutgoingList } from "./outgoing.js";
import { showPhase } from "./parts.js";
import { Signals } from "./signals.js";

/** Acts that are a line's own, or a new one: they may wait for a connection. */
const KEPT = new Set(["breakout-report", "correct", "retract"]);

/** From the server, as it stands; never what a form sent. */
const again = () => location.replace(location.pathname + location.search);

class ReportDesk {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", breakout = "", welcome = "", words = "" } = host.dataset;
    this.host = host;
    this.breakout = Number(breakout);
    this.isSignedOff = "signedOff" in host.dataset;
    /** What may be done is another now than on this page as it was made. */
    this.isOld = false;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.isConnected = false;
    this.outgoing = new OutgoingList(host, this.phrases);
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new WritingConnection({
      clock,
      random: Math.random,
      net: network("openfloor.v1.writer"),
      addresses: addresses(slug, "rapporteur&breakout=" + breakout, document.documentElement.lang),
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => {
        if (frame.is === "accepted" || frame.is === "refused") this.#answered(frame);
        else this.record.take(frame).forEach((change) => this.#show(change));
        this.outbox.shown(this.record.last);
      },
      standing: (standing) => this.#stand(standing),
    });
    this.outbox = new Outbox({
      store,
      clock,
      scope: `${slug}/rapporteur/${breakout}`,
      tab: tabValue("openfloor.tab", () => newId(random)),
      newId: () => newId(random),
      send: (command) => this.connection.send(command),
      changed: () => this.#showOutgoing(),
    });
  }

  start() {
    this.host.addEventListener("submit", (event) => this.#submitted(event));
    this.host.addEventListener("click", (event) => this.#clicked(event));
    this.#showOutgoing();
    this.#beat();
    this.host.addEventListener("focusout", () => this.#renew());
    addEventListener("pagehide", () => this.outbox.leave());
    addEventListener("pageshow", () => this.outbox.beat());
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
    keepPage();
  }

  #beat() {
    this.outbox.beat();
    clock.after(HEARTBEAT, () => this.#beat());
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = new FormData(form, event.submitter);
    const act = String(fields.get("do"));
    if (!KEPT.has(act)) {
      // The group's word is for a report that is whole.
      if (this.outbox.unsaved === 0) return;
      event.preventDefault();
      part(form, ".case-said").textContent = this.phrases.say("report_wait");
      return;
    }
    event.preventDefault();
    const text = String(fields.get("text") ?? "").trim();
    const line = Number(fields.get("line"));
    if (act === "retract") this.outbox.add({ do: act, line });
    else if (text === "") return;
    else if (act === "correct") this.outbox.add({ do: act, line, text });
    else this.outbox.add({ do: act, prompt: Number(fields.get("prompt")), text });
    form.closest("details")?.removeAttribute("open");
    if (act === "breakout-report") part(form, "textarea").focus();
    form.reset();
    const area = form.querySelector("textarea");
    // What was refused and given back is in the box by itself.
    if (act === "breakout-report" && area) area.value = area.defaultValue = "";
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
    if (!(button instanceof HTMLElement)) return;
    const dropped = this.outbox.drop(button.closest(".outgoing")?.id.slice("out-".length) ?? "");
    if (button.dataset.act !== "edit-again" || !dropped) return;
    const { prompt, line, text = "" } = dropped.command;
    const area = line
      ? part(this.host, `#n${line} textarea`)
      : part(this.host, `#prompt${prompt} form.add-line textarea`);
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.closest("details")?.setAttribute("open", "");
    area.value = [area.value, text].filter(Boolean).join("\n");
    area.focus();
  }

  #showOutgoing() {
    // The outbox speaks once while it is being made, before it has a name here.
    if (this.outbox) this.outgoing.show(this.outbox, this.isConnected, this.record.recording);
  }

  /** @param {Standing} standing */
  #stand(standing) {
    this.signals.take(standing);
    this.isConnected = standing.is === "connected";
    this.outbox.connected(this.isConnected);
    this.#showOutgoing();
  }

  /** @param {Accepted | Refused} frame */
  #answered(frame) {
    this.outbox.answered(frame);
    this.#renew();
  }

  /** The page as it is made now, once nothing on it is typed or on its way: neither words nor place are taken away. */
  #renew() {
    const areas = [...this.host.querySelectorAll("textarea")];
    if (this.isOld && this.outbox.unsaved === 0 && areas.every((area) => area.value === area.defaultValue)) again();
  }

  #age() {
    this.isOld = true;
    this.#renew();
  }

  /** @param {Change} change */
  #show(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        return this.#age();
      case "line":
        return this.#add(change.line);
      case "corrected": {
        const element = this.#find(change.position);
        return element && this.#fill(element, change.text);
      }
      case "taken-back":
        return this.#find(change.position)?.remove();
      case "breakouts":
        return this.#takeState(change.line);
      case "notice":
        return showNotice(this.host, this.record.notice, this.phrases);
      case "phase":
        showPhase(this.host, this.record, this.phrases);
        if (this.record.phase === "closed") this.connection.stop("closed");
        this.signals.show();
        // In a pause one writes on.
        return this.record.phase === "closed" || !part(this.host, ".add-line") ? this.#age() : undefined;
    }
  }

  /** @param {number} position */
  #find(position) {
    return part(this.host, "#n" + position);
  }

  /** @param {LineView} line */
  #add({ position, line }) {
    const { report, text = [] } = line ?? {};
    if (report?.breakout !== this.breakout || this.#find(position)) return;
    const own = report.origin && this.#find(report.origin);
    const element = own || clone("t-report-line");
    element.id = "n" + position;
    element.querySelector("input[name=line]")?.setAttribute("value", String(position));
    element.querySelector("textarea")?.setAttribute("id", "line" + position);
    element.querySelector("label")?.setAttribute("for", "line" + position);
    // Everyone reads now what stood here before: the words are the same.
    if (own) return;
    this.#fill(element, text);
    part(this.host, `#prompt${report.prompt} .report-lines`).append(element);
    part(this.host, ".sign-off").hidden = false;
    if (!report.origin) part(this.host, ".report-state").textContent = this.phrases.say("report_underway");
  }

  /** @param {HTMLElement} element @param {import("../client/wire.js").Span[]} text */
  #fill(element, text) {
    part(element, ".words").replaceChildren(...nodes(text));
    const area = /** @type {HTMLTextAreaElement} */ (part(element, "textarea"));
    area.value = area.defaultValue = marked(text);
  }

  /** Signed off, or opened again: the page is another. @param {import("../client/wire.js").Line} line */
  #takeState({ kind, number }) {
    const isOther = kind === (this.isSignedOff ? "breakout-reopened" : "breakout-signed-off");
    if (isOther && number === this.breakout) this.#age();
  }
}

class ReportElement extends HTMLElement {
  connectedCallback() {
    new ReportDesk(this).start();
  }
}

customElements.define("report-desk", ReportElement);

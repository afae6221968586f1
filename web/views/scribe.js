// @ts-check
// The desk: the log as it grows, the box, and what is on its way.
/** @import { LineView, Speaker, State } from "../client/wire.js" */
/** @import { Change } from "../client/record.js" */
/** @import { Standing } from "../client/connection.js" */
/** @import { NowLine } from "./parts.js" */
import { HEARTBEAT, Outbox } from "../client/outbox.js";
import { minuteClock, Phrases } from "../client/phrases.js";
import { isNote, MeetingRecord } from "../client/record.js";
import { marked } from "../client/scribe-syntax.js";
import { addresses, newId } from "../client/wire.js";
import { WritingConnection } from "../client/writing.js";
import { clock, network, random, rungMemory, setTabValue, store, tabValue, watchComings } from "./browser.js";
import { Composer } from "./composer.js";
import { Controls, isConfirmed } from "./controls.js";
import { keepPage } from "./kept-page.js";
import { clone, LineList, part } from "./lines.js";
import { showNotice } from "./notice.js";
import { stirGround } from "./old-ground.js";
import { OutgoingList } from "./outgoing.js";
import { Drafts, showAgenda, showFollowers, showPhase } from "./parts.js";
import { keep } from "./settings.js";
import { Signals } from "./signals.js";
import { spansOf } from "./spans.js";

class Desk {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", base = "", role = "scribe", welcome = "", words = "" } = host.dataset;
    this.host = host;
    const scope = `${slug}/${role}`;
    this.ownKey = "openfloor.own/" + scope;
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.net = network("openfloor.v1.writer");
    this.addresses = addresses(slug, role, document.documentElement.lang);
    /** Positions of the lines written in this tab. @type {Set<number>} */
    this.own = new Set(JSON.parse(tabValue(this.ownKey, () => "[]")));
    this.isConnected = false;
    /** What the server calls this scribe in drafts: known once one's own words come back. */
    this.ownTag = "";
    this.lines = new LineList(part(host, ".rail-frame"), {
      phrases: this.phrases,
      minute: minuteClock(this.record.timeZone),
      base,
      titleOf: (number) => this.record.agenda.find((item) => item.number === number)?.title ?? "",
      made: (element) => this.#equip(element),
    });
    this.drafts = new Drafts(part(host, ".drafting"), this.phrases, "");
    this.outgoing = new OutgoingList(host, this.phrases);
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = this.#makeConnection();
    this.outbox = new Outbox({
      store,
      clock,
      scope,
      tab: tabValue("openfloor.tab", () => newId(random)),
      newId: () => newId(random),
      send: (command) => this.connection.send(command),
      changed: () => this.#showOutgoing(),
    });
    this.composer = this.#makeComposer(scope);
  }

  #makeConnection() {
    return new WritingConnection({
      clock,
      random: Math.random,
      net: this.net,
      addresses: this.addresses,
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => {
        if (frame.is === "accepted" || frame.is === "refused") this.#answered(frame);
        else this.record.take(frame).forEach((change) => this.#show(change));
        this.outbox.shown(this.record.last);
      },
      standing: (standing) => this.#stand(standing),
    });
  }

  /** @param {string} scope */
  #makeComposer(scope) {
    return new Composer(this.host, {
      phrases: this.phrases,
      key: "openfloor.draft/" + scope,
      speakers: () => this.record.speakers,
      draft: (text) => this.connection.send({ do: "draft", text }),
      write: (text) => this.outbox.add({ do: "write", text }),
      correct: (line, text) => this.outbox.add({ do: "correct", line, text }),
      lastLine: () => this.#lastLine(),
      editing: (position) => this.#markEdited(position),
    });
  }

  start() {
    for (const element of this.lines.rail.querySelectorAll(".line")) this.#equip(/** @type {HTMLElement} */ (element));
    this.host.addEventListener("click", (event) => this.#clicked(event));
    new Controls(this.host, { net: this.net, address: this.addresses.commands, phrases: this.phrases });
    part(this.host, "#settings").addEventListener("change", ({ target }) => keep(target));
    this.#showOutgoing();
    this.#beat();
    addEventListener("pagehide", () => this.outbox.leave());
    addEventListener("pageshow", () => this.outbox.beat());
    this.#toEnd();
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
    keepPage();
  }

  #beat() {
    this.outbox.beat();
    clock.after(HEARTBEAT, () => this.#beat());
  }

  #showOutgoing() {
    // The outbox speaks once while it is being made, before it has a name here.
    if (this.outbox) this.outgoing.show(this.outbox, this.isConnected, this.record.recording);
    this.#keepEnd();
  }

  /** @param {Standing} standing */
  #stand(standing) {
    this.signals.take(standing);
    this.isConnected = standing.is === "connected";
    if (!this.isConnected) this.ownTag = "";
    this.outbox.connected(this.isConnected);
    if (!this.isConnected) this.drafts.clear();
    this.#showOutgoing();
  }

  /** @param {import("../client/wire.js").Accepted | import("../client/wire.js").Refused} frame */
  #answered(frame) {
    const line = this.outbox.answered(frame);
    if (!line || frame.is !== "accepted") return;
    for (const position of frame.entries) this.own.add(position);
    setTabValue(this.ownKey, JSON.stringify([...this.own]));
    for (const position of frame.entries) {
      const element = this.lines.find(position);
      if (element) this.#showSaved(element);
    }
  }

  /** @param {Change} change */
  #show(change) {
    stirGround(this.host, change);
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "reset":
        return this.#reset(change.state);
      case "line":
        return this.#add(change.line);
      case "agenda":
      case "floor":
        return this.#showCourse();
      case "phase":
        showPhase(this.host, this.record, this.phrases);
        return this.#showCourse();
      case "notice":
        return this.#showNotice();
      case "speakers":
        return this.#showSpeakers(this.record.speakers);
      case "draft":
        if (change.text && change.text === this.composer.shared) this.ownTag = change.scribe;
        if (change.scribe === this.ownTag) return;
        this.drafts.take(change.scribe, change.text);
        part(this.host, ".others").hidden = this.drafts.isEmpty;
        return this.#keepEnd();
      case "followers":
        return showFollowers(change.followers, this.phrases);
      case "recording":
        return this.#showOutgoing();
      default:
        return this.lines.amend(change);
    }
  }

  /** @param {LineView} line */
  #add(line) {
    const wasAtEnd = this.#isAtEnd();
    this.lines.add(line);
    const name = line.line?.speaker;
    if (typeof name === "string") /** @type {NowLine} */ (part(this.host, "now-line")).speaks(name);
    if (wasAtEnd) this.#toEnd();
  }

  /** @param {State} state */
  #reset(state) {
    this.lines.replaceAll(state.lines ?? [], state.before);
    showPhase(this.host, this.record, this.phrases);
    this.#showCourse();
    this.#showNotice();
    this.#showSpeakers(this.record.speakers);
    this.#toEnd();
  }

  #showNotice() {
    const wasAtEnd = this.#isAtEnd();
    showNotice(this.host, this.record.notice, this.phrases);
    if (wasAtEnd) this.#toEnd();
  }

  #showCourse() {
    showAgenda(this.host, this.record, this.phrases);
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, this.phrases);
    this.signals.show();
  }

  /** @param {Speaker[]} speakers */
  #showSpeakers(speakers) {
    const list = part(this.host, ".speaker-list");
    list.replaceChildren(...speakers.map((speaker) => {
      const element = clone("t-speaker");
      const alias = speaker.aliases[0] ?? speaker.name;
      part(element, ".speaker-insert").dataset.insert = alias + ": ";
      part(element, ".alias").textContent = alias;
      part(element, ".name").textContent = speaker.name;
      part(element, ".speaker-about").textContent = [speaker.role, speaker.organisation].filter(Boolean).join(", ");
      return element;
    }));
    part(this.host, ".speakers-empty").hidden = speakers.length > 0;
  }

  /** What a scribe may do with a line, and that it is saved. @param {HTMLElement} element */
  #equip(element) {
    const position = Number(element.dataset.position);
    if (!isNote(element.dataset.kind ?? "") || element.classList.contains("gone")) return;
    if (this.own.has(position)) this.#showSaved(element);
    element.append(clone("t-line-tools"));
  }

  /** @param {HTMLElement} element */
  #showSaved(element) {
    if (element.querySelector(".own-state") || element.classList.contains("gone")) return;
    part(element, ".words").parentElement?.append(" ", clone("t-saved"));
  }

  /** @param {number} position @returns {{position: number, text: string} | null} */
  #typedWords(position) {
    const element = this.lines.find(position);
    if (!element || element.classList.contains("gone")) return null;
    return { position, text: marked(spansOf(part(element, ".words"))) };
  }

  /** The last line of one's own, else the last of all. */
  #lastLine() {
    const notes = [...this.lines.rail.querySelectorAll(".line:not(.gone)")]
      .filter((one) => isNote(/** @type {HTMLElement} */ (one).dataset.kind ?? ""))
      .map((one) => Number(/** @type {HTMLElement} */ (one).dataset.position)).sort((one, other) => other - one);
    const position = notes.find((one) => this.own.has(one)) ?? notes[0];
    return position === undefined ? null : this.#typedWords(position);
  }

  /** @param {number | null} position */
  #markEdited(position) {
    for (const one of this.lines.rail.querySelectorAll(".being-corrected")) one.classList.remove("being-corrected");
    if (position !== null) this.lines.find(position)?.classList.add("being-corrected");
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element
      ? event.target.closest("[data-act], [data-insert], .older-link")
      : null;
    if (!(target instanceof HTMLElement)) return;
    if (target.classList.contains("older-link")) return void this.#loadOlder(event, target);
    if (target.dataset.insert !== undefined) return this.composer.insert(target.dataset.insert);
    const row = /** @type {HTMLElement} */ (target.closest(".line"));
    const position = Number(row.dataset.position);
    switch (target.dataset.act) {
      case "correct": {
        const words = this.#typedWords(position);
        if (words) this.composer.edit(words.position, words.text);
        return;
      }
      case "key":
        return void this.outbox.add({ do: "key-moment", line: position });
      case "retract":
        if (isConfirmed(target, this.phrases.say("confirm_retract"))) {
          this.outbox.add({ do: "retract", line: position });
        }
        return;
      case "edit-again":
      case "drop": {
        const line = this.outbox.drop(row.id.replace("out-", ""));
        if (line && target.dataset.act === "edit-again") this.composer.giveBack(line.command.text ?? "");
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

  #isAtEnd() {
    return this.#belowView() < 120;
  }

  #keepEnd() {
    if (this.#isAtEnd()) this.#toEnd();
  }

  #toEnd() {
    scrollBy(0, this.#belowView());
  }

  /** How far the end of the log lies below what the box leaves in view. */
  #belowView() {
    const box = part(this.host, ".composer").offsetHeight;
    return part(this.host, ".log").getBoundingClientRect().bottom + box - innerHeight;
  }
}

class ScribeDesk extends HTMLElement {
  connectedCallback() {
    new Desk(this).start();
  }
}

customElements.define("scribe-desk", ScribeDesk);

// @ts-check
// The voice's page: what those outside the room wrote, to be read out by somebody in it.
/** @import { Change } from "../client/record.js" */
/** @import { NowLine } from "./parts.js" */
import { Connection } from "../client/connection.js";
import { Phrases } from "../client/phrases.js";
import { MeetingRecord } from "../client/record.js";
import { addresses } from "../client/wire.js";
import { clock, network, rungMemory, watchComings } from "./browser.js";
import { decide, decides } from "./decide.js";
import { clone, part } from "./lines.js";
import { showFollowers, showPhase } from "./parts.js";
import { Signals } from "./signals.js";
import { arrange, keep } from "./steady.js";
import { fillTurn } from "./turn.js";

class Voice {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { slug = "", role = "", welcome = "", words = "" } = host.dataset;
    this.host = host;
    this.list = part(host, ".remarks");
    this.phrases = new Phrases(JSON.parse(words), document.documentElement.lang);
    this.record = new MeetingRecord(JSON.parse(welcome));
    this.addresses = addresses(slug, role, document.documentElement.lang);
    this.net = network("openfloor.v1");
    this.signals = new Signals(this.phrases, () => this.record.phase);
    this.connection = new Connection({
      clock,
      random: Math.random,
      net: this.net,
      addresses: this.addresses,
      memory: rungMemory,
      cursor: () => this.record.cursor,
      frame: (frame) => this.record.take(frame).forEach((change) => this.#show(change)),
      standing: (standing) => this.signals.take(standing),
    });
  }

  start() {
    const parts = { net: this.net, address: this.addresses.commands, phrases: this.phrases };
    decides(this.host, (form, button) => decide(form, button, parts));
    this.#showFloor();
    if (this.record.phase === "closed") return;
    this.connection.start();
    watchComings(this.connection, this.signals);
  }

  /** @param {Change} change */
  #show(change) {
    switch (change.change) {
      case "gap":
        return this.connection.restart();
      case "floor":
        return this.#showFloor();
      case "reset":
      case "agenda":
      case "phase":
        if (this.record.phase === "closed") this.connection.stop("closed");
        showPhase(this.host, this.record, this.phrases);
        this.signals.show();
        this.#showName();
        return this.#showFloor();
      case "voice":
        return this.#showName();
      case "followers":
        return showFollowers(change.followers, this.phrases);
    }
  }

  #showName() {
    keep(part(this.host, "#voice-name"), this.record.voice ?? "");
  }

  /** Those that are here already stay the elements they are: somebody reads one out at this moment. */
  #showFloor() {
    const { floor } = this.record;
    /** @type {NowLine} */ (part(this.host, "now-line")).show(this.record, this.phrases);
    const turns = [...floor.speaking ? [floor.speaking] : [], ...floor.waiting].filter(({ turn }) => turn?.remark);
    const hadFocus = this.list.contains(document.activeElement);
    const elements = turns.map((one) => {
      const element = part(this.list, `[data-number="${one.number}"]`) ?? clone("t-remark");
      if (!element.dataset.number) fillTurn(element, one, this.phrases);
      return element;
    });
    arrange(this.list, elements);
    part(this.host, ".remark-count").textContent = String(turns.length);
    if (hadFocus && !this.list.contains(document.activeElement)) part(this.host, "h2").focus();
  }
}

class VoiceDesk extends HTMLElement {
  connectedCallback() {
    new Voice(this).start();
  }
}

customElements.define("voice-desk", VoiceDesk);

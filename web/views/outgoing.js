// @ts-check
// The scribe's lines on their way, and the count nobody can overlook.
/** @import { Outbox, Outgoing } from "../client/outbox.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { clone, part, setSymbol } from "./lines.js";

export class OutgoingList {
  /** @param {HTMLElement} host @param {Phrases} phrases */
  constructor(host, phrases) {
    this.list = part(host, "#outbox");
    this.bar = part(host, ".unsaved");
    this.phrases = phrases;
  }

  /** @param {Outbox} outbox @param {boolean} isConnected @param {boolean} isRecording */
  show(outbox, isConnected, isRecording) {
    const kept = new Set(outbox.lines.map((line) => "out-" + line.id));
    for (const element of [...this.list.children]) if (!kept.has(element.id)) element.remove();
    for (const line of outbox.lines) this.#showLine(line, isConnected);
    this.#showBar(outbox, isConnected, isRecording);
  }

  /** @param {Outgoing} line @param {boolean} isConnected */
  #showLine(line, isConnected) {
    let element = document.getElementById("out-" + line.id);
    if (!element) {
      element = clone("t-outgoing");
      element.id = "out-" + line.id;
      part(element, ".words").textContent = this.#words(line);
      this.list.append(element);
    }
    // Without a connection nothing is being sent.
    const state = line.state === "sending" && !isConnected ? "waiting" : line.state;
    if (element.dataset.state === state) return;
    element.dataset.state = state;
    setSymbol(part(element, ".own-state"), "icon-" + (state === "waiting" ? "draft" : state));
    part(element, ".state-word").textContent = this.phrases.say("state_" + state);
    part(element, ".state-why").textContent = line.why ?? "";
    for (const button of element.querySelectorAll("button")) button.hidden = line.state !== "refused";
  }

  /** @param {Outgoing} line */
  #words({ command }) {
    const n = command.line ?? 0;
    switch (command.do) {
      case "correct":
        return this.phrases.say("correcting", { n, words: command.text ?? "" });
      case "retract":
        return this.phrases.say("taking_back", { n });
      case "key-moment":
        return this.phrases.say("marking", { n });
      default:
        return command.text ?? "";
    }
  }

  /** @param {Outbox} outbox @param {boolean} isConnected @param {boolean} isRecording */
  #showBar(outbox, isConnected, isRecording) {
    const n = outbox.unsaved;
    const about = outbox.hasRefused
      ? "unsaved_refused"
      : !isRecording
      ? "not_recording"
      : isConnected
      ? "unsaved_sending"
      : "unsaved_kept";
    this.bar.dataset.count = String(n);
    part(this.bar, ".unsaved-count").textContent = n > 0 ? this.phrases.count("unsaved", n) : "";
    part(this.bar, ".unsaved-about").textContent = n > 0 || !isRecording ? this.phrases.say(about) : "";
    // A line that is saved within a blink needs no alarm.
    this.bar.classList.toggle("is-brief", n === 1 && isConnected && isRecording && !outbox.hasRefused);
    this.bar.hidden = n === 0 && isRecording;
  }
}

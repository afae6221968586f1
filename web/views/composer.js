// @ts-check
// The one box a scribe writes in: keys, hints, the draft that survives a reload.
/** @import { Speaker } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { completion, draftWords, hint } from "../client/scribe-syntax.js";
import { clock, store } from "./browser.js";
import { part, setSymbol } from "./lines.js";

/** Others see what is typed at most this often. */
const DRAFT_EVERY = 500;
/** Commands that are whole by themselves: words already in the box are kept aside while one is sent. */
const WHOLE = new Set(["/key", "/hide", "/item next"]);

export class Composer {
  /**
   * @param {HTMLElement} host
   * @param {{phrases: Phrases, key: string, speakers: () => Speaker[], draft: (text: string) => void,
   *   write: (text: string) => void, correct: (position: number, text: string) => void,
   *   lastLine: () => {position: number, text: string} | null, editing: (position: number | null) => void}} parts
   */
  constructor(host, parts) {
    this.parts = parts;
    this.form = /** @type {HTMLFormElement} */ (part(host, "#compose"));
    this.box = /** @type {HTMLTextAreaElement} */ (part(this.form, "textarea"));
    this.hintPlace = part(host, ".syntax-hint");
    this.usualHint = this.hintPlace.textContent ?? "";
    this.statePlace = part(host, ".draft-state");
    /** The line being corrected. @type {number | null} */
    this.line = null;
    this.aside = "";
    this.shownAt = 0;
    /** @type {(() => void) | undefined} */
    this.cancel = undefined;
    if (!this.box.value) this.box.value = store.get(parts.key) ?? "";
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.box.addEventListener("keydown", (event) => this.#pressed(event));
    this.box.addEventListener("input", () => this.#typed());
    this.#typed();
  }

  /** Begins a line, or goes before what is already there. @param {string} text */
  insert(text) {
    if (WHOLE.has(text) && this.box.value.trim()) {
      this.aside = this.box.value;
      this.box.value = text;
    } else if (!this.box.value.startsWith(text)) {
      this.box.value = text + this.box.value;
    }
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    this.#typed();
  }

  /** @param {number} position @param {string} text Its words as typed. */
  edit(position, text) {
    if (this.line === null) this.aside = this.box.value;
    this.line = position;
    this.box.value = text;
    this.box.focus();
    this.parts.editing(position);
    this.#typed();
  }

  /** Puts a text back that could not be saved. @param {string} text */
  giveBack(text) {
    this.aside = this.box.value;
    this.box.value = text;
    this.box.focus();
    this.#typed();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    const plainKey = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && plainKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "ArrowUp" && plainKey && this.box.value === "") {
      const last = this.parts.lastLine();
      if (!last) return;
      event.preventDefault();
      this.edit(last.position, last.text);
    } else if (event.key === "Escape" && (this.line !== null || this.aside)) {
      this.#leave();
    } else if (event.key === "ArrowRight" && plainKey && this.box.selectionStart === this.box.value.length) {
      const speaker = completion(this.box.value, this.parts.speakers());
      if (!speaker) return;
      event.preventDefault();
      this.box.value = speaker.name + ": ";
      this.#typed();
    }
  }

  #send() {
    const text = this.box.value.trim();
    if (!text) return;
    if (hint(text, this.parts.speakers()).kind === "too_long" && this.line === null) return this.#typed();
    if (this.line === null) {
      this.parts.write(text);
      // The line itself ends its draft on the server.
      this.cancel?.();
      this.shared = "";
    } else {
      this.parts.correct(this.line, text);
    }
    this.#leave();
  }

  #leave() {
    this.line = null;
    this.box.value = this.aside;
    this.aside = "";
    this.parts.editing(null);
    this.#typed();
  }

  #typed() {
    const text = this.box.value;
    const isDraft = this.line === null;
    if (isDraft) {
      if (text) store.set(this.parts.key, text);
      else store.remove(this.parts.key);
    }
    this.#showHint();
    this.statePlace.hidden = !text || !isDraft;
    part(this.statePlace, ".state-word").textContent = this.parts.phrases.say("state_draft");
    setSymbol(this.statePlace, "icon-draft");
    this.box.rows = Math.min(8, Math.max(2, text.split("\n").length));
    this.#shareDraft(isDraft ? draftWords(text, this.parts.speakers()) : "");
  }

  #showHint() {
    const { phrases, speakers } = this.parts;
    const known = hint(this.box.value, speakers());
    const complete = completion(this.box.value, speakers());
    const words = this.line !== null
      ? phrases.say("editing", { n: this.line })
      : complete
      ? phrases.say("hint_complete", { name: complete.name })
      : known.kind === ""
      ? this.usualHint
      : phrases.say("hint_" + known.kind, { name: known.name ?? "", n: known.over ?? 0 });
    const left = known.left === undefined ? "" : phrases.say("hint_left", { n: known.left });
    this.hintPlace.textContent = [words, left].filter(Boolean).join(" · ");
    this.hintPlace.classList.toggle("is-kind", known.kind !== "" || this.line !== null);
  }

  /** The newest text, at most twice a second, and the empty one for certain. @param {string} text */
  #shareDraft(text) {
    this.cancel?.();
    const wait = text === "" ? 0 : Math.max(0, this.shownAt + DRAFT_EVERY - clock.now());
    const share = () => {
      this.shownAt = clock.now();
      if (text !== this.shared) this.parts.draft(text);
      this.shared = text;
    };
    if (wait === 0) share();
    else this.cancel = clock.after(wait, share);
  }

  /** What others were last shown. */
  shared = "";
}

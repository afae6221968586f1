// @ts-check
// Open, pause, close, and the agenda, for who leads the meeting.
/** @import { Net } from "../client/connection.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { newId } from "../client/wire.js";
import { clock, random } from "./browser.js";
import { part } from "./lines.js";

/** Refusals that ask whether one is sure. */
const ASK_AGAIN = new Set(["items-open", "just-taken-up"]);
const CONFIRM_WITHIN = 6_000;

/**
 * A button that acts on its second press.
 * @param {HTMLElement} button @param {string} question @returns {boolean} True when this press is the second.
 */
export function isConfirmed(button, question) {
  if (button.dataset.asked) return true;
  const words = button.textContent;
  button.dataset.asked = "yes";
  button.textContent = question;
  clock.after(CONFIRM_WITHIN, () => {
    delete button.dataset.asked;
    button.textContent = words;
  });
  return false;
}

export class Controls {
  /** @param {HTMLElement} host @param {{net: Net, address: string, phrases: Phrases}} parts */
  constructor(host, parts) {
    this.host = host;
    this.parts = parts;
    for (const form of host.querySelectorAll("[data-controls], [data-item-controls]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const button = /** @type {SubmitEvent} */ (event).submitter;
        if (button instanceof HTMLButtonElement) this.#press(button, /** @type {HTMLFormElement} */ (form));
      });
    }
  }

  /** @param {HTMLButtonElement} button @param {HTMLFormElement} form */
  async #press(button, form) {
    const fields = new FormData(form);
    const number = Number(fields.get("number"));
    const really = fields.get("really") === "true";
    const question = button.dataset.confirm;
    if (question && !really && !isConfirmed(button, question)) return;
    const command = {
      do: button.value,
      id: newId(random),
      ...(number ? { number } : {}),
      ...(really ? { really } : {}),
    };
    const place = part(this.host, ".control-said");
    try {
      const { status, body } = await this.parts.net.post(this.parts.address, command);
      place.textContent = status === 200 ? "" : body?.detail ?? "";
      this.#askReally(status !== 200 && ASK_AGAIN.has(body?.code));
      if (status === 200) form.reset();
    } catch {
      place.textContent = this.parts.phrases.say("not_connected");
    }
  }

  /** @param {boolean} asks */
  #askReally(asks) {
    const row = part(this.host, ".really");
    row.hidden = !asks;
    const box = /** @type {HTMLInputElement} */ (part(row, "input"));
    box.checked = false;
  }
}

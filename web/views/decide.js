// @ts-check
// Forms by which staff decide: each sends one command, and says beside its button what came of it.
/** @import { Net } from "../client/connection.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { newId } from "../client/wire.js";
import { random } from "./browser.js";
import { isConfirmed } from "./controls.js";
import { part } from "./lines.js";
import { forgetRefused } from "./steady.js";

const NUMBERS = new Set(["into", "line", "seconds", "turn"]);
/** One to a line. */
const LISTS = new Set(["parts", "options", "words"]);

/** @param {HTMLElement} host @param {(form: HTMLFormElement, button: HTMLButtonElement) => void} act */
export function decides(host, act) {
  forgetRefused(host);
  host.addEventListener("submit", (event) => {
    const { target, submitter } = /** @type {SubmitEvent} */ (event);
    if (!(target instanceof HTMLFormElement) || !("decide" in target.dataset)) return;
    event.preventDefault();
    if (submitter instanceof HTMLButtonElement) act(target, submitter);
  });
}

/**
 * @param {HTMLFormElement} form With `data-decide="anew"` it is empty again once its command was accepted.
 * @param {HTMLButtonElement} button @param {{net: Net, address: string, phrases: Phrases}} parts
 */
export async function decide(form, button, { net, address, phrases }) {
  // What is so already cannot be chosen.
  if (button.hasAttribute("aria-disabled") || button.getAttribute("aria-pressed") === "true") return;
  const question = button.dataset.confirm;
  if (question && !isConfirmed(button, question)) return;
  const place = form.closest(".case, .turn, .remark");
  const said = part(place ?? form, ".case-said");
  const again = form.querySelector("button[name=really]");
  const command = commandOf(new FormData(form, button), button);
  // Disabled, it would lose the keyboard.
  button.setAttribute("aria-disabled", "true");
  try {
    const { status, body } = await net.post(address, command);
    said.textContent = status === 200 ? "" : body?.detail ?? phrases.say("console_not_sent");
    if (again instanceof HTMLElement) again.hidden = body?.code !== "just-called";
    if (status === 200) {
      for (const open of place?.querySelectorAll("details[open]") ?? []) open.removeAttribute("open");
      if (form.dataset.decide === "anew") form.reset();
    }
  } catch {
    said.textContent = phrases.say("console_not_sent");
  }
  button.removeAttribute("aria-disabled");
}

/**
 * Only what the button is about: a form holds the fields of several.
 * @param {FormData} fields @param {HTMLButtonElement} button
 */
function commandOf(fields, button) {
  const number = Number(fields.get("number")) || undefined;
  /** @type {Record<string, unknown>} */
  const command = { do: fields.get("do"), id: newId(random), number };
  if (button.name === "really") command.really = true;
  else if (button.name && button.name !== "do") command[button.name] = button.value;
  for (const name of (button.dataset.with ?? "").split(" ").filter(Boolean)) {
    const value = String(fields.get(name) ?? "").trim();
    if (LISTS.has(name)) command[name] = value.split("\n").map((one) => one.trim()).filter(Boolean);
    else if (name === "counts") command.counts = counts(fields);
    else if (name === "named") command.named = value === "true";
    else if (NUMBERS.has(name)) command[name] = value ? Number(value) : undefined;
    else if (value) command[name] = value;
  }
  return command;
}

/** @param {FormData} fields `count1`, `count2` and so on; one left empty is none. */
function counts(fields) {
  const all = [];
  while (fields.has(`count${all.length + 1}`)) all.push(Number(fields.get(`count${all.length + 1}`)));
  return all;
}

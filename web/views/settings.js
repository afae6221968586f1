// @ts-check
// A reader's own settings: attributes of the page, which style sheets and programs read, and a cookie, from which the
// server makes the next page so.
import { clock } from "./browser.js";

const LIFETIME = 34_560_000; // seconds; as long as a browser keeps one
const root = document.documentElement;

/** What was chosen takes hold and is kept. @param {EventTarget | null} choice */
export function keep(choice) {
  if (!(choice instanceof HTMLSelectElement)) return;
  const { name, value } = choice;
  const words = document.cookie.match(/openfloor-reading=([\w.-]*)/)?.[1] ?? "";
  const kept = new Map(
    words.split(".").filter(Boolean).map((pair) => /** @type {[string, string]} */ (pair.split("-"))),
  );
  // The first is how the page is designed.
  if (choice.selectedIndex === 0) kept.delete(name);
  else kept.set(name, value);
  const pairs = [...kept].map((pair) => pair.join("-")).join(".");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `openfloor-reading=${pairs}; Path=/; Max-Age=${LIFETIME}; SameSite=Lax${secure}`;
  // Another order is another page.
  if (name === "order") return location.assign(location.pathname);
  if (kept.has(name)) root.dataset[name] = value;
  else delete root.dataset[name];
  if (name === "sound" && kept.has(name)) tick();
}

/** At most one in this time. Milliseconds. */
const TICK_EVERY = 1_000;
let tickedAt = 0;
/** @type {AudioContext | undefined} */
let audio;

/** A soft tick: a new note has come. A browser that has not been touched yet stays silent. */
export function tick() {
  if (clock.now() - tickedAt < TICK_EVERY) return;
  tickedAt = clock.now();
  audio ??= new AudioContext();
  audio.resume().catch(() => {});
  const [tone, loudness, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime];
  tone.frequency.value = 660;
  loudness.gain.setValueAtTime(0.06, at);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.12);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.13);
}

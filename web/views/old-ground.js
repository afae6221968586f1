// @ts-check
// Settled points that the meeting comes back to, as the server finds them; asked for anew once something was said.
import { clock } from "./browser.js";
import { clone, part } from "./lines.js";

/** Lines come in bursts. Milliseconds. */
const PAUSE = 1_500;

export class OldGround extends HTMLElement {
  isStirred = false;

  /** Something was said that may touch what is settled. */
  stir() {
    if (this.isStirred) return;
    this.isStirred = true;
    clock.after(PAUSE, () => this.#look());
  }

  async #look() {
    this.isStirred = false;
    const response = await fetch(this.dataset.address ?? "", { cache: "no-store" }).catch(() => undefined);
    if (!response?.ok) return;
    /** @type {{touched: Touched[]}} */
    const { touched } = await response.json();
    const list = part(this, ".ground-list");
    const now = new Set(touched.map((one) => String(one.point)));
    const known = new Set();
    for (const one of /** @type {HTMLElement[]} */ ([...list.children])) {
      // What was reopened is settled no more.
      if (now.has(one.dataset.point ?? "")) known.add(one.dataset.point);
      else one.remove();
    }
    for (const one of touched) if (!known.has(String(one.point))) list.prepend(filled(one));
    this.hidden = list.childElementCount === 0;
  }
}

/** @typedef {{point: number, said: string, excerpt: string, settled: string, text: string, address: string}} Touched */

/** Leads addresses below the page's language. */
const prefix = /^\/[a-z]{2,3}(?=\/)/.exec(location.pathname)?.[0] ?? "";

/** @param {Touched} one */
function filled(one) {
  const element = clone("t-ground");
  element.dataset.point = String(one.point);
  for (const name of /** @type {const} */ (["settled", "text", "said", "excerpt"])) {
    part(element, ".ground-" + name).textContent = one[name];
  }
  const link = part(element, ".ground-link");
  if (link instanceof HTMLAnchorElement) link.href = prefix + one.address;
  return element;
}

/** What may touch a settled point. @type {Set<import("../client/record.js").Change["change"]>} */
const SAYINGS = new Set(["line", "corrected", "question", "agenda"]);

/**
 * Of a meeting that is in no series there is no such part.
 * @param {ParentNode} host @param {import("../client/record.js").Change} change
 */
export function stirGround(host, { change }) {
  const ground = host.querySelector("old-ground");
  if (ground instanceof OldGround && SAYINGS.has(change)) ground.stir();
}

customElements.define("old-ground", OldGround);

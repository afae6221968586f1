// @ts-check
// The room's screen turned to nothing: by the facilitator, or by B, as in slide shows. The last of the two counts.
import { setTabValue, tabValue } from "./browser.js";
import { listenForKeys } from "./keys.js";

export class Blank {
  /** @param {HTMLElement} host @param {string} key Where this tab keeps what was pressed. @param {boolean} isTold By the facilitator. */
  constructor(host, key, isTold) {
    this.host = host;
    this.key = key;
    this.isTold = isTold;
    const pressed = tabValue(key, () => "");
    this.#turn(pressed ? pressed === "yes" : isTold);
    listenForKeys({
      b: () => {
        this.#turn(!this.isBlank);
        setTabValue(key, this.isBlank ? "yes" : "no");
      },
    });
  }

  /** @param {boolean} isTold */
  take(isTold) {
    if (isTold === this.isTold) return;
    this.isTold = isTold;
    setTabValue(this.key, "");
    this.#turn(isTold);
  }

  /** @param {boolean} isBlank */
  #turn(isBlank) {
    this.isBlank = isBlank;
    this.host.classList.toggle("is-blank", isBlank);
  }
}

// @ts-check
// What the facilitator puts up for everyone, on the console: a message, the room's screen, who the voice is; and who follows.
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Phrases } from "../client/phrases.js" */
import { counted, placesWord, sectorsWord } from "../client/audience.js";
import { clone, part } from "./lines.js";
import { arrange, keep } from "./steady.js";

export class RoomDesk {
  /** @param {HTMLElement} host @param {MeetingRecord} record @param {Phrases} phrases */
  constructor(host, record, phrases) {
    this.host = host;
    this.record = record;
    this.phrases = phrases;
  }

  show() {
    this.showNotice();
    this.showScreen();
    this.showVoice();
    this.showAudience();
  }

  showNotice() {
    const { notice = "" } = this.record;
    const standing = part(this.host, ".notice-standing");
    const hadFocus = standing.contains(document.activeElement);
    part(standing, ".notice-words").textContent = notice;
    standing.hidden = notice === "";
    if (hadFocus && standing.hidden) part(this.host, "#notice-heading").focus();
  }

  showScreen() {
    const { screen = "auto" } = this.record;
    for (const button of this.host.querySelectorAll("button[name=screen]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("value") === screen));
    }
  }

  showVoice() {
    part(this.host, ".voice-word").textContent = this.record.voice ?? "";
    keep(part(this.host, "#voice-name"), this.record.voice ?? "");
  }

  showAudience() {
    const { host, phrases, record: { audience } } = this;
    const [places, sectors] = [placesWord(audience, phrases), sectorsWord(audience, phrases)];
    const { behind, behindBy = 0 } = audience ?? {};
    const late = behind ? phrases.count("audience_behind", behind).replace("{by}", String(behindBy)) : "";
    for (const [name, words] of Object.entries({ places, sectors, behind: late })) {
      const place = part(host, ".audience-" + name);
      if (place.textContent !== words) place.textContent = words;
    }
    part(host, ".audience-empty").hidden = places + sectors !== "";
    part(host, ".audience-shown").hidden = places === "";
    this.#listPlaces();
  }

  /** Those that are here already stay the elements they are: one may be about to be pressed. */
  #listPlaces() {
    const list = part(this.host, ".places");
    const hadFocus = list.contains(document.activeElement);
    const here = /** @type {HTMLElement[]} */ ([...list.children]);
    const elements = (this.record.audience?.places ?? []).map((group) => {
      const element = here.find((one) => one.dataset.name === group.name) ?? clone("t-place");
      element.dataset.name = group.name;
      part(element, "input[name=from]").setAttribute("value", group.name);
      part(element, ".place-words").textContent = counted(group, this.phrases);
      part(element, ".of").textContent = group.name;
      return element;
    });
    arrange(list, elements);
    if (hadFocus && !list.contains(document.activeElement)) part(this.host, "#audience-heading").focus();
  }
}

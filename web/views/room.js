// @ts-check
// What is said to all and asked of all beside the notes: loaded once there is any of it, or somebody turns to it.
/** @import { Addresses, Connection, Net } from "../client/connection.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Notes } from "./notes.js" */
import { aboveNotes } from "./above-notes.js";
import { placesWord, sectorsWord } from "../client/audience.js";
import { Hands } from "./hands.js";
import { part } from "./lines.js";
import { showNotice } from "./notice.js";
import { WhereaboutsForm } from "./whereabouts.js";

/** @typedef {"hands" | "notice" | "voice" | "audience"} Matter */

export class RoomBoard {
  /** @param {HTMLElement} host @param {{record: MeetingRecord, phrases: Phrases, net: Net, addresses: Addresses, slug: string, notes: Notes, connection: Connection, isKnown: boolean}} page */
  constructor(host, page) {
    this.host = host;
    this.page = page;
    this.hands = new Hands(host, page);
    this.whereabouts = new WhereaboutsForm(part(host, "#whereabouts"), page);
    this.show();
  }

  /** @param {Matter} [matter] All of it where absent. */
  show(matter) {
    const { record, phrases } = this.page;
    if (!matter || matter === "hands") this.hands.show();
    if (!matter || matter === "notice") this.#showNotice();
    if (!matter || matter === "voice") {
      const { voice } = record;
      put(part(this.host, ".floor-voice"), voice ? phrases.say("voice_reads", { name: voice }) : "");
    }
    if (!matter || matter === "audience") {
      put(part(this.host, ".audience-places"), placesWord(record.audience, phrases));
      put(part(this.host, ".audience-sectors"), sectorsWord(record.audience, phrases));
    }
  }

  #showNotice() {
    const { notes, record, phrases } = this.page;
    aboveNotes(this.host, notes, () => showNotice(this.host, record.notice, phrases));
  }
}

/** @param {HTMLElement} place @param {string} words */
function put(place, words) {
  place.hidden = words === "";
  if (place.textContent !== words) place.textContent = words;
}

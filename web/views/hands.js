// @ts-check
// Shows of hands on the attendee's page: the open one above the notes, the closed ones at the side.
/** @import { Addresses, Net } from "../client/connection.js" */
/** @import { Phrases } from "../client/phrases.js" */
/** @import { MeetingRecord } from "../client/record.js" */
/** @import { Poll } from "../client/wire.js" */
/** @import { Notes } from "./notes.js" */
import { standing } from "../client/hands.js";
import { newId } from "../client/wire.js";
import { aboveNotes } from "./above-notes.js";
import { hasTakenPart, random } from "./browser.js";
import { makeHand, showTurnout } from "./hand.js";
import { part } from "./lines.js";
import { ownDevice } from "./own-device.js";

/** So many results are on the page; all are in the record. */
const KEPT = 5;
/** A box is in view while this share of it is. */
const SEEN = 0.3;
/** What stays at the top covers what lies under it. */
const UNDER_TOP = "-64px 0px 0px";

export class Hands {
  /** @param {HTMLElement} host @param {{record: MeetingRecord, phrases: Phrases, net: Net, addresses: Addresses, slug: string, notes: Notes}} page */
  constructor(host, page) {
    this.host = host;
    this.page = page;
    this.place = part(host, "#hands");
    /** The one that is open, as it stands. @type {Poll | undefined} */
    this.open = undefined;
    /** Its box is in view. */
    this.isSeen = true;
    /** Print of the result that stands in the place of the form. @type {string | undefined} */
    this.ended = undefined;
    /** The number of the one whose answer is being changed. */
    this.changing = 0;
    /** Why the answer last given was not taken. */
    this.refused = "";
    /** What is on its way or was not answered: the same, sent again, is one command. */
    this.sent = { id: "", words: "" };
    this.isSending = false;
    this.device = ownDevice(page, () => this.#showOwn());
    this.eyes = new IntersectionObserver((seen) => this.#see(seen.at(-1)?.intersectionRatio ?? 1), {
      rootMargin: UNDER_TOP,
      threshold: [0, SEEN],
    });
    this.#listen();
    if (this.box) this.eyes.observe(this.box);
  }

  /** @returns {HTMLElement | null} */
  get box() {
    return this.place.querySelector(".hand");
  }

  #listen() {
    this.place.addEventListener("submit", (event) => this.#submitted(event));
    this.place.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("[data-act=answer-again]")) this.#answerAgain();
    });
    part(this.host, ".hands-call").addEventListener("click", (event) => {
      event.preventDefault();
      this.place.scrollIntoView({ block: "start", behavior: "instant" });
      part(this.place, ".hand-question")?.focus({ preventScroll: true });
    });
    // Who turned here before this was listening is here already.
    const meet = () => void this.device.meet();
    for (const sign of ["focusin", "pointerover", "input"]) this.place.addEventListener(sign, meet, { once: true });
    if (hasTakenPart(this.page.slug) || this.place.matches(":focus-within, :hover")) meet();
  }

  show() {
    const { record, phrases } = this.page;
    const all = standing(record.polls, record.pollNews);
    this.open = all.find((one) => !one.closed);
    const shown = Number(this.box?.dataset.number);
    if (this.open && shown !== this.open.number) this.#begin(this.open);
    else if (!this.open && this.box) this.#end(all.find((one) => one.number === shown));
    if (this.open && this.box) showTurnout(this.box, this.open, phrases);
    this.#showClosed(all.filter((one) => one.closed).reverse().slice(0, KEPT));
    this.#showOwn();
  }

  /** @param {Poll} poll */
  #begin(poll) {
    const { phrases } = this.page;
    this.#put(makeHand(poll, phrases));
    this.refused = "";
    this.changing = 0;
    const blanks = { label: phrases.say("poll_label", { n: poll.number }), question: poll.question };
    part(this.place, ".hands-said").textContent = phrases.say("hand_opened", blanks);
  }

  /** Where it was open its result stands, until it is out of view. @param {Poll | undefined} poll */
  #end(poll) {
    const print = JSON.stringify(poll);
    if (print === this.ended) return;
    this.ended = print;
    const hadFocus = this.place.contains(document.activeElement);
    part(this.place, ".hands-said").textContent = "";
    this.#put(poll && this.isSeen ? makeHand(poll, this.page.phrases) : null);
    if (!hadFocus) return;
    // What had the keyboard is gone.
    const next = this.box ?? part(this.host, "#notes-heading");
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  /** @param {HTMLElement | null} box */
  #put(box) {
    const old = this.box;
    const change = () => {
      old?.remove();
      if (box) this.place.append(box);
    };
    this.eyes.disconnect();
    // A result that is shorter than what it takes the place of moves nothing under a reader's eyes.
    if (box && old && !this.open && !this.page.notes.isFollowedAtTop) box.style.minHeight = old.offsetHeight + "px";
    // Whose beginning is seen is what is read.
    if (box && old && old.getBoundingClientRect().top > 0) change();
    else aboveNotes(this.host, this.page.notes, change);
    // At the side it stands by its own name.
    if (!this.open) box?.removeAttribute("id");
    if (box) this.eyes.observe(box);
  }

  /** The meeting has gone on: what was the result of stands at the side, and in the notes. */
  goOn() {
    if (this.box && !this.open && !this.place.contains(document.activeElement)) this.#put(null);
  }

  /** @param {number} share Of the box, in view. */
  #see(share) {
    this.isSeen = share >= SEEN;
    if (share === 0 && this.box && !this.open) this.#put(null);
    this.#call();
  }

  /** Whoever reads elsewhere is told, over the page, so that nothing moves. */
  #call() {
    const strip = part(this.host, ".hands-call");
    const { open } = this;
    strip.hidden = !open || this.isSeen || this.#vote !== undefined;
    if (!open) return;
    part(strip, ".label").textContent = this.page.phrases.say("poll_label", { n: open.number });
    part(strip, ".hands-call-question").textContent = open.question;
  }

  /** This device's answer to the one that is open. */
  get #vote() {
    return this.device.votes.find((one) => one.number === this.open?.number);
  }

  #showOwn() {
    const { box, open } = this;
    if (!box || !open) return this.#call();
    const { phrases } = this.page;
    const vote = this.#vote;
    const form = box.querySelector("form");
    const isChanging = this.changing === open.number;
    const option = vote?.option ? open.options[vote.option - 1] : "";
    const words = option ? phrases.say("hand_chose", { option }) : vote ? phrases.say("hand_counted") : "";
    const own = part(box, ".hand-own");
    const said = this.refused || words;
    // Given by the server, it stays until this device is known.
    if (said && own.textContent !== said) own.textContent = said;
    if (form) form.hidden = vote !== undefined && !isChanging;
    const again = box.querySelector("[data-act=answer-again]");
    if (again instanceof HTMLElement) again.hidden = !option || isChanging;
    this.#call();
  }

  #answerAgain() {
    this.changing = this.open?.number ?? 0;
    this.#showOwn();
    const option = this.#vote?.option;
    const radio = this.box?.querySelector(`input[name=option][value="${option}"]`);
    if (!(radio instanceof HTMLInputElement)) return;
    radio.checked = true;
    radio.focus();
  }

  /** @param {SubmitEvent} event */
  async #submitted(event) {
    event.preventDefault();
    const { open } = this;
    if (this.isSending || !open) return;
    this.isSending = true;
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const option = Number(fields.get("option"));
    const name = String(fields.get("name") ?? "").trim() || undefined;
    const words = JSON.stringify([open.number, option, name]);
    if (this.sent.words !== words) this.sent = { id: newId(random), words };
    const { number } = open;
    const answer = await this.device.send({ do: "poll-vote", id: this.sent.id, number, option, name });
    this.isSending = false;
    if (answer.is !== "later") this.sent.words = "";
    if (answer.is === "accepted") return this.#answered(open, option);
    this.refused = answer.detail || this.page.phrases.say("not_connected");
    if (answer.is === "refused") await this.device.refresh();
    this.#showOwn();
  }

  /** @param {Poll} poll @param {number} option */
  #answered({ number, named }, option) {
    const others = this.device.votes.filter((one) => one.number !== number);
    this.device.votes = [...others, named ? { number, option } : { number }];
    this.refused = "";
    this.changing = 0;
    const hadFocus = this.place.contains(document.activeElement);
    this.#showOwn();
    if (hadFocus) part(this.place, ".hand-question")?.focus({ preventScroll: true });
  }

  /** @param {Poll[]} closed The newest first. */
  #showClosed([newest, ...earlier]) {
    const { phrases } = this.page;
    const section = part(this.host, ".hands-closed");
    section.hidden = !newest;
    show(part(section, ".hands-newest"), newest ? [newest] : [], phrases);
    show(part(section, ".hands-rest"), earlier, phrases);
  }
}

/** Prints of the lists as last made: what has not changed is not touched. @type {WeakMap<HTMLElement, string>} */
const prints = new WeakMap();

/** @param {HTMLElement} list @param {Poll[]} polls @param {Phrases} phrases */
function show(list, polls, phrases) {
  const print = JSON.stringify(polls);
  if (prints.get(list) === print) return;
  prints.set(list, print);
  list.replaceChildren(...polls.map((one) => makeHand(one, phrases)));
}

// @ts-check
// A show of hands on the room's screen: while it is open what is asked, then what came of it.
/** @import { Phrases } from "../client/phrases.js" */
/** @import { Poll } from "../client/wire.js" */
import { options, total } from "../client/hands.js";
import { clone, part } from "./lines.js";

/** Steps of the style sheet, each beside those before: words become smaller, though none too small for the back of the room. */
const STEPS = ["1", "2", "3", "4", "5"];

/** @param {HTMLElement} place @param {Poll} poll @param {Phrases} phrases */
export function fillHands(place, poll, phrases) {
  const isOpen = !poll.closed;
  place.dataset.stage = isOpen ? "open" : "closed";
  place.classList.toggle("has-room", poll.room !== undefined);
  part(place, ".label").textContent = phrases.say("poll_label", { n: poll.number });
  part(place, ".state").textContent = phrases.say(isOpen ? "screen_poll_open" : "screen_poll_result");
  part(place, ".screen-asked").textContent = poll.question;
  part(place, ".screen-turnout").textContent = phrases.count("poll_turnout", poll.voted ?? 0);
  // In each group of its own; nobody adds them up.
  part(place, "th.remote").textContent = phrases.count("poll_remote", total(poll.remote));
  part(place, "th.room").textContent = phrases.count("poll_room", total(poll.room));
  const rows = options(poll);
  part(place, ".screen-answers").replaceChildren(...rows.map(({ words }) => {
    const answer = document.createElement("li");
    answer.dir = "auto";
    answer.textContent = words;
    return answer;
  }));
  part(place, "tbody").replaceChildren(...rows.map((one) => {
    const row = clone("t-screen-row");
    part(row, ".words").textContent = one.words;
    show(part(row, ".remote"), one.remote, one.remoteShare);
    show(part(row, ".room"), one.room, one.roomShare);
    return row;
  }));
  fit(place);
}

/** All of it is to be seen. @param {HTMLElement} place */
function fit(place) {
  const isCut = () => [place, ...place.children].some((one) => one.scrollHeight > one.clientHeight + 1);
  for (let taken = 0; taken <= STEPS.length; taken++) {
    place.dataset.fit = STEPS.slice(0, taken).join(" ");
    if (!isCut()) return;
  }
}

/** @param {HTMLElement} cell @param {number} [count] @param {number} [share] 0 to 100. */
function show(cell, count = 0, share = 0) {
  part(cell, "b").textContent = String(count);
  part(cell, "rect").setAttribute("width", String(share));
}

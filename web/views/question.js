// @ts-check
// What is said of a question beside its words.
/** @import { Question } from "../client/wire.js" */
/** @import { Phrases } from "../client/phrases.js" */

/** Who asks, for whom and from where. @param {Question} one @param {Phrases} phrases */
export function who({ name, organisation, behalf, room }, phrases) {
  return [
    [name, organisation].filter(Boolean).join(", "),
    behalf ? phrases.say("question_behalf", { name: behalf }) : "",
    room ? phrases.say("question_room") : "",
  ].filter(Boolean).join(" · ");
}

/** What more there is to say of it. @param {Question} one @param {Phrases} phrases */
export function detail({ reason, into, from, edited, owner = "", due, state }, phrases) {
  const date = due ? phrases.day(due) : "";
  const blanks = { reason: reason ?? "", n: (into ?? []).join(", "), from: from ?? 0, owner, date };
  const keys = [
    reason && "why",
    into && state,
    owner && date ? "owner_due" : owner ? "owner" : date && "due",
    from && "from",
    edited && "edited",
  ];
  return keys.filter(Boolean).map((key) => phrases.say("question_is_" + key, blanks)).join(" ");
}

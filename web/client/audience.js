// @ts-check
// Where people follow from and for whom, as two sentences. Below five nobody is told how many.
/** @import { Audience, Group } from "./wire.js" */
/** @import { Phrases } from "./phrases.js" */

/** @param {Audience | undefined} audience @param {Phrases} phrases @returns {string} Empty where nobody said. */
export function placesWord({ places = [], elsewhere } = { places: [], sectors: [] }, phrases) {
  const all = places.map((one) => counted(one, phrases));
  if (elsewhere) all.push(phrases.say("audience_elsewhere"));
  return all.length > 0 ? phrases.say("audience_places", { list: all.join(", ") }) : "";
}

/** @param {Audience | undefined} audience @param {Phrases} phrases @returns {string} Empty where nobody said. */
export function sectorsWord({ sectors = [] } = { places: [], sectors: [] }, phrases) {
  const all = sectors.map((one) => counted({ ...one, name: phrases.say("sector_" + one.name) }, phrases));
  return all.length > 0 ? phrases.say("audience_sectors", { list: all.join(", ") }) : "";
}

/** @param {Group} group @param {Phrases} phrases */
export const counted = ({ name, count }, phrases) =>
  phrases.say(count === undefined ? "audience_few" : "audience_group", { name, n: count ?? 0 });

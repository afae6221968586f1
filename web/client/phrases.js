// @ts-check
// The page's words, from the server's one catalogue.

export class Phrases {
  /** @param {Record<string, string>} words @param {string} language */
  constructor(words, language) {
    this.words = words;
    this.plural = new Intl.PluralRules(language);
  }

  /** @param {string} key @param {Record<string, string | number>} [blanks] */
  say(key, blanks = {}) {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
  }

  /** @param {string} key Without its plural ending. @param {number} n */
  count(key, n) {
    const exact = `${key}_${this.plural.select(n)}`;
    return this.say(exact in this.words ? exact : `${key}_other`, { n });
  }
}

/**
 * @param {string} timeZone
 * @returns {(at: number) => string} `HH:mm` there.
 */
export function minuteClock(timeZone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (at) => format.format(at);
}

/** @param {string} day `yyyy-mm-dd` @param {string} language @returns {string} `26 March 2026` */
export function printedDay(day, language) {
  const at = Date.parse(day + "T00:00:00Z");
  if (Number.isNaN(at)) return day;
  const tag = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(tag, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(at);
}

// @ts-check
// The page's words, from the server's one catalogue.

export class Phrases {
  /** @param {Record<string, string>} words @param {string} language */
  constructor(words, language) {
    this.words = words;
    this.language = language;
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

  /** Not by the browser, which may not know the language. @param {string} day `yyyy-mm-dd` @returns {string} `26 March 2026` */
  day(day) {
    const [year, n, date] = day.split("-").map(Number);
    const month = this.say("months").split(" ")[n - 1];
    return month ? this.say("date_short", { day: date, month, year }) : day;
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

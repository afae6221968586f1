import { linesWith, marked, meetingsWith, shardOf, wordsIn } from "../client/finding.js";

/** @typedef {import("../client/finding.js").Line} Line */
/** @typedef {import("../client/finding.js").Index} Index */

// The search page of a static site. Its index is scripts that call `openFloorArchive`: from disk nothing else loads.
const most = { meetings: 20, lines: 5 };
/** @type {[slug: string, title: string, day: string][]} */
let meetings = [];
/** Names of the files that there are: asking for another would be an error. @type {Set<string>} */
let known = new Set();
/** @type {Map<string, Index>} */
const shards = new Map();
/** @type {Map<string, Line[]>} */
const records = new Map();
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

Object.assign(globalThis, {
  openFloorArchive: {
    /** @param {typeof meetings} list @param {string[]} names */
    catalogue(list, names) {
      meetings = list;
      known = new Set(names);
      find();
    },
    /** @param {string} shard @param {Index} index */
    words: (shard, index) => shards.set(shard, index),
    /** @param {string} slug @param {Line[]} lines */
    lines: (slug, lines) => records.set(slug, lines),
  },
});

const policy = trustedScripts();
const page = /** @type {HTMLElement} */ (document.querySelector(".finding"));
const input = /** @type {HTMLInputElement} */ (document.getElementById("words"));
const count = /** @type {HTMLElement} */ (document.getElementById("count"));
const list = /** @type {HTMLElement} */ (document.getElementById("found"));
let asked = 0;

input.addEventListener("input", find);
// Whoever typed before this was listening keeps it.
input.value ||= new URLSearchParams(location.search).get("q") ?? "";
input.focus();

/** Only files of the index are ever loaded. */
function trustedScripts() {
  const rules = {
    createScriptURL(/** @type {string} */ address) {
      if (/^search\/(words|lines)\/[a-z0-9_-]+\.js$/.test(address)) return address;
      throw new TypeError("not a file of the index");
    },
  };
  const factory = /** @type {any} */ (globalThis).trustedTypes;
  return factory ? factory.createPolicy("openfloor-search", rules) : rules;
}

/** @param {string} address @returns {Promise<void>} */
function load(address) {
  const under = loading.get(address);
  if (under) return under;
  const arriving = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    const script = document.createElement("script");
    script.src = policy.createScriptURL(address);
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(address)));
    document.head.append(script);
  });
  loading.set(address, arriving);
  arriving.catch(() => loading.delete(address));
  return arriving;
}

async function find() {
  const turn = ++asked;
  const words = wordsIn(input.value).filter((word) => word.length > 1);
  if (words.length === 0) return show(turn, [], [], "");
  try {
    const files = words.map(shardOf).filter((name) => known.has(name));
    await Promise.all(files.map((name) => load(`search/words/${name}.js`)));
    const found = meetingsWith(words, (name) => shards.get(name));
    const shown = found.slice(0, most.meetings);
    await Promise.all(shown.map((number) => load(`search/lines/${meetings[number][0]}.js`)));
    show(turn, shown, words, sentence(found.length));
  } catch {
    show(turn, [], words, page.dataset.broken ?? "");
  }
}

/** @param {number} found */
function sentence(found) {
  if (found === 0) return page.dataset.none ?? "";
  const form = new Intl.PluralRules(document.documentElement.lang).select(found);
  return (page.dataset[form] ?? page.dataset.other ?? "").replace("{n}", String(found));
}

/** @param {number} turn @param {number[]} numbers @param {string[]} words @param {string} said */
function show(turn, numbers, words, said) {
  if (turn !== asked) return; // something else was typed meanwhile
  count.textContent = said;
  list.replaceChildren(...numbers.map((number) => shownMeeting(number, words)));
}

/** @param {number} number @param {string[]} words */
function shownMeeting(number, words) {
  const [slug, title, day] = meetings[number];
  const { lines, others } = linesWith(records.get(slug) ?? [], words, most.lines);
  const item = copy("found-meeting");
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = `m/${slug}/index.html`;
  link.append(...parts(title, words));
  part(item, ".list-when").textContent = day;
  part(item, "ol").append(...lines.map((line) => shownLine(slug, line, words)));
  if (others > 0) part(item, ".found-rest").textContent = (page.dataset.more ?? "").replace("{n}", String(others));
  return item;
}

/** @param {string} slug @param {Line} line @param {string[]} words */
function shownLine(slug, [position, speaker, text], words) {
  const item = copy("found-line");
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = `m/${slug}/index.html#l${position}`;
  link.textContent = String(position);
  link.setAttribute("aria-label", (page.dataset.line ?? "").replace("{n}", String(position)));
  if (speaker) part(item, "cite").append(...parts(`${speaker}:`, words));
  else part(item, "cite").remove();
  part(item, ".words").append(...parts(text, words));
  return item;
}

/** @param {string} text @param {string[]} words @returns {Node[]} */
function parts(text, words) {
  return marked(text, words).map(({ words: said, isHit }) => {
    if (!isHit) return document.createTextNode(said);
    const mark = document.createElement("mark");
    mark.textContent = said;
    return mark;
  });
}

/** @param {string} id @returns {HTMLElement} */
function copy(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/** @param {HTMLElement} item @param {string} selector @returns {HTMLElement} */
function part(item, selector) {
  return /** @type {HTMLElement} */ (item.querySelector(selector));
}

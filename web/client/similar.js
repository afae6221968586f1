// @ts-check
// Questions that may ask the same, found on this device while one types.
/** @import { Question } from "./wire.js" */

const MOST = 3;
/** Words that say nothing of what is asked. */
const COMMON = new Set(
  ("about and any are been but can could did does for from had has have how into not our out should than that the " +
    "their them then there they this was were what when where which who why will with would you your").split(" "),
);

/** @param {string} text @returns {Set<string>} The beginnings of its words, so that "published" meets "publishing", and "pay" meets "pays". */
function stems(text) {
  const words = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?<=\w{3})s$/, "").slice(0, 5)));
}

/**
 * @param {string} text @param {Question[]} questions
 * @returns {Question[]} At most three, the likest first: at least two words and a third of the shorter are shared.
 */
export function similar(text, questions) {
  const typed = stems(text);
  return questions.map((question) => {
    const words = stems(question.words ?? "");
    const shared = [...typed].filter((word) => words.has(word)).length;
    return { question, shared, share: shared / Math.max(1, Math.min(typed.size, words.size)) };
  })
    .filter(({ shared, share }) => shared > 1 && share >= 1 / 3)
    .sort((a, b) => b.share - a.share || b.shared - a.shared || a.question.number - b.question.number)
    .slice(0, MOST).map(({ question }) => question);
}

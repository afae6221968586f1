// @ts-check
// Speaking time by sector: how much was used, and of how much.
/** @import { SpeakersList } from "./floor.js" */

/** As everywhere in the house; last, those who did not say. */
const SECTORS = [
  "public-sector",
  "private-sector",
  "civil-society",
  "academia",
  "media",
  "individual",
  "other",
  "unsaid",
];

/**
 * Of the sectors that have spoken, or have a budget.
 * @param {Pick<SpeakersList, "budgets" | "spoken" | "speaking">} floor
 * @param {number} running Milliseconds of the turn that is on; they count already.
 * @returns {{sector: string, spoken: number, budget?: number, isOver: boolean, isSpeaking: boolean}[]} In seconds.
 */
export function speakingTimes({ budgets, spoken, speaking }, running) {
  const now = speaking && (speaking.turn?.sector ?? "unsaid");
  return SECTORS.flatMap((sector) => {
    const isSpeaking = sector === now;
    const budget = budgets[sector];
    if (!isSpeaking && !budget && !spoken[sector]) return [];
    const seconds = Math.floor(((spoken[sector] ?? 0) + (isSpeaking ? running : 0)) / 1000);
    return [{ sector, spoken: seconds, budget, isOver: budget !== undefined && seconds >= budget, isSpeaking }];
  });
}

/** @param {number} seconds @returns {string} `04:10` */
export const stopwatch = (seconds) =>
  [seconds / 60, seconds % 60].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":");

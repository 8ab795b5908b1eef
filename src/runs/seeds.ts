/** Seeds as people type them. */
import { UsageError } from "../math/errors.js";

const MOST_SEEDS = 10_000;

/**
 * A list of seeds: "5" means the five seeds 0 to 4, "0,3,7" those three, "10-19" those ten.
 * Throws UsageError for anything else.
 */
export function parseSeeds(text: string): number[] {
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (range) return countUp(Number(range[1]), Number(range[2]), text);
  if (/^\d+$/.test(text)) return countUp(0, Number(text) - 1, text);
  if (/^\d+(,\d+)+$/.test(text)) return [...new Set(text.split(",").map(parseSeed))];
  throw seedsError(text);
}

/** One seed. Throws UsageError where it is not a whole number from 0 to 2^53 - 1. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new UsageError(`--seed takes a whole number from 0 to 2^53 - 1; got "${text}".`);
  }
  return seed;
}

function countUp(first: number, last: number, text: string): number[] {
  if (!(last >= first && last - first < MOST_SEEDS && Number.isSafeInteger(last))) throw seedsError(text);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const seedsError = (text: string) =>
  new UsageError(
    `--seeds takes how many (5), a list (0,3,7) or a range (10-19), at most ${MOST_SEEDS} seeds; got "${text}".`,
  );

/** Bins of time that are averaged: from the first to before the last, counted from 0. */
import { InputError } from "../../math/errors.js";

export type TimeWindow = readonly [from: number, to: number];

/** Throws InputError where the window reaches outside the bins. */
export function windowOf(window: TimeWindow | undefined, bins: number, file: string): TimeWindow {
  const [from, to] = window ?? [0, bins];
  if (from >= 0 && from < to && to <= bins) return [from, to];
  throw new InputError(`${file}: --window ${from}:${to} does not lie within the ${bins} bins of time, 0:${bins}`);
}

/** What was averaged, in words. */
export const windowNote = (given: TimeWindow | undefined, [from, to]: TimeWindow, bins: number): string =>
  given
    ? `activity is the mean of bins ${from} to ${to - 1} of ${bins}`
    : `activity is the mean of all ${bins} bins of time (otherwise --window FROM:TO)`;

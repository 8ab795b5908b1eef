/** Claims as verdicts: words fixed in advance, the numbers found, and whether there are enough of them to judge. */
import { median } from "../../math/statistics.js";
import { wilsonInterval } from "../../math/wilson.js";
import type { Met, Verdict } from "../../protocols.js";
import type { StudySettings } from "./fields.js";

/** Below these no verdict is given: the trainings are too short, or the seeds too few, to say anything. */
export interface Judgeable {
  readonly updates: number;
  readonly seeds: number;
}

/** Whether trainings were long enough, and the seeds that finished many enough, to be judged. */
export const longEnough = (settings: { readonly updates: number }, least: Judgeable, finished: number): boolean =>
  settings.updates >= least.updates && finished >= least.seeds;

/** The word for an inequality that holds or not, where there is enough to judge it by. */
export const judged = (enough: boolean, holds: boolean): Met => (enough ? (holds ? "met" : "not met") : "not judged");

/** Fixed digits; "undefined" for what is not a number. */
export const digits = (value: number, count = 3): string =>
  Number.isFinite(value) ? value.toFixed(count) : "undefined";

/** "0.30 to 0.52" */
const ends = (values: readonly number[], count: number): string =>
  `from ${digits(Math.min(...values), count)} to ${digits(Math.max(...values), count)}`;

/** "median 0.41, from 0.30 to 0.52" */
export const spread = (values: readonly number[], count = 3): string =>
  `median ${digits(median(values), count)}, ${ends(values, count)}`;

/** "median 0.410, seeds from 0.300 to 0.520" */
export const spreadOverSeeds = (values: readonly number[]): string =>
  `median ${digits(median(values))}, seeds ${ends(values, 3)}`;

/** "7 of 10 seeds, share 0.70 [0.40, 0.89]", with Wilson's 95 % interval. */
export function shareOfSeeds(count: number, seeds: number): string {
  const [low, high] = wilsonInterval(count, seeds);
  return `${count} of ${seeds} seeds, share ${(count / seeds).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

/** How MIR was measured in the studies of trained networks. */
export function settingsLine({ updates, evaluationSamples, bins }: StudySettings, seeds: number): string {
  return (
    `MIR of ${evaluationSamples} fresh samples, ${bins} equal-width bins, units active above 1/20 of the largest mean ` +
    `activity and information; ${updates} updates; ${seeds} seeds`
  );
}

/** A claim about rows: networks, seeds, or pairs of either. */
export interface Claim<Row> extends Pick<Verdict, "id" | "claim" | "criterion" | "settings" | "notes"> {
  readonly of: readonly Row[];
  /** Whether trainings are long and many enough to judge; without rows nothing is judged. */
  readonly enough: boolean;
  /** The inequality, which must hold of every row. */
  readonly every: (row: Row, index: number) => boolean;
  readonly measured: () => string;
  /** What is measured where there are no rows. */
  readonly nothing?: string;
  /** The statistic of every row, for the table. */
  readonly value?: (row: Row, index: number) => { readonly label: string; readonly value: number };
}

/** The verdict on a claim that an inequality holds of every row. */
export function verdict<Row>(claim: Claim<Row>): Verdict {
  const { of: rows, enough, every, measured, nothing = "nothing was trained", value, notes } = claim;
  return {
    id: claim.id,
    claim: claim.claim,
    criterion: claim.criterion,
    measured: rows.length === 0 ? nothing : measured(),
    met: judged(enough && rows.length > 0, rows.every(every)),
    settings: claim.settings,
    ...(value && { values: rows.map(value) }),
    ...(notes && { notes }),
  };
}

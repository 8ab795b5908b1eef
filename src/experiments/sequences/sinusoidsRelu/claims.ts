/** Verdicts of `sinusoids-relu`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import { certifiedMixing } from "../certifiedMixing.js";
import { isHarmonic, PAIR_NAMES, type PairName } from "../frequencies.js";
import type { ReluValues } from "./job.js";
import type { ReluSettings } from "./settings.js";

export type ReluRow = ReluValues & Row;

/** Mean squared error of two cosines, of variance 1/2 each, up to which they are kept going. */
const KEPT = 0.05;

export const pairOf = ({ pair }: ReluRow): PairName | undefined => PAIR_NAMES.find((name) => name === pair);

export const harmonic = (row: ReluRow): boolean => {
  const pair = pairOf(row);
  return pair !== undefined && isHarmonic(pair);
};

/** "16.4 % at 1-2, 0.0 % at 3-7": of static linear codes of both phases, of which rectified units are a wider class. */
const savings = (rows: readonly ReluRow[]): string =>
  [...new Set(rows.flatMap((row) => pairOf(row) ?? []))]
    .map((pair) => `${digits(100 * certifiedMixing(pair).saving, 1)} % at ${pair}`)
    .join(", ");

export function reluClaims(rows: readonly ReluRow[], settings: ReluSettings): Verdict[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const line = {
    enough: longEnough(settings, { updates: 5000, seeds: 3 }, seeds.length),
    settings: `${settings.units} rectified units, ${settings.steps} steps in training, ${settings.measuredSteps} measured, ${settings.updates} updates, ${seeds.length} seeds`,
  };
  const others = (seed: number): ReluRow[] => rows.filter((row) => row.seed === seed && !harmonic(row));
  const judged = rows.filter((row) => harmonic(row) && others(row.seed).length > 0);
  const shares = (of: readonly ReluRow[]) => spread(of.map(({ share }) => share));
  return [
    verdict({
      id: "sinusoids-relu.harmonic-mixes-more",
      claim: "Rectified units mix two frequencies more where one is a whole multiple of the other.",
      criterion:
        "the share of power in each unit's main frequency of the whole-number ratio below that of every other pair, in every seed",
      of: judged,
      every: ({ share, seed }) => others(seed).every((other) => share < other.share),
      measured: () =>
        `share ${shares(judged)}; of the others ${shares(seeds.flatMap(others))}; certified, mixing saves a linear code ${savings(rows)}`,
      value: ({ condition, seed, share }) => ({ label: `${condition}, seed ${seed}`, value: share }),
      ...line,
    }),
    verdict({
      id: "sinusoids-relu.keeps-going",
      claim: "Both sinusoids are kept going, for twice as long as in training.",
      criterion: `squared error, mean over steps and outputs, at most ${KEPT} in every network`,
      of: rows,
      every: ({ error }) => error <= KEPT,
      measured: () =>
        `squared error ${spread(
          rows.map(({ error }) => error),
          4,
        )}; that of silence 0.5`,
      value: ({ condition, seed, error }) => ({ label: `${condition}, seed ${seed}`, value: error }),
      ...line,
    }),
  ];
}

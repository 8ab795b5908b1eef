/** Verdicts of `sinusoids`, fixed before the recorded seeds were trained. */
import { spearman } from "../../../math/statistics.js";
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import { certifiedMixing } from "../certifiedMixing.js";
import { isHarmonic, PAIRS, type PairName } from "../frequencies.js";
import type { SinusoidValues } from "./job.js";
import type { SinusoidSettings } from "./settings.js";

export type SinusoidRow = SinusoidValues & Row;

/** Share from which a population counts as pure, and up to which as mixed. */
const PURE = 0.99;
const MIXED = 0.9;
const RANK = 0.8;

const pairOf = ({ pair }: SinusoidRow): PairName | undefined =>
  Object.keys(PAIRS).find((name): name is PairName => name === pair);

/** Part of the energy that mixing saves, certified. */
export function savingOf(row: SinusoidRow): number {
  const pair = pairOf(row);
  return pair === undefined ? Number.NaN : certifiedMixing(pair).saving;
}

const isRatio = (row: SinusoidRow): boolean => {
  const pair = pairOf(row);
  return pair !== undefined && PAIRS[pair].ratio !== undefined;
};

export const harmonic = (row: SinusoidRow): boolean => {
  const pair = pairOf(row);
  return pair !== undefined && isHarmonic(pair);
};

const labelled = (row: SinusoidRow) => ({ label: `${row.condition}, seed ${row.seed}`, value: row.share });

export function sinusoidClaims(rows: readonly SinusoidRow[], settings: SinusoidSettings): Verdict[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const enough = longEnough(settings, { updates: 5000, seeds: 3 }, seeds.length);
  const line = {
    enough,
    settings: `${settings.units} linear units, ${settings.steps} steps in training, ${settings.measuredSteps} measured, ${settings.updates} updates, ${seeds.length} seeds`,
  };
  const nonnegative = rows.filter((row) => row.nonnegative);
  const pure = (id: string, claim: string, of: readonly SinusoidRow[]): Verdict =>
    verdict({
      id,
      claim,
      criterion: `share of power in each unit's main frequency at least ${PURE} in every network`,
      of,
      every: ({ share }) => share >= PURE,
      measured: () => spread(of.map(({ share }) => share)),
      value: labelled,
      ...line,
    });
  return [
    pure(
      "sinusoids.irrational-pure",
      "Where the ratio of the frequencies is irrational each unit keeps one of them.",
      nonnegative.filter((row) => !isRatio(row)),
    ),
    pure(
      "sinusoids.rational-pure",
      "Where the ratio is a fraction that is no whole number each unit keeps one of them too.",
      nonnegative.filter((row) => isRatio(row) && !harmonic(row)),
    ),
    harmonicVerdict(nonnegative, seeds, line),
    asTheOptimum(nonnegative, seeds, line),
    needsNonnegativity(rows, line),
  ];
}

interface Line {
  readonly enough: boolean;
  readonly settings: string;
}

function harmonicVerdict(rows: readonly SinusoidRow[], seeds: readonly number[], line: Line): Verdict {
  const octave = rows.filter(({ pair }) => pair === "1-2");
  const others = (seed: number): number[] =>
    rows.filter((row) => row.seed === seed && !harmonic(row)).map(({ index }) => index);
  return verdict({
    id: "sinusoids.harmonic-mixes",
    claim: "Where one frequency is twice the other units keep both.",
    criterion: `1:2 has share at most ${MIXED}, and a published index below that of every pair that is not harmonic, in every seed`,
    of: octave.filter(({ seed }) => others(seed).length > 0),
    every: ({ share, index, seed }) => share <= MIXED && others(seed).every((other) => index < other),
    measured: () =>
      `share ${spread(octave.map(({ share }) => share))}; index ${spread(
        octave.map(({ index }) => index),
        2,
      )}, of the others ${spread(seeds.flatMap(others), 2)}`, // prettier-ignore
    value: labelled,
    ...line,
  });
}

/** Ratios of one seed. */
function rankOf(rows: readonly SinusoidRow[], seed: number): number {
  const own = rows.filter((row) => row.seed === seed && isRatio(row));
  return spearman(
    own.map(savingOf),
    own.map(({ share }) => 1 - share),
  );
}

/** Ratios below which a rank correlation says nothing. */
const FEWEST_RATIOS = 5;

function asTheOptimum(rows: readonly SinusoidRow[], seeds: readonly number[], line: Line): Verdict {
  const judgeable = seeds.filter(
    (seed) => rows.filter((row) => row.seed === seed && isRatio(row)).length >= FEWEST_RATIOS,
  );
  const ranks = judgeable.map((seed) => rankOf(rows, seed));
  return verdict({
    id: "sinusoids.mixes-as-the-optimum",
    claim: "Which ratios mix, and in which order, is what the certified optimum says before anything is trained.",
    criterion: `rank correlation of the energy that mixing saves and the share of power off main frequencies at least ${RANK} over the ratios, in every seed`,
    of: ranks,
    every: (rank) => rank >= RANK,
    measured: () => `rank correlation ${spread(ranks, 2)}`,
    nothing: `fewer than ${FEWEST_RATIOS} ratios were trained`,
    value: (rank, i) => ({ label: `seed ${judgeable[i]}`, value: rank }),
    notes: [
      "Three of the six savings are 0, so that the correlation is at most 0.94. The saving is that of a static code of both phases.",
    ],
    ...line,
  });
}

function needsNonnegativity(rows: readonly SinusoidRow[], line: Line): Verdict {
  const without = rows.filter((row) => !row.nonnegative);
  return verdict({
    id: "sinusoids.needs-nonnegativity",
    claim: "Without a penalty on negative activity units keep both frequencies even where their ratio is irrational.",
    criterion: `share below ${MIXED} in every seed`,
    of: without,
    every: ({ share }) => share < MIXED,
    measured: () =>
      `share ${digits(Math.min(...without.map(({ share }) => share)))} to ${digits(Math.max(...without.map(({ share }) => share)))}`,
    value: labelled,
    ...line,
  });
}

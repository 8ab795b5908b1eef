/** The claims of `strengths`. */
import { median } from "../../../math/statistics.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { type Cell, cellsOf } from "./measures.js";
import type { StrengthsSettings } from "./settings.js";

/** Below this share of the targets' variance the optimum itself has given a factor up, and purity says nothing. */
const ENCODES = 0.5;

/** %, that a rectified network may end above its certified optimum. */
const RECTIFIED_ABOVE = 1;

interface Judging {
  readonly cells: readonly Cell[];
  readonly enough: boolean;
  readonly settings: string;
}

export function strengthsVerdicts(results: readonly JobResult[], chosen: StrengthsSettings): Verdict[] {
  const judging: Judging = {
    cells: cellsOf(results, chosen),
    enough: results.length > 0 && chosen.updates >= 10_000,
    settings:
      `${chosen.grid} x ${chosen.grid} grid, cosine ${chosen.cosine}; ${chosen.code} units; ${chosen.updates} full-batch updates; ` +
      `MIR of ${chosen.evaluationSamples} uniform samples, ${chosen.bins} bins`,
  };
  return [
    optimumVerdict(judging),
    followsVerdict(judging),
    floorVerdict(judging),
    predictionVerdict(judging),
    separatesVerdict(judging),
    rectifiedFloorVerdict(judging),
    cheaperVerdict(judging),
    lessPureVerdict(judging),
  ];
}

const ofCode = (cells: readonly Cell[], code: Cell["code"]): Cell[] => cells.filter((cell) => cell.code === code);

const encoding = (cells: readonly Cell[]): Cell[] => cells.filter(({ explained }) => explained >= ENCODES);

const seedsOf = (cells: readonly Cell[]): number[] => [...new Set(cells.map(({ seed }) => seed))];

const place = ({ activityStrength, weightStrength, seed }: Cell): string =>
  `activity ${activityStrength}, weights ${weightStrength}, seed ${seed}`;

/** Below this |Q_12| / sqrt(Q_11 Q_22), Q = M'M, a code counts as pure. It is unique at the optimum, unlike the neurons. */
const PURE = 1e-3;

/** The certified optimum changes where the closed form says. */
function optimumVerdict({ cells, enough, settings }: Judging): Verdict {
  const linear = encoding(ofCode(cells, "linear"));
  const wrong = linear.filter(({ pureSide, optimalMixing }) => pureSide !== optimalMixing < PURE);
  return {
    id: "strengths.optimum-changes-at-the-line",
    claim: "The certified optimum is pure on one side of the closed form's line, and mixed on the other.",
    criterion:
      `mixing |Q12| / sqrt(Q11 Q22), Q = M'M, below ${PURE} on the pure side and above it on the other, wherever the optimum ` +
      `predicts at least ${ENCODES} of the targets' variance`,
    measured: `${linear.length - wrong.length} of ${linear.length} as the closed form says`,
    met: judged(enough && linear.length > 0, wrong.length === 0),
    settings,
    notes: wrong.slice(0, 3).map((cell) => `Not at ${place(cell)}.`),
  };
}

function followsVerdict({ cells, enough, settings }: Judging): Verdict {
  const linear = encoding(ofCode(cells, "linear"));
  const distances = linear.map(({ mixing, optimalMixing }) => Math.abs(mixing - optimalMixing));
  return {
    id: "strengths.linear-mixes-as-the-optimum",
    claim: "Linear networks mix where the certified optimum does, and as much.",
    criterion:
      "mixing |Q12| / sqrt(Q11 Q22), Q = M'M, within 0.05 of the optimum's in every training, wherever the optimum " +
      `predicts at least ${ENCODES} of the targets' variance`,
    measured: `${linear.length} trainings, difference ${spread(distances, 4)}`,
    met: judged(
      enough && linear.length > 0,
      distances.every((distance) => distance <= 0.05),
    ),
    settings,
  };
}

export const excess = ({ energy, optimalEnergy }: Cell): number => 100 * (energy / optimalEnergy - 1);

function floorVerdict({ cells, enough, settings }: Judging): Verdict {
  const linear = ofCode(cells, "linear");
  const distances = linear.map(excess);
  const below = linear.filter(({ energy, optimalLowerBound }) => energy < optimalLowerBound * (1 - 1e-9)).length;
  return {
    id: "strengths.linear-reaches-the-optimum",
    claim: "Linear networks end at the least energy possible at all strengths, and never below it.",
    criterion: "whole loss at most 1 % above the certified optimum in every training, none below the proven bound",
    measured: `${linear.length} trainings, above the optimum by ${spread(distances)} %; ${below} below the bound`,
    met: judged(enough && linear.length > 0, below === 0 && distances.every((value) => value <= 1)),
    settings: `nonnegativity exact on the data; energies in double precision; ${settings}`,
    notes: linear
      .filter((cell) => excess(cell) > 1)
      .slice(0, 5)
      .map((cell) => `${digits(excess(cell))} % at ${place(cell)}.`),
  };
}

/** %, of a rectified network above the optimum of rectified codes. */
export const rectifiedExcess = ({ energy, rectifiedEnergy }: Cell): number => 100 * (energy / rectifiedEnergy - 1);

/** The same tolerance as for linear networks, though rectified ones have local optima. */
function rectifiedFloorVerdict({ cells, enough, settings }: Judging): Verdict {
  const rectified = ofCode(cells, "rectified").filter(({ rectifiedEnergy }) => Number.isFinite(rectifiedEnergy));
  const distances = rectified.map(rectifiedExcess);
  const below = rectified.filter(({ energy, rectifiedLowerBound }) => energy < rectifiedLowerBound * (1 - 1e-9)).length;
  return {
    id: "strengths.rectified-reaches-the-optimum",
    claim: "Rectified networks end near the certified optimum of rectified codes at all strengths, and never below it.",
    criterion: `whole loss at most ${RECTIFIED_ABOVE} % above the certified optimum of rectified codes in every training, none below the proven bound`,
    measured: `${rectified.length} trainings, above the optimum by ${spread(distances)} %; ${below} below the bound`,
    met: judged(enough && rectified.length > 0, below === 0 && distances.every((value) => value <= RECTIFIED_ABOVE)),
    settings: `energies in double precision; ${settings}`,
    notes: rectified
      .filter((cell) => rectifiedExcess(cell) > RECTIFIED_ABOVE)
      .slice(0, 5)
      .map((cell) => `${digits(rectifiedExcess(cell))} % at ${place(cell)}.`),
  };
}

/** The prediction that the strengths leave room for is known in advance. */
function predictionVerdict({ cells, enough, settings }: Judging): Verdict {
  const linear = encoding(ofCode(cells, "linear"));
  const ratios = linear.map(({ squaredError, optimalSquaredError }) => squaredError / optimalSquaredError);
  return {
    id: "strengths.linear-predicts-as-the-optimum",
    claim: "How well linear networks predict is what theory says that these strengths leave room for.",
    criterion:
      "squared error within 5 % of the certified optimum's in every training, wherever that predicts at least " +
      `${ENCODES} of the targets' variance`,
    measured: `squared error over the optimum's: ${spread(ratios)}`,
    met: judged(
      enough && linear.length > 0,
      ratios.every((ratio) => Math.abs(ratio - 1) <= 0.05),
    ),
    settings,
  };
}

/** Median MIR on either side of the line, seed by seed. */
function sides(cells: readonly Cell[]): { seed: number; pure: number; mixed: number }[] {
  const medianOf = (some: readonly Cell[]) => median(some.map(({ mir }) => mir));
  return seedsOf(cells).map((seed) => {
    const own = encoding(cells).filter((cell) => cell.seed === seed);
    return {
      seed,
      pure: medianOf(own.filter(({ pureSide }) => pureSide)),
      mixed: medianOf(own.filter(({ pureSide }) => !pureSide)),
    };
  });
}

/** Whether there are seeds, with networks on all sides that are compared: a line may miss the diagram. */
const known = (differences: readonly number[]): boolean => differences.length > 0 && differences.every(Number.isFinite);

function separatesVerdict({ cells, enough, settings }: Judging): Verdict {
  const both = sides(ofCode(cells, "linear"));
  const differences = both.map(({ pure, mixed }) => pure - mixed);
  return {
    id: "strengths.line-separates-linear-codes",
    claim: "Linear codes on the pure side of the line are purer than those beyond it.",
    criterion:
      "median MIR on the pure side exceeds that beyond the line in every seed, over strengths at which the optimum predicts " +
      `at least ${ENCODES} of the targets' variance`,
    measured: `difference ${spread(differences)}; pure side ${spread(both.map(({ pure }) => pure))}`,
    met: judged(
      enough && known(differences),
      differences.every((difference) => difference > 0),
    ),
    settings,
    values: both.map(({ seed }, i) => ({ label: `seed ${seed}`, value: differences[i] })),
  };
}

/** Pairs of rectified neurons, each silent half of the time, need less activity than any linear code (theory.md, section 5). */
function cheaperVerdict({ cells, enough, settings }: Judging): Verdict {
  const rectified = encoding(ofCode(cells, "rectified")).filter(({ pureSide }) => pureSide);
  const saved = rectified.map((cell) => -excess(cell));
  return {
    id: "strengths.rectified-codes-cost-less",
    claim: "Where activity is what costs, rectified codes are cheaper than any linear code can be.",
    criterion:
      "whole loss below the proven bound of linear codes in every training on the pure side of the line, wherever the linear optimum " +
      `predicts at least ${ENCODES} of the targets' variance`,
    measured: `${rectified.length} trainings, below the linear optimum by ${spread(saved)} %`,
    met: judged(
      enough && rectified.length > 0,
      rectified.every(({ energy, optimalLowerBound }) => energy < optimalLowerBound),
    ),
    settings,
  };
}

/** Without a price of input weights such pairs serve any pair of directions alike: what makes linear codes pure is missing. */
function lessPureVerdict({ cells, enough, settings }: Judging): Verdict {
  const [rectified, linear] = (["rectified", "linear"] as const).map((code) => sides(ofCode(cells, code)));
  const differences = linear.map(({ pure }, i) => pure - rectified[i].pure);
  return {
    id: "strengths.rectified-codes-are-less-pure",
    claim:
      "Rectified codes are less pure than linear ones at strengths at which pure neurons are optimal for linear codes.",
    criterion: "median MIR on the pure side of the line smaller than that of linear codes in every seed",
    measured:
      `difference ${spread(differences)}; rectified ${spread(rectified.map(({ pure }) => pure))}, beyond the line ` +
      spread(rectified.map(({ mixed }) => mixed)),
    met: judged(
      enough && known(differences),
      differences.every((difference) => difference > 0),
    ),
    settings,
    values: rectified.map(({ seed, pure }) => ({ label: `seed ${seed}`, value: pure })),
  };
}

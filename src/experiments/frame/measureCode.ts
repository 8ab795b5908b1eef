/** How selective a code is for single factors: MIR under every dead-unit rule, its interval and chance levels. */
import { gram } from "../../math/matrix.js";
import { pivotedCholesky } from "../../math/orthogonal.js";
import type { Key } from "../../math/random.js";
import {
  type ChanceLevel,
  chanceLevel,
  energyWeightedMir,
  mir,
  mirByRule,
  shareWork,
  subsampleInterval,
} from "../../metrics/index.js";
import type { Json, Representation } from "../../protocols.js";
import { centredActivity } from "../../representation/index.js";
import type { StudySettings } from "./fields.js";

/** The dead-unit rules shown beside the default, as fractions of the largest unit. */
export const RULES = [0.01, 0.05, 0.2] as const;

type Measurement = Pick<StudySettings, "bins" | "nullDraws">;

/**
 * MIR of the code in equal-width bins (Whittington et al. 2023), under every dead-unit rule and weighted by energy, with its subsampling
 * interval and its rotated and permuted chance levels, each of `nullDraws` draws; NaN where a code does not vary.
 */
export function measureCode(code: Representation, { bins, nullDraws }: Measurement, key: Key): Record<string, Json> {
  shareWork(code);
  const score = (r: Representation) => mir(r, { bins }).score;
  const observed = mir(code, { bins });
  const { low, high } = subsampleInterval(score, code, { draws: nullDraws }, key);
  return {
    mir: observed.score,
    mirByRule: mirByRule(code, RULES, { bins }).map(({ score: value, activeUnits }) => ({ mir: value, activeUnits })),
    energyWeightedMir: energyWeightedMir(code, { bins }).score,
    mirSettings: observed.settings,
    interval: [low, high],
    rotated: canTurn(code)
      ? chanceValues(chanceLevel(score, code, { kind: "rotated", draws: nullDraws }, key))
      : { interval: [Number.NaN, Number.NaN], median: Number.NaN, p: Number.NaN, draws: 0 },
    permuted: chanceValues(chanceLevel(score, code, { kind: "permuted", draws: nullDraws }, key)),
  };
}

/** Whether the code varies in two directions at least; a collapsed layer does not, and has no rotated null. */
const canTurn = (code: Representation): boolean => pivotedCholesky(gram(centredActivity(code)), 1e-6).rows >= 2;

const chanceValues = ({ interval, median, p, draws }: ChanceLevel): Json => ({
  interval: [...interval],
  median,
  p,
  draws,
});

/** Which rectified neurons a table should grow (docs/theory.md, section 10): the certified optimum, how pure its codes are, and what purity costs. */
import { apply, dot } from "../../math/linearAlgebra.js";
import type { ReducedProblem } from "../problem.js";
import { groupsLeftOut, leftOutNotes } from "../silence.js";
import { solveOptimum } from "../solve.js";
import type { CodingProblem, PredictOptions } from "../types.js";
import { answerOf, cheaperCode } from "./answer.js";
import { rowOfWeights } from "./axes.js";
import { cloudOf } from "./cloud.js";
import { isWithinReach } from "./faceOracle.js";
import { reduceToFew, searchOptimum } from "./floor.js";
import { missedVariances } from "./missed.js";
import type { RectifiedLimits } from "./optimum.js";
import { oracleOf } from "./oracle.js";
import type {
  Cloud,
  RectifiedNeuron,
  RectifiedOptimum,
  RectifiedOracle,
  RectifiedPrediction,
  Rows,
  Unit,
  UsedUnit,
} from "./protocols.js";
import { pureRectifiedOptimum } from "./pure.js";
import { mainParts, type Shares, sharesOf } from "./shares.js";
import { silenceOf, silentAnswer } from "./silence.js";
import { linearThreshold } from "./threshold.js";
import { clippedPoints, usedUnits } from "./unit.js";
import { weighUnits } from "./weights.js";

/** Parts of the time by which silence is tried, no more neurons are looked for, and the bound is proven. */
const SILENCE_END = 0.1;
const OPTIMUM_ENDS = [0.6, 0.75] as const;
const PURE_ENDS = [0.85, 0.9] as const;

/**
 * `rows` are all rows of the problem's support. Throws UsageError for more than three coordinates, without a finite gamma and without a positive
 * lambdaIn.
 */
export function predictRectified(
  problem: CodingProblem,
  rows: Rows,
  { tolerance = 1e-6, seconds = 10, within = 1e-3 }: PredictOptions = {},
): RectifiedPrediction {
  const began = performance.now();
  const reduced = reduceToFew(problem);
  const cloud = cloudOf(reduced, rows);
  const endOf = (part: number): number => began + 1000 * seconds * part;
  const limits = ([searched, proven]: readonly [number, number]): RectifiedLimits => ({
    tolerance,
    deadline: endOf(searched),
    provenBy: endOf(proven),
  });
  const oracle = oracleOf(cloud);
  const linear = solveOptimum(problem, { tolerance, seconds });
  const silence = silenceOf(reduced, cloud, oracle, endOf(SILENCE_END));
  const told = {
    silence,
    threshold: linearThreshold(reduced, cloud, linear),
    settings: settingsOf(problem, reduced, cloud, { tolerance, seconds, within }),
    notes: notesOf(reduced, cloud),
  };
  if (silence.isSilent) return { ...told, ...silentAnswer(silence.energy, linear) };
  const optimum = searchOptimum(reduced, cloud, oracle, linear, limits(OPTIMUM_ENDS));
  const pure = pureRectifiedOptimum(cloud, reduced.groups, limits(PURE_ENDS));
  const best = cheaperCode(optimum, pure);
  const codes = { best, pure, linear };
  if (codedPart(best) > NOTHING) {
    const shares = mainShares(reduced, cloud, oracle, best, endOf(1));
    const used = fewerUnits(cloud, best, shares.few);
    const neurons = neuronsOf(reduced, cloud, used);
    const coded = { ...silence, leftOut: groupsLeftOut(reduced, missedVariances(cloud, used)) };
    const notes = [...told.notes, ...leftOutNotes(coded, reduced.gamma)];
    return { ...told, silence: coded, ...answerOf(cloud, codes, { tolerance, within }, shares), neurons, notes };
  }
  const again = silenceOf(reduced, cloud, oracle, endOf(1));
  if (again.isSilent) return { ...told, silence: again, ...silentAnswer(again.energy, linear) };
  const notes = [...told.notes, UNPROVEN];
  return { ...told, ...answerOf(cloud, codes, { tolerance, within }, NO_CODE), neurons: [], notes };
}

/** Shares of squared gain on main factors. */
function mainShares(
  { dimension: d, covariance, groups }: ReducedProblem,
  cloud: Cloud,
  oracle: RectifiedOracle,
  best: RectifiedOptimum,
  deadline: number,
): Shares {
  const variances = Float64Array.from({ length: d }, (_, i) => covariance.data[i * (d + 1)]);
  return sharesOf(cloud, oracle, best, (unit) => mainParts(cloud, unit, { groups, variances }), deadline);
}

/** Part of the energy that the best code found costs, below which it is what rounding leaves of none. */
const NOTHING = 1e-9;
const NO_CODE: Shares = { range: undefined, rectified: 0, few: [] };
const UNPROVEN = "no neuron that pays was found, which proves nothing; more --seconds may";

const codedPart = (code: RectifiedOptimum): number =>
  usedUnits(code).reduce((sum, { mass }) => sum + mass, 0) / code.energy;

/** Relative energy that a code of fewer units may lose. */
const SLACK = 1e-6;

/** The code of `few` of the units with their own best masses, or the whole code where that loses energy. */
function fewerUnits(cloud: Cloud, optimum: RectifiedOptimum, few: readonly Unit[]): UsedUnit[] {
  const { masses, energy } = weighUnits(cloud, few);
  return usedUnits(energy <= optimum.energy * (1 + SLACK) ? { units: few, masses } : optimum);
}

function neuronsOf(reduced: ReducedProblem, cloud: Cloud, used: readonly UsedUnit[]): RectifiedNeuron[] {
  const total = used.reduce((sum, { mass }) => sum + mass, 0);
  return used.map(({ unit, mass }) => {
    const size = Math.sqrt(mass);
    const row = apply(reduced.basis, rowOfWeights(cloud, unit.weights)).map((value) => size * value);
    const gain = Math.sqrt(dot(row, row));
    return {
      direction: Array.from(row, (value) => value / gain),
      gain,
      bias: size * unit.weights[cloud.dimension],
      energyShare: mass / total,
      clipped: clippedPoints(cloud, unit).reduce((sum, t) => sum + cloud.masses[t], 0),
    };
  });
}

function settingsOf(
  { support }: CodingProblem,
  reduced: ReducedProblem,
  cloud: Cloud,
  options: Required<PredictOptions>,
): RectifiedPrediction["settings"] {
  return {
    factors: support.names,
    dropped: reduced.dropped,
    groups: reduced.groupNames.filter((names) => names.length > 1),
    samples: support.samples,
    points: cloud.inputs.rows,
    alpha: reduced.alpha,
    lambdaIn: reduced.lambdaIn,
    lambdaOut: reduced.lambdaOut,
    gamma: reduced.gamma,
    ...options,
  };
}

function notesOf({ dropped }: ReducedProblem, { inputs, dimension }: Cloud): string[] {
  const left =
    dropped.length === 0
      ? []
      : [
          `left out, constant or not needed by the target: ${dropped.join(", ")}; energies are those of codes that ignore them`,
        ];
  const bracketed = isWithinReach(inputs.rows, dimension)
    ? []
    : [
        `${inputs.rows} different points are too many to look at every set of active ones: the lower bound is that of cones of neurons`,
      ];
  return [...left, ...bracketed, "energies include the squared error of the prediction"];
}

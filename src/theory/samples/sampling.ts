/**
 * What a sample says of the distribution it was drawn from (docs/theory.md, section 9): neurons need not serve what happens more
 * rarely than p0 = alpha / beta, so that energies depend on the sample smoothly, and the saving by mixed neurons has an error.
 */
import { UsageError } from "../../math/errors.js";
import { fold } from "../../math/random.js";
import { reduceProblem } from "../problem.js";
import { continuousColumns, endsOf } from "../reasons/ends.js";
import type { CodingProblem, SolverOptions } from "../types.js";
import { measureAt, verdictOf } from "./atRare.js";
import { cornerMasses } from "./cornerMass.js";
import { lowerLimit } from "./lowerLimit.js";
import { tiedNeurons } from "./ties.js";
import { reducedRows } from "./tolerantProblem.js";
import type { SampleRows, Sampling, SamplingOptions } from "./types.js";
import { unitCount } from "./units.js";
import { unitsFor } from "./unitsFor.js";
import { FEWEST_EXPECTED, statementOf } from "./words.js";

/** What happens more rarely need not be served, by default. */
export const RARE = 0.05;
/** Units at least that are redrawn. */
const FEWEST_UNITS = 10;
/** The curve begins here, has so many points, and of a design ends there. */
const LARGEST_RARE = 0.3;
const CURVE = 5;
const SMALLEST_RARE = 0.003;
/** Each of the many solves need not be as exact as the prediction itself, by the number of coordinates. */
const loosestFor = (d: number): number => (d <= 2 ? 1e-5 : d === 3 ? 1e-4 : 1e-3);

/** Throws UsageError on a p0 out of range, and as `reduceProblem` does. */
export function judgeSample(problem: CodingProblem, sample: SampleRows, options: SamplingOptions): Sampling {
  const { rare = RARE, within = 1e-3, source } = options;
  if (!(rare > 0 && rare < 1)) throw new UsageError(`rare is a probability above 0 and below 1, not ${rare}`);
  const reduced = reduceProblem(problem);
  const rows = reducedRows(reduced, sample.rows, sample.weights);
  const drawn = sample.reading === "draws";
  const units = unitsFor(drawn ? sample : { blocks: "rows" }, rows);
  const solving = looser(options, reduced.dimension);
  const compared = options.compared !== false;
  const setting = { reduced, rows, units, drawn, within, source, compared, options: solving };
  const replicates = drawn ? (options.replicates ?? replicatesFor(reduced.dimension)) : 0;
  const { at, whole, energyInterval } = measureAt(setting, rare, replicates);
  const limit = drawn ? lowerLimit(reduced, rows, units, rare, fold(source, "halves"), solving) : whole.saving.least;
  const judged = !drawn || (units.effective * rare >= FEWEST_EXPECTED && unitCount(units) >= FEWEST_UNITS);
  const ends = endsOf(
    sample.columns ?? continuousColumns(problem.support.names),
    problem.groups ?? [],
    reduced.dropped,
  );
  const effective = drawn ? units.effective : Infinity;
  const rares = options.curve === false ? [] : raresFor(effective);
  const answer = {
    ...at,
    energy: {
      optimal: whole.energy,
      lowerBound: whole.lowerBound,
      modular: whole.modular,
      interval: energyInterval,
    },
    verdict: judged ? verdictOf(at.saving, limit, within) : "undecided",
    status: whole.status,
    effective: units.effective,
    judged,
    lowerLimit: limit,
    ties: drawn ? tiedNeurons(whole, rows, units, rare) : [],
    corners: cornerMasses(ends, { rows: sample.rows, weights: sample.weights, effective }, rare),
    curve: rares.map((each) => measureAt(setting, each, Math.ceil(replicates / 4)).at),
    reading: sample.reading,
    units: {
      kind: drawn ? units.kind : "design",
      count: unitCount(units),
      length: units.length,
      rows: sample.rows.rows,
      every: sample.every ?? 1,
    },
    replicates,
    within,
  } as const;
  return { ...answer, statement: statementOf(answer) };
}

const looser = ({ tolerance = 1e-6, ...rest }: SolverOptions, d: number): SolverOptions => ({
  ...rest,
  tolerance: Math.max(tolerance, loosestFor(d)),
});

/** The weight problem of a replicate grows with the fourth power of the coordinates. */
const replicatesFor = (d: number): number => (d <= 3 ? 200 : 60);

/** p0 from large to the smallest that these moments can judge, evenly in the logarithm. */
function raresFor(effective: number): number[] {
  const least = Math.max(SMALLEST_RARE, FEWEST_EXPECTED / effective);
  if (least >= LARGEST_RARE) return [];
  return Array.from({ length: CURVE }, (_, k) => LARGEST_RARE * (least / LARGEST_RARE) ** (k / (CURVE - 1)));
}

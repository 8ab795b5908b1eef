/**
 * Is this population the one that an efficient, nonnegative brain would have for these variables? (docs/test.md) The certified optimum
 * for the variables as they were recorded, what the neurons do, and how much of the activity they need the optimum would need too.
 */
import { fold, type Key } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { type ExplainedPrediction, Service } from "../theory/index.js";
import { hardlyCrossed, requireCrossing, requireNeurons } from "./checks.js";
import { populationMeasure } from "./corrected.js";
import { directionOf } from "./direction.js";
import { efficiencyOf } from "./efficiency.js";
import { readoutsOf, redraw, sharesOf } from "./estimate.js";
import { gainsOf } from "./gains.js";
import { geometryOf } from "./geometry.js";
import { joinLevels } from "./levels.js";
import { tuningOf } from "./neurons.js";
import { NULLS, testNull } from "./nulls.js";
import { populationOf } from "./population.js";
import { predictedOf, predictionOf, predictionOfRows } from "./prediction.js";
import type { PopulationTest, Purity, TestOptions, Trials } from "./protocols.js";
import { trialsOf } from "./variables.js";

/** False discoveries of 5 %, 200 subsets and 999 draws of each null; trials are independent. */
export const testDefaults: TestOptions = {
  falseDiscovery: 0.05,
  secondShare: 0.1,
  mixedFrom: 0.1,
  pureBelow: 0.05,
  bins: null,
  intervalDraws: 200,
  nullDraws: 999,
  block: 1,
  areRates: false,
  keepLevels: false,
};

/** What is told while the test runs. */
export interface TestListener {
  readonly predicted?: (explained: ExplainedPrediction, trials: Trials) => void;
  readonly recorded?: (population: PopulationTest["population"]) => void;
  readonly measured?: (eta: number) => void;
  readonly redrawn?: (done: number, of: number) => void;
}

/** Seconds for the certified verdict on the variables. */
const SECONDS = 20;

/** Throws InputError for data of which nothing can be said: too few trials or neurons, variables that never cross. */
export function testPopulation(
  representation: Representation,
  options: Partial<TestOptions>,
  key: Key,
  listener: TestListener = {},
): PopulationTest {
  const settings = { ...testDefaults, ...options };
  const { intervalDraws: draws } = settings;
  const { trials, shares, ...read } = readTrials(representation, settings, key);
  const isBinned = trials.variables.some((variable) => variable.isBinned);
  const byRows = isBinned ? predictionOfRows(read.representation.factors, fold(key, "reasons"), SECONDS) : undefined;
  const explained = byRows ?? predictionOf(trials, fold(key, "reasons"), SECONDS);
  listener.predicted?.(explained, trials);

  const groups = trials.variables.map(({ coordinates }) => coordinates);
  const service = new Service({ support: trials.support, groups }, { seconds: SECONDS });
  const estimate = populationMeasure(shares);
  const readouts = readoutsOf(trials, estimate.gram);
  const { gains, means } = gainsOf(
    trials,
    Int32Array.from({ length: trials.rows }, (_, row) => row),
  );
  const best = service.leastActivity(readouts ?? new Float64Array(groups.length).fill(1));
  const tunings = tuningOf(trials);
  const population = populationOf(trials, { tunings, gains, optimal: best.neurons }, settings);
  listener.recorded?.(population);
  if (readouts) listener.measured?.(best.lowerBound / estimate.activity);

  const again = redraw(trials, service, shares, draws, fold(key, "redrawn"), (done) => listener.redrawn?.(done, draws));
  const nulls = NULLS.map((kind) => testNull(trials, gains, kind, settings.nullDraws, fold(fold(key, "null"), kind)));
  const efficiency = efficiencyOf(
    trials,
    { service, estimate, readouts, best, gains, means, tunings, again, nulls },
    settings,
  );
  const predicted = predictedOf(explained.prediction);
  return {
    ...{ representation: read.representation, trials, explained, service: best, efficiency, population, settings },
    direction:
      predicted === "pure"
        ? null
        : directionOf(trials, population.neurons, best.neurons, settings, fold(key, "direction")),
    geometry: readouts ? geometryOf(trials, estimate.gram, again.grams, best.neurons) : null,
    outcome: { predicted, recorded: population.recorded },
    notes: [
      ...read.notes,
      ...trials.notes,
      ...hardlyCrossed(trials),
      ...(byRows ? [BY_ROWS] : chanceGaps(trials, predicted)),
    ],
  };
}

/** Trials with what every neuron adds to their estimates; levels that are not told apart joined, unless they are to be kept. */
function readTrials(representation: Representation, { bins, block, keepLevels }: TestOptions, key: Key) {
  const read = (of: Representation) => {
    const trials = trialsOf(of, bins === null ? {} : { bins });
    requireNeurons(trials);
    requireCrossing(trials);
    return { representation: of, trials, shares: sharesOf(trials, block, fold(key, "deals")) };
  };
  const whole = read(representation);
  const joined = keepLevels ? undefined : joinLevels(representation, whole.trials, whole.shares, key);
  return joined ? { ...read(joined.representation), notes: joined.notes } : { ...whole, notes: [] };
}

const BY_ROWS =
  "the verdict of the variables is from the rows themselves, which leave a corner of the range empty beyond chance; efficiency is from their bins";

/** Where variables are in bins, combinations may be missing by chance. */
const chanceGaps = ({ variables, counts }: Trials, predicted: Purity): string[] =>
  predicted !== "pure" && variables.some(({ isBinned }) => isBinned)
    ? [
        `the verdict of the variables takes the ${counts.length} combinations of bins that occur as meant; if the others are missing by ` +
          "chance, fewer bins (--bins) or purecell predict --rows draws tell",
      ]
    : [];

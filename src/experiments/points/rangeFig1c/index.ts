/**
 * Dorrell et al. 2025 (arXiv 2410.06232), Fig. 1c: one missing point can mix neurons.
 *
 * Published: 20 random points of the unit square and 8 chosen near its edges; pure neurons. Without one of the 8, (0, 0.9),
 * mixed ones. The 20 published points are not used here: ours come from a key, by a rule. Of the sets drawn from
 * key(seed)/"points"/0, /1, ... the first is taken for which pure neurons are optimal with all 28 points; nothing is asked of
 * the 27 that remain without the corner point, so that what happens to them is a result.
 */
import { type Matrix, toRows } from "../../../math/matrix.js";
import { fold, type Key, key as rootKey } from "../../../math/random.js";
import type { Experiment, Job, JobResult } from "../../../protocols.js";
import { predictNeurons, supportFromSamples } from "../../../theory/index.js";
import { trainOnPoints } from "../job.js";
import { keep, points, uniformPoints } from "../sets.js";
import { trainingSeconds } from "../study.js";
import { rangeFig1cVerdicts } from "./claims.js";
import { rangeFig1cFigures } from "./figures.js";
import { EDGE_POINTS, WHOLE, WITHOUT } from "./measures.js";
import { settings } from "./settings.js";

export const rangeFig1c: Experiment<typeof settings> = {
  id: "range-fig1c",
  title: "One missing corner point mixes neurons",
  source: "Dorrell et al. 2025, Fig. 1c",
  claim:
    "With a point near every corner pure neurons are optimal and are learned; without one of these points neurons mix.",
  version: 1,
  settings,
  sizes: { quick: { seeds: [0], updates: 1000 }, start: { seeds: [0, 1, 2] }, full: { updates: 50_000 } },
  expectedSeconds: (chosen, backend) =>
    chosen.seeds.length + trainingSeconds(2 * chosen.seeds.length, 8 + chosen.own, chosen, backend),
  jobs: ({ seeds }) =>
    seeds.flatMap((seed) => [WHOLE, WITHOUT].map((condition) => ({ id: `${condition}-seed${seed}`, condition, seed }))),
  async runJob(job, chosen, context) {
    const whole = wholeSet(fold(rootKey(job.seed), "points"), chosen.own);
    const samples = job.condition === WHOLE ? whole : withoutPoint(whole, 0);
    const trained = await trainOnPoints({ samples }, chosen, fold(rootKey(job.seed), "training"), context);
    return { job, values: trained.values, arrays: { ...trained.arrays, ...deletions(job, whole) } };
  },
  check: rangeFig1cVerdicts,
  figures: (results) => rangeFig1cFigures(results),
  recorded: {
    "range-fig1c.corner-point-decides": "partly",
    "range-fig1c.training-mixes-as-the-optimum": "reproduced",
    "range-fig1c.reaches-the-optimum": "beyond the paper",
  },
};

const MOST_DRAWS = 2000;

/** The eight points and `own` others: the first draw for which pure neurons are optimal. Throws RangeError where none is. */
export function wholeSet(key: Key, own: number): Matrix {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const samples = points([...EDGE_POINTS, ...toRows(uniformPoints(fold(key, draw), own))]);
    if (predict(samples).strict === "modular") return samples;
  }
  throw new RangeError(`pure neurons are optimal for none of ${MOST_DRAWS} draws`);
}

const predict = (samples: Matrix) =>
  predictNeurons({ support: supportFromSamples(samples), lambdaIn: 0.1, lambdaOut: 0.1 });

export const withoutPoint = (samples: Matrix, left: number): Matrix => keep(samples, (_x, _y, index) => index !== left);

/** For each of the eight points what mixing saves without it, relative; 0 where pure neurons stay optimal. Once a seed. */
function deletions({ condition }: Job, whole: Matrix): JobResult["arrays"] {
  if (condition !== WHOLE) return {};
  const savings = EDGE_POINTS.map((_, left) => {
    const { strict, energy } = predict(withoutPoint(whole, left));
    return strict === "modular" ? 0 : energy.modular / energy.optimal - 1;
  });
  return { deletionSavings: { shape: [savings.length], data: Float64Array.from(savings) } };
}

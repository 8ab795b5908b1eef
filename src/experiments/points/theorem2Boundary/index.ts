/**
 * How far from orthogonal may a task be before pure neurons stop paying? Theorem 2 of Whittington et al. 2023 asks for
 * orthogonal columns of the target mixing. Sharper (docs/theory.md, section 5): for uniform factors of unit range and an
 * orthonormal input, single-factor neurons are optimal exactly while every cosine between two columns is at most
 *     (1/4) / (1/3 + lambda_in / alpha).
 * The certified optimum is asked at which cosine it begins to mix; networks are trained on both sides of it.
 *
 * The data are the corners of the unit square once and its centre eight times: hull and covariance of uniform factors, so the
 * very same problem for a linear network, with nonnegativity exact.
 */
import { UsageError } from "../../../math/errors.js";
import { matrix } from "../../../math/matrix.js";
import { fold, key as rootKey } from "../../../math/random.js";
import type { Experiment, Job, JobResult } from "../../../protocols.js";
import { supportFromSamples } from "../../../theory/index.js";
import { design } from "../../frame/design.js";
import { trainOnPoints } from "../job.js";
import { boundaryOf, closedForm, gramCosine, strictlyModular, THEORY_RATIOS, targetsAt } from "../mixing.js";
import { uniformSquareInTwelve } from "../sets.js";
import { trainingSeconds } from "../study.js";
import { boundaryVerdicts } from "./claims.js";
import { boundaryFigures } from "./figures.js";
import { type BoundarySettings, settings } from "./settings.js";

/** The prices of one ratio: lambda_in = lambda_out = ratio x alpha. */
const pricesAt = (ratio: number, chosen: BoundarySettings): BoundarySettings => ({
  ...chosen,
  weightEnergy: ratio * chosen.activityEnergy,
});

export const theorem2Boundary: Experiment<typeof settings> = {
  id: "theorem2-boundary",
  title: "How far from orthogonal may targets be?",
  source: "Whittington et al. 2023, Theorem 2, sharpened",
  claim:
    "Single-factor neurons stay optimal for targets that are not orthogonal, up to a cosine known in closed form; beyond it " +
    "neurons mix.",
  version: 1,
  settings,
  sizes: { quick: { seeds: [0], ratios: [0.05], updates: 1000 }, start: { ratios: [0.05] }, full: { updates: 50_000 } },
  expectedSeconds: (chosen, backend) => 1 + trainingSeconds(trainings(chosen).length, 12, chosen, backend),
  jobs: (chosen) => [{ id: "optimum", condition: "optimum", seed: chosen.seeds[0] }, ...trainings(chosen)],
  async runJob(job, chosen, context) {
    if (job.condition === "optimum") return certifiedBoundary(job);
    const { ratio, cosine } = placesOf(chosen).of(job);
    const task = { samples: uniformSquareInTwelve(), targetMixing: targetsAt(cosine) };
    const key = fold(rootKey(job.seed), `training at ${job.condition}`);
    const { values, arrays } = await trainOnPoints(task, pricesAt(ratio, chosen), key, context);
    const mixing = (name: string) => gramCosine(matrix(arrays[name].shape[0], 2, Float64Array.from(arrays[name].data)));
    const cosines = { trainedMixing: mixing("code"), optimalMixing: mixing("optimalCode") };
    return { job, values: { ...values, ratio, cosine, ...cosines }, arrays };
  },
  check: boundaryVerdicts,
  figures: (results) => boundaryFigures(results),
  recorded: {
    "theorem2-boundary.optimum-crosses": "beyond the paper",
    "theorem2-boundary.training-crosses": "beyond the paper",
    "theorem2-boundary.reaches-the-optimum": "beyond the paper",
  },
};

/** Throws UsageError where an offset makes the columns parallel or worse. */
function placesOf({ ratios, offsets }: BoundarySettings) {
  const places = ratios.flatMap((ratio) =>
    offsets.map((offset) => ({ ratio, offset, cosine: closedForm(ratio) + offset })),
  );
  const impossible = places.find(({ cosine }) => Math.abs(cosine) >= 1);
  if (impossible !== undefined) {
    const { ratio, offset, cosine } = impossible;
    throw new UsageError(
      `offset ${offset} at ratio ${ratio} asks for a cosine of ${cosine}; it has to lie between -1 and 1`,
    );
  }
  return design(places, ({ ratio, offset }) => `ratio${ratio}-offset${offset}`);
}

const trainings = (chosen: BoundarySettings): Job[] => placesOf(chosen).jobs(chosen.seeds);

/** For every ratio the cosine at which the certified optimum begins to mix, by bisection. */
function certifiedBoundary(job: Job): JobResult {
  const support = supportFromSamples(uniformSquareInTwelve());
  const ratios = Float64Array.from(THEORY_RATIOS);
  const found = ratios.map((ratio) => boundaryOf((cosine) => strictlyModular(support, ratio, targetsAt(cosine))));
  return {
    job,
    values: {},
    arrays: {
      ratios: { shape: [ratios.length], data: ratios },
      certified: { shape: [ratios.length], data: found },
    },
  };
}

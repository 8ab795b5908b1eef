/**
 * Dorrell et al. 2025 (arXiv 2410.06232), Figs. 1 and 2: what mixes neurons is missing corners, not correlation.
 *
 * Two factors on the unit square. Cutting one corner x + y < c off mixes the optimal code from a critical c on; so does
 * cutting two opposite corners or all four. Over-weighting the diagonal, which correlates the factors as strongly as one
 * likes, never does. The certified optimum is asked for every cut (201 x 201 grid, steps of 0.005) and, on a coarser grid, for
 * every cut and correlation; networks are trained at some of them.
 */
import { fold, key as rootKey } from "../../../math/random.js";
import type { Experiment, Job, JobResult } from "../../../protocols.js";
import { design } from "../../frame/design.js";
import { trainOnPoints } from "../job.js";
import { CUTS, type Cut, cutCorners, repeatDiagonal, slug, squareGrid } from "../sets.js";
import { type PointTask, trainingSeconds } from "../study.js";
import { cuttingVerdicts } from "./claims.js";
import { cuttingFigures } from "./figures.js";
import { phaseDiagram, scanCuts, scanWeights } from "./optimum.js";
import { type CuttingSettings, settings } from "./settings.js";

export const cornerCutting: Experiment<typeof settings> = {
  id: "corner-cutting",
  title: "Missing corners mix neurons, correlation does not",
  source: "Dorrell et al. 2025, Figs. 1 and 2",
  claim:
    "Neurons stay pure however correlated the factors are, and mix once a corner of their joint range is missing beyond a " +
    "critical size.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], grid: 41, phaseGrid: 11, updates: 1000, cuts: [0.6] },
    start: { seeds: [0] },
    full: { updates: 50_000 },
  },
  expectedSeconds: (chosen, backend) =>
    chosen.grid ** 2 * 2e-4 + 6 + trainingSeconds(trainings(chosen).length, chosen.trainingGrid ** 2, chosen, backend),
  jobs: (chosen) => [...theoryJobs(chosen.seeds[0]), ...trainings(chosen)],
  async runJob(job, chosen, context) {
    const solved = solve(job, chosen);
    if (solved !== undefined) return { job, values: {}, arrays: solved };
    const key = fold(rootKey(job.seed), `training on ${job.condition}`);
    return { job, ...(await trainOnPoints(taskOf(trainingsOf(chosen).of(job), chosen), chosen, key, context)) };
  },
  check: cuttingVerdicts,
  figures: (results) => cuttingFigures(results),
  recorded: {
    "corner-cutting.one-corner": "reproduced",
    "corner-cutting.two-opposite-corners": "reproduced",
    "corner-cutting.all-corners": "reproduced",
    "corner-cutting.correlation-alone": "reproduced",
    "corner-cutting.training-mixes-as-the-optimum": "reproduced",
    "corner-cutting.reaches-the-optimum": "beyond the paper",
  },
};

const theoryJobs = (seed: number): Job[] =>
  [...CUTS.map((which) => `scan-${slug(which)}`), "scan-weights", ...CUTS.map((which) => `phase-${slug(which)}`)].map(
    (id) => ({ id, condition: id, seed }),
  );

/** The theory's part of the work; undefined where the job is a training. */
function solve({ condition }: Job, { grid, phaseGrid }: CuttingSettings): JobResult["arrays"] | undefined {
  if (condition === "scan-weights") return scanWeights(grid);
  for (const which of CUTS) {
    if (condition === `scan-${slug(which)}`) return scanCuts(which, grid);
    if (condition === `phase-${slug(which)}`) return phaseDiagram(which, phaseGrid);
  }
  return undefined;
}

/** A corner cut at a sum, or the diagonal repeated. */
type Training =
  | { readonly kind: "cut"; readonly which: Cut; readonly cut: number }
  | { readonly kind: "repeat"; readonly times: number };

function trainingsOf({ cuts, repeats }: CuttingSettings) {
  const cutSets = CUTS.flatMap((which) => cuts.map((cut): Training => ({ kind: "cut", which, cut })));
  const repeated = repeats.map((times): Training => ({ kind: "repeat", times }));
  return design<Training>([...cutSets, ...repeated], (training) =>
    training.kind === "cut" ? `${slug(training.which)}-${training.cut}` : `diagonal-${training.times}`,
  );
}

const trainings = (chosen: CuttingSettings): Job[] => trainingsOf(chosen).jobs(chosen.seeds);

function taskOf(training: Training, { trainingGrid }: CuttingSettings): PointTask {
  const square = squareGrid(trainingGrid);
  return {
    samples:
      training.kind === "cut"
        ? cutCorners(square, training.which, training.cut)
        : repeatDiagonal(square, training.times),
  };
}

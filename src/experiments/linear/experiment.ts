/** An experiment on a shallow linear network from what is its own: a task, its defaults, its cost and its claims. */
import type { Experiment, JobResult, Verdict } from "../../protocols.js";
import type { AblationClaims } from "../frame/ablationClaims.js";
import { THREE_SEEDS } from "../frame/fields.js";
import { ablationVerdicts, floorVerdict } from "./claims.js";
import { linearFigures } from "./figures.js";
import { runLinearJob } from "./job.js";
import {
  type DrawTask,
  type LinearCost,
  type LinearDefaults,
  type LinearSettings,
  linearJobs,
  linearSeconds,
  linearSettings,
} from "./study.js";

type LinearSchema = ReturnType<typeof linearSettings>;

type Own = "id" | "title" | "source" | "claim" | "version" | "recorded";

export interface LinearExperiment extends Pick<Experiment<LinearSchema>, Own> {
  readonly drawTask: DrawTask;
  readonly defaults: LinearDefaults;
  readonly cost: LinearCost;
  /** The learning rate that was published, where the default differs. */
  readonly published?: Pick<LinearSettings, "learningRate">;
  /** The smallest median lead over an ablation that counts. */
  readonly least: number;
  /** A claim besides the ablations and the certified floor. */
  verdict(results: readonly JobResult[], settings: LinearSettings, claims: AblationClaims): Verdict;
}

/** Judged from three seeds on, of networks at least as long as the default. */
export function linearExperiment(given: LinearExperiment): Experiment<LinearSchema> {
  const { drawTask, defaults, cost, published, least, verdict, ...own } = given;
  const claims = { prefix: own.id, judgeable: { updates: defaults.updates, seeds: 3 }, least };
  return {
    ...own,
    settings: linearSettings(defaults),
    sizes: {
      quick: { seeds: [0], updates: 1000, samples: 20_000, nullDraws: 20 },
      start: { seeds: THREE_SEEDS },
      full: { updates: 300_000, ...published, schedule: "constant" },
    },
    expectedSeconds: (settings, backend) => linearSeconds(settings, backend, cost),
    jobs: linearJobs,
    runJob: (job, settings, context) => runLinearJob(drawTask, job, settings, context),
    check: (results, settings) => [
      ...ablationVerdicts(results, settings, claims),
      floorVerdict(results, settings, claims),
      verdict(results, settings, claims),
    ],
    figures: (results) => linearFigures(results, own.id, own.source),
  };
}

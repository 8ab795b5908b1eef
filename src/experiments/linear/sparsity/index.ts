/**
 * Whittington et al. 2023, Fig. 8 (absolute activity) and Fig. 9 (absolute weights): sparsity does not disentangle continuous
 * factors. Which terms the paper kept is not stated, hence two variants each. Theory (docs/theory.md; knowledge of the linear
 * case): without nonnegativity absolute activity does not disentangle uniform factors; with it, it does where the target mixes
 * them by a nearly orthogonal matrix, and this target's is random; absolute weights do not where the input is rotated.
 */
import type { z } from "zod";
import type { Experiment } from "../../../protocols.js";
import { TEN_SEEDS, THREE_SEEDS } from "../../frame/fields.js";
import { sparsityFigures, sparsityVerdict, sweptSeeds } from "./claims.js";
import {
  L1_BOTH,
  L1_WEIGHTS,
  NONNEGATIVE_L1,
  runSparsityJob,
  SIGNED_L1,
  type SparsityVariant,
  sparsityJobs,
  sparsitySeconds,
  sparsitySettings,
} from "./study.js";

type Settings = ReturnType<typeof sparsitySettings>;

type Named = Pick<Experiment, "id" | "title" | "source" | "claim" | "recorded">;

function sparsityExperiment(
  named: Named,
  variants: readonly SparsityVariant[],
  strengths: readonly number[],
): Experiment<Settings> {
  const settings = sparsitySettings(strengths);
  const { id, source } = named;
  return {
    ...named,
    version: 1,
    settings,
    sizes: {
      quick: { seeds: [0], updates: 500, samples: 20_000, strengths: strengths.slice(1, 3) },
      start: { seeds: THREE_SEEDS },
      full: { seeds: TEN_SEEDS, updates: 300_000, schedule: "constant" },
    },
    expectedSeconds: (chosen, backend) => sparsitySeconds(sparsityJobs(variants, chosen).length, chosen, backend),
    choosing: ["strengths"],
    jobs: (chosen: z.infer<Settings>) => sparsityJobs(variants, chosen),
    runJob: (job, chosen, context) => runSparsityJob(variants, job, chosen, context),
    check(results, chosen) {
      const seeds = sweptSeeds(results, variants, chosen);
      return variants.map((variant) => sparsityVerdict(variant, seeds, chosen, id));
    },
    figures: (results, chosen) => sparsityFigures(variants, sweptSeeds(results, variants, chosen), chosen, id, source),
  };
}

export const fig8 = sparsityExperiment(
  {
    id: "fig8",
    title: "Sparse activity instead of energy: are neurons still pure?",
    source: "Whittington et al. 2023, Fig. 8",
    claim: "An L1 penalty on activity does not disentangle continuous factors at any strength.",
    recorded: {
      "fig8.beats-nonnegative-l1-activity": "not reproduced",
      "fig8.beats-signed-l1-activity": "reproduced",
    },
  },
  [NONNEGATIVE_L1, SIGNED_L1],
  [1e-4, 1e-3, 1e-2, 1e-1],
);

export const fig9 = sparsityExperiment(
  {
    id: "fig9",
    title: "Sparse weights instead of energy: are neurons still pure?",
    source: "Whittington et al. 2023, Fig. 9",
    claim: "An L1 penalty on weights does not disentangle continuous factors at any strength.",
    recorded: { "fig9.beats-l1-weights": "reproduced", "fig9.beats-l1-both": "not reproduced" },
  },
  [L1_WEIGHTS, L1_BOTH],
  [1e-5, 1e-4, 1e-3, 1e-2],
);

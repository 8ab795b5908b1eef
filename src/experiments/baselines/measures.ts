/** The codes of `baselines`, and what is measured of each. */
import { z } from "zod";
import { median } from "../../math/statistics.js";
import { type Row, score } from "../frame/measures.js";

export const TASKS = ["linear", "nonlinear"] as const;
export type TaskName = (typeof TASKS)[number];

export const NETWORKS = ["constrained", "unconstrained", "sparse", "dropout"] as const;
export const FITTED = ["pca", "ica", "nmf"] as const;
export const METHODS = [...NETWORKS, ...FITTED] as const;
export type Method = (typeof METHODS)[number];

const beside = z.object({ score, chance: score });

export const measures = z.object({
  task: z.enum(TASKS),
  method: z.enum(METHODS),
  units: z.number(),
  explained: score,
  converged: z.boolean(),
  mir: beside,
  mig: beside,
  dci: beside,
  r2: beside,
});

export const SCORES = ["mir", "mig", "dci", "r2"] as const;
export type ScoreName = (typeof SCORES)[number];

export const SCORE_LABELS: Readonly<Record<ScoreName, string>> = {
  mir: "MIR",
  mig: "MIG",
  dci: "DCI disentanglement",
  r2: "R2 of linear decoding",
};

export const METHOD_LABELS: Readonly<Record<Method, string>> = {
  constrained: "all constraints",
  unconstrained: "no constraints",
  sparse: "sparsity (L1)",
  dropout: "dropout",
  pca: "PCA",
  ica: "ICA",
  nmf: "NMF",
};

export type Coded = z.infer<typeof measures> & Row;

/** Codes of one method on one task, seed by seed. */
export const codesOf = (results: readonly Coded[], task: TaskName, method: Method): Coded[] =>
  results.filter((one) => one.task === task && one.method === method).sort((a, b) => a.seed - b.seed);

export const medianOf = (results: readonly Coded[], name: ScoreName): number =>
  median(results.map((one) => one[name].score));

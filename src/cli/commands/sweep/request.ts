import { availableParallelism } from "node:os";
import { UsageError } from "../../../math/errors.js";
import { requireAtMostOne } from "../../flags/flag.js";
import { type Form, formFrom } from "../../flags/output.js";
import { type Where, whereFrom } from "../../flags/where.js";
import { type Asked, askedFrom } from "../../training/settings.js";
import { type Axis, axesFrom } from "./axes.js";
import type { SweepFlags } from "./flags.js";

/** Where the combinations come from. */
export type Source =
  | { readonly kind: "grid"; readonly axes: readonly Axis[] }
  | { readonly kind: "random"; readonly axes: readonly Axis[]; readonly count: number; readonly key: number }
  | { readonly kind: "file"; readonly path: string };

export interface SweepRequest {
  readonly experiment: string;
  readonly source: Source;
  /** Of every combination. */
  readonly asked: Asked;
  /** What the summary shows. */
  readonly score: string | undefined;
  readonly where: Where;
  /** Folder of run folders. */
  readonly runs: string;
  /** Throw away earlier runs of the same configurations. */
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly form: Form;
}

export function requestFrom([experiment]: readonly string[], flags: SweepFlags): SweepRequest {
  const { score, runs, force, dryRun } = flags;
  return {
    experiment,
    source: sourceFrom(flags),
    asked: askedFrom({ ...flags, seed: undefined }),
    score,
    where: whereFrom(flags, availableParallelism()),
    runs,
    force,
    dryRun,
    form: formFrom(flags),
  };
}

function sourceFrom({ vary, random, key, combinations }: SweepFlags): Source {
  requireAtMostOne({ combinations, random }, ["combinations", "random"], "contradict each other; give one of them.");
  if (combinations !== undefined) {
    if (vary.length > 0) throw new UsageError("--combinations and --vary contradict each other; give one of them.");
    return { kind: "file", path: combinations };
  }
  const axes = axesFrom(vary);
  if (axes.length === 0)
    throw new UsageError("say which settings vary: --vary activityEnergy=0.001,0.01, or --combinations FILE.");
  return random === undefined ? { kind: "grid", axes } : { kind: "random", axes, count: random, key };
}

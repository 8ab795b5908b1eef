import { availableParallelism } from "node:os";
import { UsageError } from "../../../math/errors.js";
import type { BackendChoice } from "../../../protocols.js";
import { type Form, formFrom } from "../../flags/output.js";
import { type Where, whereFrom } from "../../flags/where.js";
import { engineFrom, sizeFrom } from "../../training/settings.js";
import type { ReproduceFlags } from "./flags.js";

export interface ReproduceRequest {
  /** Names of experiments; undefined for all. */
  readonly experiments: readonly string[] | undefined;
  /** A few experiments stand for all. */
  readonly headlines: boolean;
  /** Undefined for that which each experiment is judged at. */
  readonly size: "quick" | "full" | undefined;
  /** Seconds after which it stops. */
  readonly limit: number | undefined;
  readonly engine: BackendChoice;
  readonly where: Where;
  /** Folder of run folders. */
  readonly runs: string;
  /** Throw away earlier runs of the same configurations. */
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly form: Form;
}

export function requestFrom(names: readonly string[], flags: ReproduceFlags): ReproduceRequest {
  const { headlines, minutes, runs, force } = flags;
  if (headlines && names.length > 0) {
    throw new UsageError("--headlines stands for certain experiments; leave it out, or the names.");
  }
  return {
    experiments: names.length > 0 ? names : undefined,
    headlines,
    size: sizeFrom(flags),
    limit: minutes === undefined ? undefined : 60 * minutes,
    engine: engineFrom(flags) ?? "auto",
    where: whereFrom(flags, availableParallelism()),
    runs,
    force,
    dryRun: flags.dryRun,
    form: formFrom(flags),
  };
}

import { availableParallelism } from "node:os";
import { type Form, formFrom } from "../../flags/output.js";
import { type Where, whereFrom } from "../../flags/where.js";
import { type Asked, askedFrom } from "../../training/settings.js";
import type { RunFlags } from "./flags.js";

export interface RunRequest {
  readonly experiment: string;
  readonly asked: Asked;
  readonly where: Where;
  /** Folder of run folders. */
  readonly runs: string;
  /** Throw away an earlier run of the same configuration. */
  readonly force: boolean;
  /** Whether only something is shown, and nothing run. */
  readonly show: "settings" | "plan" | undefined;
  readonly form: Form;
}

export function requestFrom([experiment]: readonly string[], flags: RunFlags): RunRequest {
  const { runs, force, printConfig, dryRun } = flags;
  const plan = dryRun ? "plan" : undefined;
  return {
    experiment,
    asked: askedFrom(flags),
    where: whereFrom(flags, availableParallelism()),
    runs,
    force,
    show: printConfig ? "settings" : plan,
    form: formFrom(flags),
  };
}

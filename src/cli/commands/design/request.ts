import type { PowerOptions, SearchLimits } from "../../../efficiency/index.js";
import { UsageError } from "../../../math/errors.js";
import type { Kinds } from "../../flags/factorKinds.js";
import { type Form, formFrom } from "../../flags/output.js";
import type { DesignFlags } from "./flags.js";

export interface DesignRequest {
  readonly file: string;
  /** In this order; undefined for all. */
  readonly columns: readonly string[] | undefined;
  readonly kinds: Kinds;
  readonly limits: SearchLimits;
  readonly power: PowerOptions;
  readonly seed: number;
  readonly form: Form;
  /** Folder of the report. */
  readonly out: string | undefined;
}

/** Conditions changed where nothing was said. */
const USUAL = 3;

/** Throws UsageError where no change is allowed. */
export function requestFrom([file]: readonly string[], flags: DesignFlags): DesignRequest {
  const { columns, kinds = new Map(), add, drop, repeats, neurons, trials, signalToNoise, simulations } = flags;
  const limits = {
    add: add ?? (drop === undefined ? USUAL : 0),
    drop: drop ?? (add === undefined ? USUAL : 0),
    repeats,
  };
  if (limits.add + limits.drop === 0 && !repeats)
    throw new UsageError("no change is allowed: give --add or --drop a number above 0, or --repeats.");
  return {
    ...{ file, columns, kinds, limits },
    power: { neurons, repeats: trials, signalToNoise, simulations },
    seed: flags.seed,
    form: formFrom(flags),
    out: flags.out,
  };
}

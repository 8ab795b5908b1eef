import { UsageError } from "../../../math/errors.js";
import type { WorkFlags } from "./flags.js";

export interface WorkRequest {
  /** Folder of the batch. */
  readonly batch: string;
  /** The bundle to carry out; undefined where lost ones are to be submitted again. */
  readonly bundle: number | undefined;
}

export function requestFrom([batch]: readonly string[], { bundle, resubmit }: WorkFlags): WorkRequest {
  if (resubmit === (bundle !== undefined)) throw new UsageError("give --bundle N or --resubmit, one of them.");
  return { batch, bundle };
}

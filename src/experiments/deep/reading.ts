/**
 * How "nonnegative" is read in a deep network: what follows the affine map of the constrained layers, and what the penalty on
 * negative values falls on. docs/decisions/deep-linear-purity.md
 */
import { z } from "zod";
import type { NonnegativityOn } from "../../objectives/index.js";

export interface Reading {
  readonly activation: "relu" | "linear";
  readonly nonnegativityOn: NonnegativityOn;
}

export const readingFields = ({ activation, nonnegativityOn }: Reading) => ({
  activation: z
    .enum(["relu", "linear"])
    .default(activation)
    .describe("what follows the affine map of the constrained layers"),
  nonnegativityOn: z
    .enum(["preactivation", "activity"])
    .default(nonnegativityOn)
    .describe("what the penalty on negative values falls on: what goes into the activation, or what comes out of it"),
});

/** Linear layers pass on what goes into them: only there is nothing to lay open. */
export const laysOpen = ({ activation, nonnegativityOn }: Reading): boolean =>
  activation === "relu" || nonnegativityOn === "preactivation";

/** Objectives are sums of terms, each with a strength that may change from step to step. */
import type { Tensor } from "../engine/tensor.js";
import { UsageError } from "../math/errors.js";
import type { ObjectiveInputs, ObjectiveTerm } from "../protocols.js";

/** The sum of scalars; consumes them. Throws UsageError when there are none. */
export function addAll(scalars: readonly Tensor[]): Tensor {
  if (scalars.length === 0) throw new UsageError("a sum needs a term: this model exposes nothing for it to act on");
  return scalars.reduce((sum, scalar) => sum.add(scalar));
}

/** The weighted sum of the terms, and each term's own value before its strength, by name. Consumes `strengths`. */
export function weightedSum(
  terms: readonly ObjectiveTerm[],
  inputs: ObjectiveInputs,
  strengths: Readonly<Record<string, Tensor>>,
): { total: Tensor; parts: Record<string, Tensor> } {
  const parts = Object.fromEntries(terms.map((term) => [term.name, term.value(inputs)]));
  const total = addAll(terms.map((term) => parts[term.name].ref.mul(strengths[term.name])));
  return { total, parts };
}

/**
 * Predicted against recorded similarity of conditions. Codes s -> M s have the similarities S Q S' of conditions, which depend on the
 * neurons through Q alone; the cosine of two of them (linear CKA, Kornblith et al. 2019) is that of Sigma^1/2 Q Sigma^1/2.
 */
import { dot, squareRoot } from "../math/linearAlgebra.js";
import { type Matrix, matrix, multiply } from "../math/matrix.js";
import { mean } from "../math/statistics.js";
import type { Neuron } from "../theory/index.js";
import type { Geometry, Trials } from "./protocols.js";

export function geometryOf(
  { support }: Trials,
  recorded: Matrix,
  again: readonly Matrix[],
  optimal: readonly Neuron[],
): Geometry {
  const root = squareRoot(support.covariance);
  const turned = (q: Matrix) => multiply(multiply(root, q), root).data;
  const own = turned(recorded);
  return {
    similarity: cosine(turned(gramOfNeurons(optimal)), own),
    ceiling: again.length === 0 ? null : mean(again.map((q) => cosine(turned(q), own))),
  };
}

const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

/** Q = sum of (gain direction)(gain direction)' */
export function gramOfNeurons(neurons: readonly Neuron[]): Matrix {
  const d = neurons[0].direction.length;
  const out = matrix(d, d);
  for (const { direction, gain } of neurons)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) out.data[i * d + j] += gain * gain * direction[i] * direction[j];
  return out;
}

/** Tensors as one vector. */
import { numpy } from "./library.js";
import { tracingTarget } from "./target.js";
import type { Tensor } from "./tensor.js";

/** The tensors laid end to end as one vector, in the order given. */
export function flatten(tensors: readonly Tensor[]): Tensor {
  const vectors = tensors.map((tensor) => tensor.reshape([-1]));
  return tracingTarget() === "native" ? endToEnd(vectors) : byHalves(smallOnesTogether(vectors));
}

const endToEnd = (vectors: readonly Tensor[]): Tensor =>
  vectors.length === 1 ? vectors[0] : numpy.concatenate([...vectors]);

/** Numbers up to which vectors are joined at once: below, launching another kernel costs more than the work in it. */
const SMALL = 4096;

function smallOnesTogether(vectors: readonly Tensor[]): Tensor[] {
  const runs: Tensor[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const vector of vectors) {
    const fits = length + vector.size <= SMALL;
    length = fits ? length + vector.size : vector.size;
    if (fits) runs[runs.length - 1].push(vector);
    else runs.push([vector]);
  }
  return runs.map(endToEnd);
}

/**
 * Two and two are joined, halves of about equal length first. On WebAssembly every number of a joined vector asks each of the parts
 * whether it comes from there, so eight parts at once cost more than three rounds of two.
 */
function byHalves(vectors: readonly Tensor[]): Tensor {
  if (vectors.length <= 2) return endToEnd(vectors);
  const cut = middleOf(vectors.map(({ size }) => size));
  return endToEnd([byHalves(vectors.slice(0, cut)), byHalves(vectors.slice(cut))]);
}

/** How many of the first parts come nearest to half of the whole; at least one, not all. */
function middleOf(sizes: readonly number[]): number {
  const half = sizes.reduce((sum, size) => sum + size, 0) / 2;
  let [count, before] = [1, sizes[0]];
  while (count < sizes.length - 1 && before + sizes[count] / 2 <= half) before += sizes[count++];
  return count;
}

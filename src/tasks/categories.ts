/**
 * Categories, Whittington et al. 2023, Fig. 11 and A.7: each of a few categories is one fixed vector, uniform on [0, 1] in every
 * dimension, without noise; input and target are that vector. The factors are one-hot: "category k" is 1 in category k.
 */
import { UsageError } from "../math/errors.js";
import { type Key, uniform } from "../math/random.js";
import type { Factor, Task } from "../protocols.js";

/** Samples take the categories in turn, so that their frequencies differ by one at most. Throws UsageError below two. */
export function categories(key: Key, count: number, dimensions: number): Task {
  if (!(count >= 2)) throw new UsageError(`a task of categories needs at least 2, not ${count}`);
  const vectors = uniform(key, count * dimensions);
  return {
    name: `${count} categories`,
    inputs: dimensions,
    outputs: dimensions,
    sample(_, samples) {
      const input = Float32Array.from({ length: samples * dimensions }, (__, i) => {
        const category = Math.floor(i / dimensions) % count;
        return vectors[category * dimensions + (i % dimensions)];
      });
      const factors = Array.from({ length: count }, (__, category) => oneHot(category, count, samples));
      return { count: samples, input, target: input, factors };
    },
  };
}

const oneHot = (category: number, count: number, samples: number): Factor => ({
  name: `category ${category + 1}`,
  kind: "categorical",
  values: Float64Array.from({ length: samples }, (_, row) => (row % count === category ? 1 : 0)),
  levels: ["absent", "present"],
});

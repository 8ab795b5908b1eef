/** The certified optimum of the code of a delay in which two items are held, and the angles between its two memories. */
import { eigenvalues } from "../../math/eigenvalues.js";
import { inversePositive } from "../../math/linearAlgebra.js";
import { fromRows, type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import { type ColourPairs, onRing, recallTrials } from "../../tasks/sequences/cuedRecall.js";
import { predictNeurons, supportFromSamples } from "../../theory/index.js";

export interface DelayOptimum {
  /** Part of the energy that mixed neurons save. */
  readonly saving: number;
  /** Degrees, ascending. */
  readonly angles: readonly number[];
  readonly status: string;
}

const found = new Map<string, DelayOptimum>();

/** Two items on a ring as two groups of cosine and sine; alpha 1, lambda_in 1e-6, lambda_out 0.01. */
export function delayOptimum(colours: number, shown: ColourPairs): DelayOptimum {
  const name = `${colours} ${shown}`;
  const known = found.get(name) ?? solve(colours, shown);
  found.set(name, known);
  return known;
}

function solve(colours: number, shown: ColourPairs): DelayOptimum {
  const { pairs } = recallTrials(colours, shown);
  const rows = pairs.map((pair) => pair.flatMap((colour) => onRing(colour, colours)));
  const support = supportFromSamples(fromRows(rows), { names: ["cos 1", "sin 1", "cos 2", "sin 2"] });
  const groups = [
    [0, 1],
    [2, 3],
  ]; // prettier-ignore
  const { saving, neurons, status } = predictNeurons({ support, groups, alpha: 1, lambdaIn: 1e-6, lambdaOut: 0.01 });
  const gains = fromRows(neurons.map(({ direction, gain }) => direction.map((value) => gain * value)));
  return { saving: saving.least, angles: anglesOf(multiply(transpose(gains), gains)), status };
}

/** Principal angles between the columns of M for the first two coordinates and for the last two, from Q = M'M. */
function anglesOf(q: Matrix): number[] {
  const block = (row: number, col: number): Matrix =>
    matrix(
      2,
      2,
      Float64Array.from({ length: 4 }, (_, k) => q.data[(row + Math.floor(k / 2)) * 4 + col + (k % 2)]),
    );
  const cross = block(0, 2);
  const squared = multiply(
    multiply(inversePositive(block(0, 0)), cross),
    multiply(inversePositive(block(2, 2)), transpose(cross)),
  );
  const cosines = eigenvalues(squared).map(({ real }) => Math.sqrt(Math.min(1, Math.max(0, real))));
  return cosines.sort((a, b) => b - a).map((cosine) => (Math.acos(cosine) * 180) / Math.PI);
}

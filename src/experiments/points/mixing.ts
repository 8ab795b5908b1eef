/** Where the certified optimum begins to mix as the columns of the target mixing turn towards one another. */
import { fromRows, type Matrix, multiply, transpose } from "../../math/matrix.js";
import { codeOfNeurons, cosineThreshold, type Support, solveOptimum } from "../../theory/index.js";

/** Ratios at which the certified optimum alone is asked. */
export const THEORY_RATIOS = [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1] as const;

/** A uniform factor of unit range. */
const UNIFORM = { variance: 1 / 12, halfRange: 1 / 2 };

/** (1/4) / (1/3 + ratio) */
export const closedForm = (ratio: number): number => cosineThreshold(1, ratio, UNIFORM);

/** Two unit columns with this cosine [2 x 2]. */
export const targetsAt = (cosine: number): Matrix =>
  fromRows([
    [1, cosine],
    [0, Math.sqrt(1 - cosine * cosine)],
  ]);

/** |Q_12| / sqrt(Q_11 Q_22), Q = M'M of a code [neurons x 2]: zero for pure neurons, and unique at the optimum. */
export function gramCosine(code: Matrix): number {
  const { data } = multiply(transpose(code), code);
  return Math.abs(data[1]) / Math.sqrt(data[0] * data[3]);
}

/** Below this |Q_12| / sqrt(Q_11 Q_22) the certified optimum counts as modular: it is solved to 1e-9. */
const PURE = 1e-4;

/** Whether the certified optimum has pure neurons alone; exact prediction, lambda_in = lambda_out = ratio, alpha = 1. */
export function strictlyModular(support: Support, ratio: number, targetMixing: Matrix): boolean {
  const problem = { support, targetMixing, alpha: 1, lambdaIn: ratio, lambdaOut: ratio };
  const { neurons } = solveOptimum(problem, { tolerance: 1e-9 });
  return gramCosine(codeOfNeurons(neurons)) < PURE;
}

/** The largest cosine in (0, 1) at which `holds`, which it must up to there and not beyond, to 1e-4. */
export function boundaryOf(holds: (cosine: number) => boolean): number {
  let low = 0;
  let high = 0.999;
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

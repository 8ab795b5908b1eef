/**
 * Linear support vector classification by one variable, with squared hinge loss:
 *   minimise (w^2 + b^2) / 2 + sum_i C_i max(0, 1 - s_i (w x_i + b))^2,   s_i = +-1.
 * The problem of liblinear's L2-regularised L2-loss SVM (Fan et al., JMLR 9, 2008, eq. 2) with a bias term that is penalised like
 * a weight, which is scikit-learn's `LinearSVC`. One variable makes it two numbers to find; the objective is piecewise
 * quadratic and strictly convex, so Newton's method with step halving ends at the optimum itself.
 */
import type { Labels } from "./information/index.js";

/** Scores w x + b. */
export interface Line {
  readonly weight: number;
  readonly bias: number;
}

interface Descent extends Line {
  readonly loss: number;
  /** Newton's step. */
  readonly step: Line;
  /** Decrease that the step promises to first order. */
  readonly promise: number;
}

/** Fits one variable against +-1, errors on the positive and negative side charged differently. */
export function fitSquaredHinge(
  x: ArrayLike<number>,
  isPositive: (row: number) => boolean,
  positiveCost: number,
  negativeCost: number,
): Line {
  const sides = Int8Array.from({ length: x.length }, (_, row) => (isPositive(row) ? 1 : -1));
  const values = Float64Array.from(x);
  const evaluate = (line: Line) => descentAt(values, sides, positiveCost, negativeCost, line);
  let here = evaluate({ weight: 0, bias: 0 });
  for (let iteration = 0; iteration < 100 && here.promise > 1e-14 * here.loss; iteration++) {
    let size = 1;
    let next = evaluate(along(here, size));
    while (next.loss > here.loss - 0.25 * size * here.promise && size > 1e-8) {
      size /= 2;
      next = evaluate(along(here, size));
    }
    if (next.loss >= here.loss) break;
    here = next;
  }
  return { weight: here.weight, bias: here.bias };
}

const along = ({ weight, bias, step }: Descent, size: number): Line => ({
  weight: weight + size * step.weight,
  bias: bias + size * step.bias,
});

function descentAt(
  x: Float64Array,
  sides: Int8Array,
  positiveCost: number,
  negativeCost: number,
  { weight, bias }: Line,
): Descent {
  let loss = (weight * weight + bias * bias) / 2;
  let [slope, slopeBias] = [weight, bias];
  let [curve, cross, curveBias] = [1, 0, 1];
  for (let i = 0; i < x.length; i++) {
    const side = sides[i];
    const short = 1 - side * (weight * x[i] + bias);
    if (short <= 0) continue;
    const cost = side > 0 ? positiveCost : negativeCost;
    const pull = -2 * side * cost * short;
    loss += cost * short * short;
    slope += pull * x[i];
    slopeBias += pull;
    curve += 2 * cost * x[i] * x[i];
    cross += 2 * cost * x[i];
    curveBias += 2 * cost;
  }
  const determinant = curve * curveBias - cross * cross;
  const step = {
    weight: (cross * slopeBias - curveBias * slope) / determinant,
    bias: (cross * slope - curve * slopeBias) / determinant,
  };
  return { weight, bias, loss, step, promise: -(slope * step.weight + slopeBias * step.bias) };
}

/**
 * One line for every class against the rest, errors on class k charged cost n / (K n_k) on its own rows and `cost` on the others
 * (scikit-learn's `class_weight="balanced"`; with two classes there is one line, and either side has its own weight). Every
 * class must occur.
 */
export function fitSupportLines(x: ArrayLike<number>, labels: Labels, counts: ArrayLike<number>, cost: number): Line[] {
  const { values, levels } = labels;
  const weighted = (k: number) => (cost * values.length) / (levels * counts[k]);
  if (levels === 2) return [fitSquaredHinge(x, (row) => values[row] === 1, weighted(1), weighted(0))];
  return Array.from({ length: levels }, (_, k) => fitSquaredHinge(x, (row) => values[row] === k, weighted(k), cost));
}

/** The class whose line is highest, the first of equals; for two classes the side of the one line. */
export function supportClass(lines: readonly Line[], x: number): number {
  const score = ({ weight, bias }: Line) => weight * x + bias;
  if (lines.length === 1) return score(lines[0]) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < lines.length; k++) if (score(lines[k]) > score(lines[best])) best = k;
  return best;
}

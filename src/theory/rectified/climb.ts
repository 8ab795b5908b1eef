/** Local search for a unit that saves energy: the top eigenvector on the face of the last one, again and again while it improves. */
import { apply, backSubstitute, forwardSubstitute, symmetricEigen, tryCholesky } from "../../math/linearAlgebra.js";
import { gram, type Matrix, matrix, rowOf } from "../../math/matrix.js";
import type { Cloud, Unit } from "./protocols.js";
import { bestUnits, MOST_FOUND, type ValuedUnit, valuedUnit } from "./unit.js";

const MOST_STEPS = 30;

/** Units of value above `threshold` where climbs from `starts` [d + 1] end, the best first. */
export function climbed(
  cloud: Cloud,
  starts: readonly Float64Array[],
  dual: Matrix,
  threshold: number,
  most = MOST_FOUND,
): Unit[] {
  const ends = starts.flatMap((start) => climbFrom(cloud, start, dual) ?? []);
  return bestUnits(
    ends.filter(({ value }) => value > threshold),
    most,
  );
}

function climbFrom(cloud: Cloud, start: Float64Array, dual: Matrix): ValuedUnit | undefined {
  let best = valuedUnit(cloud, start, dual);
  for (let step = 0; step < MOST_STEPS && best !== undefined; step++) {
    const top = topAt(cloud, best, dual);
    const next = top && longerOf(cloud, best, top, dual);
    if (next === undefined || next.value <= best.value * (1 + 1e-12)) return best;
    best = next;
  }
  return best;
}

/** The best of the way from a unit to the top of its face, which may lie outside of it. */
function longerOf(cloud: Cloud, from: Unit, to: Float64Array, dual: Matrix) {
  return [1, 0.5, 0.2, 0.05]
    .flatMap(
      (part) =>
        valuedUnit(
          cloud,
          from.weights.map((value, i) => value + part * (to[i] - value)),
          dual,
        ) ?? [],
    )
    .sort((a, b) => b.value - a.value)
    .at(0);
}

/** Top eigenvector, towards the unit, of value against cost with the points active that are so now. */
function topAt(cloud: Cloud, { activity, weights }: Unit, dual: Matrix): Float64Array | undefined {
  const { inputs, masses, alpha, inputPrice } = cloud;
  const k = inputs.columns;
  const cost = { ...inputPrice, data: inputPrice.data.slice() };
  const seen = matrix(dual.columns, k);
  for (let t = 0; t < inputs.rows; t++) {
    if (activity[t] === 0) continue;
    const x = inputs.data.subarray(t * k, t * k + k);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) cost.data[i * k + j] += alpha * masses[t] * x[i] * x[j];
      for (let o = 0; o < dual.columns; o++) seen.data[o * k + i] += dual.data[t * dual.columns + o] * x[i];
    }
  }
  const lower = tryCholesky(cost);
  if (lower === undefined) return undefined;
  const turned = matrix(dual.columns, k);
  for (let o = 0; o < dual.columns; o++) turned.data.set(forwardSubstitute(lower, rowOf(seen, o)), o * k);
  const { vectors } = symmetricEigen(gram(turned));
  const top = backSubstitute(
    lower,
    Float64Array.from({ length: k }, (_, i) => vectors.data[i * k + k - 1]),
  );
  const towards = apply(cost, weights).reduce((sum, value, i) => sum + value * top[i], 0);
  return towards < 0 ? top.map((value) => -value) : top;
}

/** What theory says of the teacher's states before any student is trained: how far the optimal neurons mix them. */
import { fromRows } from "../../../math/matrix.js";
import { DIAGONAL } from "../../../tasks/sequences/teacherStudent.js";
import { predictNeurons, supportFromSamples } from "../../../theory/index.js";
import { PAIRS, type PairsName } from "./settings.js";

export interface StateOptimum {
  /** Part of the energy that mixing saves, at least. */
  readonly saving: number;
  /** Least and greatest share of squared weights on main states, over all optimal codes. */
  readonly share: readonly [number, number];
  readonly status: string;
}

/** Steps from one end of a state to the other; every width of a band is a whole number of them. */
const STEPS = 40;

const found = new Map<PairsName, StateOptimum>();

/**
 * The certified optimum of a static nonnegative linear code of two states, which inputs reach at no cost and an orthogonal readout
 * serves. A rectified recurrent student is not of that class: it is drawn beside it.
 */
export function stateOptimum(name: PairsName): StateOptimum {
  const known = found.get(name) ?? solve(name);
  found.set(name, known);
  return known;
}

function solve(name: PairsName): StateOptimum {
  const { rows, weights } = distribution(name);
  const support = supportFromSamples(fromRows(rows), { names: ["state 1", "state 2"], weights });
  const { saving, selectivity, status } = predictNeurons({ support, alpha: 1, lambdaIn: 1e-6, lambdaOut: 0.01 });
  return {
    saving: saving.least,
    share: [selectivity?.minimum ?? Number.NaN, selectivity?.maximum ?? Number.NaN],
    status,
  };
}

function distribution(name: PairsName) {
  const pairs = PAIRS[name];
  const line = Array.from({ length: STEPS + 1 }, (_, k) => k);
  const grid = line.flatMap((x) => line.map((y) => [x, y] as const));
  const far = ([x, y]: readonly [number, number], width: number) => Math.abs(y - x) > Math.round(width * STEPS);
  const kept = grid.filter((point) => pairs.kind !== "band" || !far(point, pairs.width));
  return {
    rows: kept.map(([x, y]) => [x / STEPS - 0.5, y / STEPS - 0.5]),
    weights: kept.map((point) => (pairs.kind === "diagonal" && far(point, DIAGONAL) ? 1 - pairs.again : 1)),
  };
}

/** The columns that every search begins with. */
import type { Column } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import type { ScaledProblem } from "./scaled.js";

/** Both signs of every factor alone. */
export function axisColumns(problem: ScaledProblem, oracle: Oracle): Column[] {
  const d = problem.dimension;
  return Array.from({ length: 2 * d }, (_, k) => {
    const direction = Float64Array.from({ length: d }, (_, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0));
    return { direction, price: oracle.price(direction) };
  });
}

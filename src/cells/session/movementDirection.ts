/** Direction of movement, a stand-in for the head direction where none was recorded. It is not the same: heads turn. */
import type { Path } from "./session.js";
import { smoothMean } from "./smooth.js";

/** Radians, from positions smoothed by a Gaussian of `sigma` samples; NaN where the animal stands still or is lost. [samples] */
export function movementDirection({ x, y }: Pick<Path, "x" | "y">, sigma = 5): Float64Array {
  const tracked = x.map((value, i) => (Number.isFinite(value) && Number.isFinite(y[i]) ? 1 : 0));
  const [px, py] = [x, y].map((values) => smoothMean(values, tracked, 1, values.length, { sigma }));
  const last = x.length - 1;
  return x.map((_, i) => {
    const [before, after] = [Math.max(0, i - 1), Math.min(last, i + 1)];
    const [dx, dy] = [px[after] - px[before], py[after] - py[before]];
    return dx === 0 && dy === 0 ? Number.NaN : Math.atan2(dy, dx);
  });
}

/**
 * The condition of Dorrell et al. 2025 as their code tests it (check_modular): a set of two factors counts as modular when
 *     (min_t w.s_t)^2 - w'Fw >= 0,  F_jj = b_j^2, F_12 = -cov, b_j = min(|min s_j|, |max s_j|), factors demeaned,
 * at 500 unit vectors w. "Mixing energy gain" of their figures is minus the least of it. Rival: the certified optimum, which
 * asks every direction and speaks of energies; random sets of points are never strictly modular.
 */
import type { Matrix } from "../../../math/matrix.js";
import { fold, type Key } from "../../../math/random.js";
import { uniformPoints } from "../sets.js";

const ANGLES = 500;

/** Least margin over the angles for points [points x 2]; stops at the first below `enough`. */
export function angularMargin(samples: Matrix, enough = Number.NEGATIVE_INFINITY, angles = ANGLES): number {
  const { centred, form } = conditionOf(samples);
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < angles && least >= enough; k++) {
    const angle = (2 * Math.PI * k) / angles + 0.01;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    let lowest = 0;
    for (let i = 0; i < centred.length; i += 2) lowest = Math.min(lowest, x * centred[i] + y * centred[i + 1]);
    least = Math.min(least, lowest ** 2 - (form[0] * x * x + 2 * form[1] * x * y + form[2] * y * y));
  }
  return least;
}

/** Demeaned points, and F_11, F_12, F_22. */
function conditionOf({ rows, data }: Matrix) {
  const mean = [0, 0];
  for (let i = 0; i < data.length; i++) mean[i % 2] += data[i] / rows;
  const centred = data.map((value, i) => value - mean[i % 2]);
  const reach = [0, 1].map((part) => {
    const own = centred.filter((_, i) => i % 2 === part);
    return Math.min(Math.max(...own), -Math.min(...own));
  });
  let covariance = 0;
  for (let i = 0; i < rows; i++) covariance += (centred[2 * i] * centred[2 * i + 1]) / rows;
  return { centred, form: [reach[0] ** 2, -covariance, reach[1] ** 2] };
}

/** The first of the sets drawn from key/0, key/1, ... that passes at every angle. Throws RangeError after `most` draws. */
export function firstPassing(key: Key, points: number, most = 50_000): Matrix {
  for (let draw = 0; draw < most; draw++) {
    const samples = uniformPoints(fold(key, draw), points);
    if (angularMargin(samples, 0) >= 0) return samples;
  }
  throw new RangeError(`none of ${most} sets of ${points} points passes the condition: take more points`);
}

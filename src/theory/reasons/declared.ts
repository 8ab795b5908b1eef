/**
 * What ranges declare: every combination of the ends of the declared factors was possible, except in the corners that the rows show
 * to be empty. Factors without a range stand at their mean there.
 */
import { InputError, UsageError } from "../../math/errors.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { discardInterior } from "../extremes.js";
import { selectRows } from "../support.js";
import type { Support } from "../types.js";
import type { EmptyCorner } from "./emptyCorners.js";
import type { End } from "./ends.js";

/** Least and greatest value that a factor could have taken, by name. */
export type Ranges = ReadonlyMap<string, readonly [number, number]>;

/** Factors whose ranges are declared, at most: their box has 2^d corners. */
const MOST_DECLARED = 12;

/** The support with all corners that the ranges declare and no empty corner denies. Throws InputError where rows lie outside. */
export function withRanges(
  support: Support,
  ranges: Ranges,
  ends: readonly End[],
  empty: readonly EmptyCorner[],
): Support {
  const chosen = [...ranges.keys()].map((name) => support.names.indexOf(name));
  if (chosen.length > MOST_DECLARED) {
    throw new UsageError(
      `ranges of up to ${MOST_DECLARED} factors can be declared, not of ${chosen.length}: their box has 2^d corners`,
    );
  }
  requireInside(support, ranges);
  const corners = Array.from({ length: 2 ** chosen.length }, (_, code) => chosen.map((_, k) => (code >> k) & 1));
  const possible = corners.filter((sides) => !empty.some((corner) => denies(corner, ends, chosen, sides)));
  const added = matrix(possible.length, support.names.length);
  possible.forEach((sides, row) => {
    chosen.forEach((factor, k) => {
      const end = ranges.get(support.names[factor])?.[sides[k]] ?? 0;
      added.data[row * added.columns + factor] = end - support.mean[factor];
    });
  });
  return withPoints(support, added);
}

/** Whether every end of an empty corner is among the sides of a corner of the box. */
const denies = (
  corner: EmptyCorner,
  ends: readonly End[],
  chosen: readonly number[],
  sides: readonly number[],
): boolean =>
  corner.ends.every((at) => {
    const { towards } = ends[at];
    const k = chosen.findIndex((factor) => towards[factor] !== 0);
    return k >= 0 && (sides[k] === 1 ? 1 : -1) === towards[chosen[k]];
  });

function withPoints(support: Support, added: Matrix): Support {
  const { points } = support;
  const all = matrix(points.rows + added.rows, points.columns);
  all.data.set(points.data);
  all.data.set(added.data, points.data.length);
  return { ...support, points: selectRows(all, discardInterior(all)) };
}

function requireInside({ names, mean, points }: Support, ranges: Ranges): void {
  for (const [name, [low, high]] of ranges) {
    const factor = names.indexOf(name);
    const slack = 1e-9 * (high - low);
    for (let row = 0; row < points.rows; row++) {
      const value = points.data[row * points.columns + factor] + mean[factor];
      if (value >= low - slack && value <= high + slack) continue;
      throw new InputError(
        `${name} is ${Number(value.toPrecision(6))} in some row, outside of the declared range ${low}:${high}; widen the range`,
      );
    }
  }
}

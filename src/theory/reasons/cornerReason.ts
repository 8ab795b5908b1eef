/** A missing corner as a reason: the line across it that costs most, what that costs, and both in the factors' units. */
import type { Support } from "../types.js";
import { combination, cornerLine, excessOf, type Judged, steepestWeights } from "./cornerCost.js";
import type { EmptyCorner } from "./emptyCorners.js";
import type { End } from "./ends.js";
import { lineThrough } from "./line.js";
import type { Reason, ReasonEnd, ReasonLine } from "./reason.js";
import { cornerText, type Emptied, expectedText, fillText, shortPercent } from "./words.js";

/** Part of what the steepest line gains that one with round weights must keep to be told instead. */
const KEPT = 0.9;

/** How empty a corner is. */
export interface Emptiness extends Emptied, Pick<EmptyCorner, "weights" | "chance"> {}

/** `emptiness` is undefined where the rows are no draws. */
export function cornerReason(judged: Judged, support: Support, corner: readonly End[], emptiness?: Emptiness): Reason {
  const towards = corner.map((end) => end.towards.map((value) => value / reachOf(support, end)));
  const weights = readableWeights(judged, corner, towards, emptiness?.weights);
  const outward = combination(towards, weights);
  const { pays, saving, found, needed } = cornerLine(judged, outward);
  const fixed = corner.reduce((sum, end, k) => sum + (isContinuous(end) ? 0 : weights[k]), 0);
  const described = {
    ends: corner.map((end) => describeEnd(end, support)),
    line: lineOf(corner.filter(isContinuous), support, outward, found - fixed, needed - fixed),
  };
  return {
    kind: "corner",
    factors: [...new Set(corner.map(({ name }) => name))],
    ...described,
    pays,
    saving,
    expectedRows: emptiness === undefined ? null : (emptiness.expected * emptiness.count) / emptiness.draws,
    chance: emptiness?.chance ?? null,
    words: `a corner is missing: ${cornerText(described)}${remark(pays, saving, emptiness)}`,
    fill: fillText(described),
  };
}

function remark(pays: boolean, saving: number | null, emptiness: Emptiness | undefined): string {
  const emptier = emptiness === undefined ? [] : [expectedText(emptiness)];
  const worth = saving === null ? [] : [pays ? `mixing there saves ${savedText(saving)}` : "mixing does not pay there"];
  const parts = [...emptier, ...worth];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

/** Savings below this are not told from rounding. */
const SEEN = 1e-7;

const savedText = (saving: number): string =>
  saving < SEEN ? `less than ${shortPercent(SEEN)}` : shortPercent(saving);

export const isContinuous = ({ place }: End): boolean => place.kind === "minimum" || place.kind === "maximum";

/** How far the points reach towards an end, from the mean. */
function reachOf({ points }: Support, { towards }: End): number {
  let most = 0;
  for (let row = 0; row < points.rows; row++) {
    let value = 0;
    for (let i = 0; i < points.columns; i++) value += towards[i] * points.data[row * points.columns + i];
    most = Math.max(most, value);
  }
  return most;
}

function describeEnd(end: End, support: Support): ReasonEnd {
  const { name: factor, place } = end;
  if (place.kind === "level") return { factor, value: place.level, ...place };
  if (place.kind === "angle") return { factor, value: place.angle, ...place };
  const at = coordinateOf(end);
  return { factor, value: support.mean[at] + end.towards[at] * reachOf(support, end), ...place };
}

/** The coordinate of a continuous factor. */
const coordinateOf = ({ towards }: End): number => towards.findIndex((value) => value !== 0);

/**
 * The steepest weights, or rounder ones that gain nearly as much: equal in the factors' units, else of few digits. Where mixing does
 * not pay, those of the line beyond which rows are missing.
 */
function readableWeights(
  judged: Judged,
  corner: readonly End[],
  towards: readonly Float64Array[],
  emptiest: readonly number[] | undefined,
): readonly number[] {
  const steepest = steepestWeights(judged, towards);
  const gain = excessOf(judged, combination(towards, steepest));
  const best = gain > 0 ? steepest : (emptiest ?? steepest);
  const units = corner.map((end, k) => (isContinuous(end) ? Math.abs(towards[k][coordinateOf(end)]) : 0));
  const sizes = best.map((weight, k) => weight * units[k]);
  const largest = Math.max(...sizes);
  const rounded = (round: (part: number) => number): number[] =>
    best.map((weight, k) => (units[k] > 0 ? (largest * round(sizes[k] / largest)) / units[k] : weight));
  const [equal, ...digits] = [() => 1, ...[1, 2, 3].map((count) => (part: number) => Number(part.toPrecision(count)))];
  if (gain <= 0) return rounded(digits[0]);
  const keeps = (tried: readonly number[]): boolean => excessOf(judged, combination(towards, tried)) >= KEPT * gain;
  return [equal, ...digits].map(rounded).find(keeps) ?? best;
}

/** `found` and `needed` are of the continuous part about the mean; null where the corner has none. */
const lineOf = (
  continuous: readonly End[],
  support: Support,
  outward: Float64Array,
  found: number,
  needed: number,
): ReasonLine | null =>
  continuous.length === 0
    ? null
    : lineThrough(
        continuous.map((end) => ({
          factor: end.name,
          weight: outward[coordinateOf(end)],
          mean: support.mean[coordinateOf(end)],
        })),
        found,
        needed,
      );

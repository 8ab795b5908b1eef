/**
 * Reasons where every gap of the joint range is meant, ordered by the energy they cost: pairs of single factors of which one does not
 * reach far enough while the other is at its cheap extreme; failing that, the side of the hull that cuts deepest; among groups, the
 * corners that no row has.
 */
import type { JudgedPrediction } from "../predict.js";
import type { CodingProblem, PairReach, Support, WorstFacet } from "../types.js";
import { combination, cornerLine, type Judged, steepestWeights } from "./cornerCost.js";
import { cornerReason } from "./cornerReason.js";
import type { End } from "./ends.js";
import { lineThrough } from "./line.js";
import type { Reason } from "./reason.js";
import { describePair, lineText, pairFillText, reachText } from "./words.js";

export function designReasons(judged: JudgedPrediction, { support }: CodingProblem, ends: readonly End[]): Reason[] {
  const { pairs, worstFacet, verdict, settings } = judged.prediction;
  if (verdict === "modular") return [];
  if (settings.groups.length > 0) return cornersOfGroups(judged, support, ends);
  const failing = pairs.filter(({ holds }) => !holds);
  if (failing.length > 0) return failing.map((pair) => pairReason(judged, ends, pair));
  return worstFacet === null ? [] : [facetReason(judged, support, worstFacet)];
}

function pairReason(judged: Judged, ends: readonly End[], pair: PairReach): Reason {
  const { factors, side, extreme, reachFound, reachNeeded } = pair;
  const below = reachNeeded < reachFound[0];
  const other = below ? "minimum" : "maximum";
  const corner = [endAt(ends, factors[0], side), endAt(ends, factors[1], other)];
  const towards = corner.map((end) => end.towards);
  return {
    kind: "corner",
    factors,
    ends: [
      { factor: factors[0], kind: side, value: extreme },
      { factor: factors[1], kind: other, value: reachNeeded },
    ],
    line: {
      weights: [{ factor: factors[1], weight: 1 }],
      limit: below ? "falls below" : "rises above",
      found: below ? reachFound[0] : reachFound[1],
      needed: reachNeeded,
    },
    pays: true,
    saving: cornerLine(judged, combination(towards, steepestWeights(judged, towards))).saving,
    expectedRows: null,
    chance: null,
    words: describePair(pair),
    fill: pairFillText(pair),
  };
}

function endAt(ends: readonly End[], name: string, side: "minimum" | "maximum"): End {
  const found = ends.find((end) => end.name === name && end.place.kind === side);
  if (found === undefined) throw new RangeError(`the factor ${name} has no ${side}`);
  return found;
}

/** Parts of a side's normal below this part of its largest, in standard deviations, are not named. */
const NAMED = 0.01;

/** "a corner is missing: x + 0.5 y never falls below 0.6; purity needs 0.4" */
function facetReason(judged: Judged, support: Support, { normal, offset, needed }: WorstFacet): Reason {
  const d = normal.length;
  const sizes = normal.map((value, i) => Math.abs(value) * Math.sqrt(support.covariance.data[i * d + i]));
  const named = [...normal.keys()].filter((i) => sizes[i] > NAMED * Math.max(...sizes));
  const parts = named.map((i) => ({ factor: support.names[i], weight: normal[i], mean: support.mean[i] }));
  const line = lineThrough(parts, offset, needed);
  return {
    kind: "corner",
    factors: named.map((i) => support.names[i]),
    ends: [],
    line,
    pays: true,
    saving: cornerLine(judged, Float64Array.from(normal)).saving,
    expectedRows: null,
    chance: null,
    words: `a corner is missing: ${lineText(line, DIGITS)}`,
    fill: `rows with ${reachText(line, DIGITS)}`,
  };
}

/** Significant digits of a design's limits, which are exact. */
const DIGITS = 4;

/** Corners of two factors or groups, at most, that are listed. */
const MOST_LISTED = 8;

/** Corners of two factors that cost energy, the costliest first. */
function cornersOfGroups(judged: Judged, support: Support, ends: readonly End[]): Reason[] {
  const pairs = ends.flatMap((a) => ends.filter((b) => b.block > a.block).map((b) => [a, b]));
  return pairs
    .map((corner) => cornerReason(judged, support, corner))
    .filter(({ pays }) => pays)
    .sort((a, b) => (b.saving ?? 0) - (a.saving ?? 0))
    .slice(0, MOST_LISTED);
}

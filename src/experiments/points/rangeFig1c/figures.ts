/** The figure of `range-fig1c`: points, certified neurons and trained units, with and without the corner point. */
import { codePicture, drawFigure, factorCloud, type Panel, seedBars } from "../../../figures/index.js";
import { median } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { modularityForm, neuronsOfCode, reduceProblem, supportFromSamples } from "../../../theory/index.js";
import { pairsOf } from "../figures.js";
import type { PointResult } from "../job.js";
import { EDGE_POINTS, type PointPair, pointPairs } from "./measures.js";

export function rangeFig1cFigures(results: readonly JobResult[]): Figure[] {
  const pairs = pointPairs(results);
  if (pairs.length === 0) return [];
  const shown = clearest(pairs);
  return [codesFigure(shown), deletionFigure(pairs)];
}

/** The set whose saving without the point is the median of those that mix; the first where none does. */
function clearest(pairs: readonly PointPair[]): PointPair {
  const mixing = pairs.filter(({ savings }) => savings[0] > 0);
  const ordered = [...mixing].sort((a, b) => a.savings[0] - b.savings[0]);
  return ordered[Math.floor(ordered.length / 2)] ?? pairs[0];
}

function codesFigure({ seed, whole, without }: PointPair): Figure {
  return drawFigure({
    id: "range-fig1c-codes",
    title: "One missing corner point mixes neurons",
    caption:
      "Left: points, their hull, the ellipse that the hull must enclose for pure neurons to be optimal, and the certified " +
      "neurons. Right: units of trained autoencoders. Top: all points; bottom: without (0, 0.9). " +
      `Set ${seed}, the middle one of those that mix.`,
    summary:
      `Selectivity of trained codes ${whole.trained.selectivity.toFixed(3)} with all points, ` +
      `${without.trained.selectivity.toFixed(3)} without the corner point.`,
    panels: [...rowOf(whole, "all points"), ...rowOf(without, "without (0, 0.9)")],
    columns: 2,
  });
}

function rowOf({ samples, code, optimalCode }: PointResult, name: string): Panel[] {
  const support = supportFromSamples(samples);
  const problem = { support };
  return [
    ...factorCloud({
      title: `${name}: certified`,
      names: ["factor 1", "factor 2"],
      points: centred(samples, support.mean),
      mean: support.mean,
      hull: support.points,
      ellipse: modularityForm(reduceProblem(problem)),
      neurons: neuronsOfCode(problem, optimalCode),
    }),
    ...codePicture({
      names: ["factor 1", "factor 2"],
      points: pairsOf(samples),
      size: 340,
      states: [{ label: `${name}: trained`, weights: pairsOf(code, 0.05) }],
    }),
  ];
}

const centred = (samples: PointResult["samples"], mean: ArrayLike<number>) => ({
  ...samples,
  data: samples.data.map((value, k) => value - mean[k % 2]),
});

/** What each of the eight points is worth, over all sets. */
function deletionFigure(pairs: readonly PointPair[]): Figure {
  const percent = (k: number) => pairs.map(({ savings }) => 100 * savings[k]);
  return drawFigure({
    id: "range-fig1c-deletions",
    title: "Which points keep neurons pure?",
    caption:
      "Energy that mixing saves in the certified optimum after leaving out one of the eight points near the edges; 0 where pure " +
      "neurons stay optimal. Dots: sets.",
    summary: EDGE_POINTS.map(([x, y], k) => `without (${x}, ${y}) median ${median(percent(k)).toFixed(3)} %`).join(
      "; ",
    ),
    panels: [
      seedBars({
        title: "Energy saved by mixing without one point",
        valueLabel: "energy saved (%)",
        width: 560,
        conditions: EDGE_POINTS.map(([x, y], k) => ({ label: `without (${x}, ${y})`, values: percent(k) })),
      }),
    ],
  });
}

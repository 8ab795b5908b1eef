/** What the figures of the studies on fixed points have in common. */
import { codePicture, drawFigure } from "../../figures/index.js";
import type { Matrix } from "../../math/matrix.js";
import type { Figure } from "../../protocols.js";
import type { PointResult } from "./job.js";

/** Rows of a two-column matrix as pairs, without those shorter than `least` times the longest. */
export function pairsOf({ rows, data }: Matrix, least = 0): [number, number][] {
  const all = Array.from({ length: rows }, (_, row): [number, number] => [data[2 * row], data[2 * row + 1]]);
  const longest = all.reduce((most, [x, y]) => Math.max(most, Math.hypot(x, y)), 0);
  return all.filter(([x, y]) => Math.hypot(x, y) >= least * longest);
}

/** One trained code between its beginning and the optimum. */
export function codeFigure(id: string, { seed, samples, code, initialCode, optimalCode }: PointResult): Figure {
  return drawFigure({
    id,
    title: "The code that was proven optimal, and the one that was trained",
    caption: `Arrows: each unit's weights on the two factors; weights under 5 % of the longest are left out. Seed ${seed}.`,
    summary: "The trained arrows lie along the certified ones.",
    panels: codePicture({
      names: ["factor 1", "factor 2"],
      points: pairsOf(samples),
      size: 220,
      states: [
        { label: "before training", weights: pairsOf(initialCode, 0.05) },
        { label: "trained", weights: pairsOf(code, 0.05) },
        { label: "certified optimum", weights: pairsOf(optimalCode, 0.05) },
      ],
    }),
  });
}

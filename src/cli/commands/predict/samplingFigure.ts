/** What a sample says of the saving, drawn over p0: how rare a moment may be and still not need to be served. */
import { drawFigure, type LineSeries, lineBand } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { type AtRare, type Sampling, samplingTexts } from "../../../theory/index.js";

/** Nothing where the verdict was not followed over p0. */
export function samplingFigure(sampling: Sampling | null): Figure[] {
  if (sampling === null || sampling.curve.length < 2) return [];
  const { curve, rare, within, effective, units } = sampling;
  const own = { xLog: true, xLabel: "p0, share of moments that need not be served", width: 440, height: 300 };
  const chosen = { value: rare, label: `p0 = ${rare}` };
  return [
    drawFigure({
      id: "sampling",
      title: "What mixing saves, by what need not be served",
      caption:
        `Lines: of the ${units.kind === "design" ? "design" : "sample"}, worth ${Math.round(effective)} independent moments. Bands: 95 % intervals. ` +
        "Independent factors with the same margins mix too, where their tails are long; the excess is what their joint distribution costs. " +
        `Up to ${100 * within} % counts as modular.`,
      summary: samplingTexts(sampling).join(" "),
      panels: [
        lineBand({
          ...own,
          title: "Saving",
          yLabel: "saving (% of the energy)",
          series: [
            seriesOf(
              "this sample",
              curve,
              (at) => at.estimate,
              (at) => at.saving,
            ),
            seriesOf("independent factors", curve, (at) => at.baseline),
          ],
          verticals: [chosen],
          horizontals: [{ value: 100 * within, label: "counts as modular" }],
        }),
        lineBand({
          ...own,
          title: "Excess over independent factors",
          yLabel: "excess (% of the energy)",
          series: [
            seriesOf(
              "excess",
              curve,
              (at) => at.excess,
              (at) => at.excessInterval,
            ),
          ],
          verticals: [chosen],
        }),
      ],
    }),
  ];
}

function seriesOf(
  label: string,
  curve: readonly AtRare[],
  value: (at: AtRare) => number,
  interval?: (at: AtRare) => readonly [number, number],
): LineSeries {
  const percent = (of: (at: AtRare) => number) => curve.map((at) => 100 * of(at));
  const band = interval && { low: percent((at) => interval(at)[0]), high: percent((at) => interval(at)[1]) };
  return { label, x: curve.map(({ rare }) => rare), median: percent(value), ...band };
}

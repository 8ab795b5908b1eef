/** The figure of `noise-and-size`: a panel per sweep. */
import { drawFigure, type LineSeries, lineBand, type Panel } from "../../figures/index.js";
import { extent, median } from "../../math/statistics.js";
import type { Figure, JobResult } from "../../protocols.js";
import { spread } from "../frame/claims.js";
import { alongSweep, type Placed, placedResults } from "./measures.js";
import type { NoiseAndSizeSettings } from "./settings.js";

export function noiseAndSizeFigures(results: readonly JobResult[], settings: NoiseAndSizeSettings): Figure[] {
  const placed = placedResults(results);
  if (placed.length === 0) return [];
  const { code, factors } = settings;
  return [
    drawFigure({
      id: "noise-and-size",
      title: "Selectivity against units, factors, noise and correlation",
      caption:
        "Linear networks with orthonormal targets; lines: medians over seeds, bands from least to greatest. Share: of squared gain on each " +
        "neuron's main factor. Chance: upper end of the central 95 % of MIR after random rotations of the same code. Last panel: how far " +
        "the two factors of a correlated pair share neurons, |Q12| / sqrt(Q11 Q22), Q = M'M.",
      summary: `Share on the main factor over all networks: ${spread(placed.map(({ share }) => share))}.`,
      panels: [
        scores("Number of units", "units", alongSweep(placed, "units", code), true),
        scores("Number of factors", "factors", alongSweep(placed, "factors", factors)),
        scores("Noise", "standard deviation of noise on every input", alongSweep(placed, "noise", 0)),
        scores("Correlation, with corners", "correlation within pairs", alongSweep(placed, "with corners", 0)),
        scores("Correlation, without corners", "correlation within pairs", alongSweep(placed, "without corners", 0)),
        mixing(placed),
      ],
      columns: 3,
      width: 1100,
    }),
  ];
}

function series(label: string, rows: readonly Placed[], value: (row: Placed) => number): LineSeries {
  const x = [...new Set(rows.map(({ amount }) => amount))];
  const at = x.map((amount) => rows.filter((row) => row.amount === amount).map(value));
  return {
    label,
    x,
    median: at.map(median),
    low: at.map((values) => extent(values)[0]),
    high: at.map((values) => extent(values)[1]),
  };
}

const scores = (title: string, xLabel: string, rows: readonly Placed[], xLog = false): Panel =>
  lineBand({
    title,
    xLabel,
    yLabel: "score",
    xLog,
    yDomain: [0, 1],
    series: [
      series("share", rows, ({ share }) => share),
      series("MIR", rows, ({ mir }) => mir),
      series("chance", rows, ({ rotated }) => rotated[1]),
    ],
    width: 350,
  });

const mixing = (placed: readonly Placed[]): Panel =>
  lineBand({
    title: "Mixing of correlated pairs",
    xLabel: "correlation within pairs",
    yLabel: "mixing",
    yDomain: [0, 1],
    series: [
      series("without corners", alongSweep(placed, "without corners", 0), (row) => row.mixing),
      series("with corners", alongSweep(placed, "with corners", 0), (row) => row.mixing),
      series("optimum", alongSweep(placed, "without corners", 0), (row) => row.optimalMixing),
    ],
    width: 350,
  });

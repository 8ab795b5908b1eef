/** One quantity against another, as a median line with a band, for several conditions. */
import * as Plot from "@observablehq/plot";
import { type Domain, domainOf, scaledAxis } from "./axis.js";
import { chart, frame, type Panel } from "./panel.js";
import { category, INK, PAPER } from "./theme.js";

export interface LineSeries {
  readonly label: string;
  /** [points]; NaN in the median leaves a gap */
  readonly x: ArrayLike<number>;
  readonly median: ArrayLike<number>;
  /** Ends of the band. [points] */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

/** A line across the whole chart, e.g. a threshold from theory. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

export interface LineBandData {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly LineSeries[];
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  readonly yDomain?: readonly [low: number, high: number];
  readonly verticals?: readonly ReferenceLine[];
  readonly horizontals?: readonly ReferenceLine[];
  readonly width?: number;
  readonly height?: number;
}

/** Median lines with bands, a colour for each series, over the lines of reference. */
export function lineBand(data: LineBandData): Panel {
  const { verticals = [], horizontals = [], series } = data;
  const across = [...series.flatMap(({ x }) => Array.from(x)), ...verticals.map(({ value }) => value)];
  return chart(data.title, {
    width: data.width ?? 400,
    height: data.height ?? 280,
    marginLeft: 58,
    marginRight: 14,
    marginTop: verticals.length > 0 ? 20 : 8,
    marginBottom: 42,
    legend: series.length > 1 ? series.map(({ label }, i) => ({ label, ...category(i), kind: "line" })) : [],
    x: scaledAxis(data.xLabel, domainOf(across, data.xLog), data.xLog),
    y: scaledAxis(data.yLabel, data.yDomain ?? heightOf(data), data.yLog),
    marks: [
      frame(),
      ...series.map((line, i) => bandMark(line, category(i).colour)),
      ...referenceLines(verticals, horizontals),
      ...series.map((line, i) => medianMark(line, i, Boolean(data.yLog))),
      ...referenceNames(verticals, horizontals),
    ],
  });
}

/** A linear axis that stays above zero starts at zero when the data come near it. */
function heightOf({ series, horizontals = [], yLog }: LineBandData): Domain {
  const drawn = series.flatMap(({ median, low = [], high = [] }) =>
    [median, low, high].flatMap((ends) => Array.from(ends)),
  );
  const [low, high] = domainOf([...drawn, ...horizontals.map(({ value }) => value)], yLog, 0.05);
  const [least] = domainOf(drawn, yLog);
  return !yLog && least >= 0 && least < 0.3 * high ? [0, high] : [low, high];
}

const points = ({ x, median, low, high }: LineSeries) =>
  Array.from(median, (value, i) => ({ x: x[i], median: value, low: low?.[i], high: high?.[i] }));

const bandMark = (series: LineSeries, colour: string): Plot.Markish =>
  series.low && series.high
    ? Plot.areaY(points(series), { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.2 })
    : null;

function medianMark(series: LineSeries, index: number, positive: boolean): Plot.Markish {
  const { colour, dash } = category(index);
  const shown = points(series).map((point) =>
    positive && !(point.median > 0) ? { ...point, median: Number.NaN } : point,
  );
  return Plot.lineY(shown, { x: "x", y: "median", stroke: colour, strokeWidth: 1.8, strokeDasharray: dash });
}

/** Dashed lines across the chart. */
export function referenceLines(
  verticals: readonly ReferenceLine[],
  horizontals: readonly ReferenceLine[],
): Plot.Markish[] {
  const style = { stroke: INK, strokeOpacity: 0.7, strokeDasharray: "4 3", strokeWidth: 1.2 };
  return [Plot.ruleX(verticals, { x: "value", ...style }), Plot.ruleY(horizontals, { y: "value", ...style })];
}

/** What they are called, at the top (vertical) or at the right (horizontal), on a rim of paper where curves pass. */
export function referenceNames(
  verticals: readonly ReferenceLine[],
  horizontals: readonly ReferenceLine[],
): Plot.Markish[] {
  const name = { text: "label", fill: INK, stroke: PAPER, strokeWidth: 4, strokeOpacity: 0.85 } as const;
  return [
    Plot.text(verticals, { x: "value", ...name, frameAnchor: "top", lineAnchor: "bottom", dy: -4 }),
    Plot.text(horizontals, { y: "value", ...name, frameAnchor: "right", textAnchor: "end", dx: -4, dy: -7 }),
  ];
}

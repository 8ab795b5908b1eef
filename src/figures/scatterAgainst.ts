/** One number against another, a point per seed or setting: theory against training, metric against metric. */
import * as Plot from "@observablehq/plot";
import { domainOf, levelTicks, scaledAxis } from "./axis.js";
import { type ReferenceLine, referenceLines, referenceNames } from "./lineBand.js";
import { chart, frame, type Panel } from "./panel.js";
import { category, GREY, INK, PAPER, SIZE } from "./theme.js";

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Named in the legend, with a colour and a symbol of its own. */
  readonly group?: string;
  /** Ends of an error bar in y. */
  readonly low?: number;
  readonly high?: number;
}

/** A line under the points, e.g. what theory says. */
export interface ScatterCurve {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly dashed?: true;
}

const DASHES = "5 3";

export interface ScatterAgainstData {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Points with NaN are left out. */
  readonly points: readonly ScatterPoint[];
  readonly curves?: readonly ScatterCurve[];
  /** Draws y = x. */
  readonly identity?: boolean;
  readonly verticals?: readonly ReferenceLine[];
  readonly horizontals?: readonly ReferenceLine[];
  /** Ends of the axes; by default the extremes of what is drawn. */
  readonly xDomain?: readonly [low: number, high: number];
  readonly yDomain?: readonly [low: number, high: number];
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  /** Where an axis is one of categories: names of the levels 0, 1, ... */
  readonly xLevels?: readonly string[];
  readonly yLevels?: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

/** Points with error bars, over curves and lines of reference; a colour and a symbol for each group. */
export function scatterAgainst(data: ScatterAgainstData): Panel {
  const { verticals = [], horizontals = [], curves = [] } = data;
  const groups = [...new Set(data.points.map(({ group }) => group ?? ""))];
  const style = (point: ScatterPoint) => category(groups.indexOf(point.group ?? ""));
  const named = groups.filter(Boolean);
  const [xDomain, yDomain] = domains(data);
  return chart(data.title, {
    width: data.width ?? 320,
    height: data.height ?? 300,
    marginLeft: 58,
    marginRight: 14,
    marginTop: verticals.length > 0 ? 20 : 8,
    marginBottom: 42,
    legend: [
      ...curves.map(({ label, dashed }) => ({ label, colour: INK, kind: "line" as const, dash: dashed ? DASHES : "" })),
      ...named.map((label) => ({ label, ...category(groups.indexOf(label)), dash: "", kind: "symbol" as const })),
    ],
    x: {
      ...scaledAxis(data.xLabel, data.xDomain ?? xDomain, data.xLog),
      ...(data.xLevels && levelTicks(data.xLevels)),
    },
    y: {
      ...scaledAxis(data.yLabel, data.yDomain ?? yDomain, data.yLog),
      ...(data.yLevels && levelTicks(data.yLevels)),
    },
    marks: [
      frame(),
      data.identity ? identityLine(data.points) : null,
      ...curves.map(({ points, dashed }) =>
        Plot.line(points, { x: "0", y: "1", stroke: INK, strokeWidth: 1.4, strokeDasharray: dashed ? DASHES : "" }),
      ),
      ...referenceLines(verticals, horizontals),
      Plot.ruleX(
        data.points.filter(({ low, high }) => low !== undefined && high !== undefined),
        {
          x: "x",
          y1: "low",
          y2: "high",
          stroke: (point: ScatterPoint) => style(point).colour,
        },
      ),
      Plot.dot(data.points, {
        x: "x",
        y: "y",
        r: SIZE.dot + 0.3,
        symbol: (point: ScatterPoint) => style(point).symbol,
        fill: (point: ScatterPoint) => style(point).colour,
        stroke: PAPER,
        strokeWidth: 0.6,
      }),
      ...referenceNames(verticals, horizontals),
    ],
  });
}

/** With the identity line, both axes cover the same stretch. */
function domains({ points, curves = [], identity, xLog, yLog, verticals = [], horizontals = [] }: ScatterAgainstData) {
  const drawn = curves.flatMap((curve) => curve.points);
  const across = [...points.map(({ x }) => x), ...drawn.map(([x]) => x), ...verticals.map(({ value }) => value)];
  const ends = points.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  const up = [...ends, ...drawn.map(([, y]) => y), ...horizontals.map(({ value }) => value)];
  const both = [...across, ...up];
  return [domainOf(identity ? both : across, xLog, 0.05), domainOf(identity ? both : up, yLog, 0.05)] as const;
}

/** y = x from the least to the greatest coordinate. */
function identityLine(points: readonly ScatterPoint[]): Plot.Markish {
  const known = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  if (known.length === 0) return null;
  const ends = [Math.min, Math.max].map((pick) => pick(...known.flatMap(({ x, y }) => [x, y])));
  return Plot.line(ends, {
    x: (end) => end,
    y: (end) => end,
    stroke: GREY.line,
    strokeWidth: 1.2,
    strokeDasharray: "4 3",
  });
}

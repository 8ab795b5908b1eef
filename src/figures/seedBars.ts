/** One number per seed in several conditions: every seed a dot, the median a tick, with its interval and its yardsticks. */
import * as Plot from "@observablehq/plot";
import { median } from "../math/statistics.js";
import { axis } from "./axis.js";
import type { LegendItem } from "./legend.js";
import { chart, type Panel } from "./panel.js";
import { textWidth, wrapText } from "./text.js";
import { GREY, INK, OKABE_ITO, PAPER, SIZE } from "./theme.js";

export interface SeedCondition {
  readonly label: string;
  /** One value per seed; NaN is left out and counted beside the label. */
  readonly values: readonly number[];
  /** Uncertainty of the median, ends in the units of the values. */
  readonly interval?: readonly [low: number, high: number];
  /** What chance gives in this condition, e.g. the central 95 % of a null. */
  readonly chance?: readonly [low: number, high: number];
}

export interface SeedBarsData {
  readonly title: string;
  readonly valueLabel: string;
  readonly conditions: readonly SeedCondition[];
  /** Name of the intervals, for the legend, e.g. "95 % interval"; default "interval of the median". */
  readonly intervalLabel?: string;
  /** Name of the chance bands, for the legend; default "chance (95 %)". */
  readonly chanceLabel?: string;
  /** The best that is possible, e.g. the certified optimum's own value. */
  readonly ceiling?: { readonly value: number; readonly label: string };
  /** Bars from zero to the median; without them only ticks. Default true. */
  readonly bars?: boolean;
  /** Joins each seed's dots across neighbouring conditions. */
  readonly paired?: boolean;
  readonly domain?: readonly [low: number, high: number];
  readonly width?: number;
}

const ROW = 38;
const LABEL_WIDTH = 150;

/** A row for each condition: a dot for each seed, a tick at the median, its interval, the band of chance and the ceiling. */
export function seedBars(data: SeedBarsData): Panel {
  const names = data.conditions.map((condition) => rowLabel(condition).join("\n"));
  const marginLeft =
    14 + Math.max(...names.flatMap((name) => name.split("\n")).map((line) => textWidth(line, SIZE.text)));
  const bars = (data.bars ?? true) && (data.domain?.[0] ?? 0) <= 0;
  return chart(data.title, {
    width: data.width ?? 445,
    height: data.conditions.length * ROW + 46,
    marginLeft,
    marginRight: 16,
    marginTop: 4,
    marginBottom: 42,
    legend: seedLegend(data),
    x: { ...axis(data.valueLabel), ...xDomain(data), nice: !data.domain, ticks: 6 },
    y: { domain: [-0.5, data.conditions.length - 0.5], reverse: true, axis: null },
    marks: [
      Plot.gridX({ ticks: 6, stroke: GREY.line, strokeOpacity: 0.25 }),
      chanceBands(data),
      bars ? medianBars(data) : null,
      ceilingLine(data),
      data.paired ? pairLines(data) : null,
      seedDots(data),
      intervals(data),
      medianTicks(data),
      bars ? Plot.ruleX([0], { stroke: INK, strokeWidth: SIZE.thin }) : null,
      Plot.text(names, {
        x: null,
        y: (_, row) => row,
        text: (name) => name,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8,
      }),
    ],
  });
}

function rowLabel({ label, values }: SeedCondition): string[] {
  const missing = values.filter(Number.isNaN).length;
  const lines = wrapText(label, LABEL_WIDTH, SIZE.text);
  return missing === 0 ? lines : [...lines, `(${missing} undefined)`];
}

function xDomain(data: SeedBarsData): { domain?: [number, number] } {
  if (data.domain) return { domain: [...data.domain] };
  const values = data.conditions.flatMap(({ values, interval, chance }) => [
    ...values,
    ...(interval ?? []),
    ...(chance ?? []),
  ]);
  const known = [...values, data.ceiling?.value ?? Number.NaN].filter(Number.isFinite);
  const start = data.bars === false ? known : [0, ...known];
  return known.length === 0 ? {} : { domain: [Math.min(...start), Math.max(...known)] };
}

const medians = (data: SeedBarsData) =>
  data.conditions
    .map(({ values }, row) => ({ row, known: values.filter(Number.isFinite) }))
    .flatMap(({ row, known }) => (known.length > 0 ? [{ row, value: median(known) }] : []));

const medianBars = (data: SeedBarsData) =>
  Plot.rect(medians(data), {
    x1: 0,
    x2: "value",
    y1: ({ row }) => row - 0.33,
    y2: ({ row }) => row + 0.33,
    fill: OKABE_ITO.sky,
    fillOpacity: 0.4,
  });

const medianTicks = (data: SeedBarsData) =>
  Plot.ruleX(medians(data), {
    x: "value",
    y1: ({ row }) => row - 0.34,
    y2: ({ row }) => row + 0.34,
    stroke: OKABE_ITO.blue,
    strokeWidth: 2.5,
  });

/** Seeds are spread over the row in their order, so that a seed is found at the same height in every row. */
function seedPoints(data: SeedBarsData) {
  const most = Math.max(1, ...data.conditions.map(({ values }) => values.length));
  const offset = (seed: number) => (most === 1 ? -0.09 : 0.34 * (seed / (most - 1)) - 0.26);
  return data.conditions.flatMap(({ values }, row) =>
    values.map((value, seed) => ({ value, seed, y: row + offset(seed) })),
  );
}

const seedDots = (data: SeedBarsData) =>
  Plot.dot(seedPoints(data), {
    x: "value",
    y: "y",
    r: SIZE.dot,
    fill: OKABE_ITO.blue,
    stroke: PAPER,
    strokeWidth: 0.6,
  });

/** An undefined value breaks its seed's line: rows that are not neighbours are never joined. */
const pairLines = (data: SeedBarsData) =>
  Plot.line(seedPoints(data), { x: "value", y: "y", z: "seed", stroke: GREY.line, strokeWidth: SIZE.thin });

function intervals(data: SeedBarsData) {
  const known = data.conditions.flatMap(({ interval }, row) =>
    interval ? [{ row, low: interval[0], high: interval[1] }] : [],
  );
  const style = { stroke: INK, strokeWidth: 1.4 };
  const cap = (end: "low" | "high") =>
    Plot.ruleX(known, { x: end, y1: ({ row }) => row + 0.15, y2: ({ row }) => row + 0.31, ...style });
  return [Plot.ruleY(known, { x1: "low", x2: "high", y: ({ row }) => row + 0.23, ...style }), cap("low"), cap("high")];
}

const chanceBands = (data: SeedBarsData) =>
  Plot.rect(
    data.conditions.flatMap(({ chance }, row) => (chance ? [{ row, low: chance[0], high: chance[1] }] : [])),
    {
      x1: "low",
      x2: "high",
      y1: ({ row }) => row - 0.47,
      y2: ({ row }) => row + 0.47,
      fill: GREY.band,
      fillOpacity: 0.4,
    },
  );

const ceilingLine = ({ ceiling }: SeedBarsData) =>
  ceiling
    ? Plot.ruleX([ceiling.value], { stroke: OKABE_ITO.vermillion, strokeWidth: 1.8, strokeDasharray: "6 3" })
    : null;

function seedLegend(data: SeedBarsData): LegendItem[] {
  const items: LegendItem[] = [
    { label: "one seed", colour: OKABE_ITO.blue, kind: "symbol" },
    { label: "median", colour: OKABE_ITO.blue, kind: "tick" },
  ];
  if (data.conditions.some(({ interval }) => interval))
    items.push({ label: data.intervalLabel ?? "interval of the median", colour: INK, kind: "line" });
  if (data.conditions.some(({ chance }) => chance)) {
    items.push({ label: data.chanceLabel ?? "chance (95 %)", colour: GREY.band, kind: "band" });
  }
  if (data.ceiling) items.push({ label: data.ceiling.label, colour: OKABE_ITO.vermillion, kind: "tick", dash: "6 3" });
  return items;
}

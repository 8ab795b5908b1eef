/** Scores in rows, each with its interval, over bands of what chance gives. */
import * as Plot from "@observablehq/plot";
import { axis } from "./axis.js";
import type { LegendItem } from "./legend.js";
import { chart, type Panel } from "./panel.js";
import { textWidth } from "./text.js";
import { GREY, INK, OKABE_ITO, PAPER, SIZE } from "./theme.js";

export interface ChanceBand {
  /** How chance was drawn, e.g. "permuted"; the same words in every row. */
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

export interface ScoreAgainstChance {
  readonly label: string;
  /** NaN where undefined: the row stays, without a dot. */
  readonly score: number;
  readonly interval?: readonly [low: number, high: number];
  /** At most two. */
  readonly chance: readonly ChanceBand[];
}

export interface ScoresAgainstChanceData {
  readonly title: string;
  readonly scores: readonly ScoreAgainstChance[];
  readonly valueLabel: string;
  readonly width?: number;
}

const ROW = 30;
/** Place and look of the first and the second band of a row: one is filled, the other an outline. */
const BANDS = [
  { from: -0.42, to: 0, fill: GREY.band, fillOpacity: 0.55, stroke: "none" },
  { from: 0, to: 0.42, fill: "none", fillOpacity: 0, stroke: OKABE_ITO.vermillion },
] as const;

/** A row for each score: its dot and interval over up to two bands of chance. */
export function scoresAgainstChance(data: ScoresAgainstChanceData): Panel {
  const { scores } = data;
  const names = [...new Set(scores.flatMap(({ chance }) => chance.map(({ name }) => name)))].slice(0, BANDS.length);
  return chart(data.title, {
    width: data.width ?? 460,
    height: scores.length * ROW + 46,
    marginLeft: 14 + Math.max(...scores.map(({ label }) => textWidth(label, SIZE.text))),
    marginRight: 16,
    marginTop: 4,
    marginBottom: 42,
    legend: legendOf(names, scores),
    x: { ...axis(data.valueLabel), domain: domainAround(scores), nice: true, ticks: 6 },
    y: { domain: [-0.5, scores.length - 0.5], reverse: true, axis: null },
    marks: [
      Plot.gridX({ ticks: 6, stroke: GREY.line, strokeOpacity: 0.25 }),
      ...names.map((name, place) => bandMarks(scores, name, place)),
      Plot.ruleX([0], { stroke: INK, strokeWidth: SIZE.thin }),
      intervalMarks(scores),
      Plot.dot(
        scores.map(({ score }, row) => ({ score, row })).filter(({ score }) => Number.isFinite(score)),
        { x: "score", y: "row", r: 4, fill: OKABE_ITO.blue, stroke: PAPER, strokeWidth: 0.8 },
      ),
      Plot.text(scores, {
        x: null,
        y: (_, row) => row,
        text: ({ label }) => label,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8,
      }),
    ],
  });
}

/** From zero to one, or as far as the numbers go. */
function domainAround(scores: readonly ScoreAgainstChance[]): [number, number] {
  const ends = scores.flatMap(({ score, interval = [], chance }) => [
    score,
    ...interval,
    ...chance.flatMap(({ low, high }) => [low, high]),
  ]);
  const known = ends.filter(Number.isFinite);
  return [Math.min(0, ...known), Math.max(1, ...known)];
}

function bandMarks(scores: readonly ScoreAgainstChance[], name: string, place: number): Plot.Markish {
  const { from, to, ...look } = BANDS[place];
  const bands = scores.flatMap(({ chance }, row) =>
    chance
      .filter((band) => band.name === name && Number.isFinite(band.low))
      .map(({ low, high }) => ({ row, low, high })),
  );
  return Plot.rect(bands, { x1: "low", x2: "high", y1: ({ row }) => row + from, y2: ({ row }) => row + to, ...look });
}

function intervalMarks(scores: readonly ScoreAgainstChance[]): Plot.Markish[] {
  const known = scores.flatMap(({ interval }, row) =>
    interval?.every(Number.isFinite) ? [{ row, low: interval[0], high: interval[1] }] : [],
  );
  const style = { stroke: INK, strokeWidth: 1.4 };
  const cap = (end: "low" | "high") =>
    Plot.ruleX(known, { x: end, y1: ({ row }) => row - 0.14, y2: ({ row }) => row + 0.14, ...style });
  return [Plot.ruleY(known, { x1: "low", x2: "high", y: "row", ...style }), cap("low"), cap("high")];
}

function legendOf(names: readonly string[], scores: readonly ScoreAgainstChance[]): LegendItem[] {
  const items: LegendItem[] = [{ label: "score", colour: OKABE_ITO.blue, kind: "symbol" }];
  if (scores.some(({ interval }) => interval)) items.push({ label: "95 % interval", colour: INK, kind: "line" });
  names.forEach((name, place) => {
    const colour = place === 0 ? GREY.band : OKABE_ITO.vermillion;
    items.push({ label: `chance, ${name}`, colour, kind: place === 0 ? "band" : "line" });
  });
  return items;
}

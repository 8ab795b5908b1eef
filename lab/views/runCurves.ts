/**
 * What is drawn of runs: every seed faintly; of each condition the median over seeds, in a band from the least of them to the most;
 * two runs told apart by dashes.
 */
import { median } from "../../src/math/statistics.js";
import type { Line } from "../panels/line.js";
import type { SeedRow } from "../panels/seedRow.js";
import type { OpenedRun, RunCurve } from "../worker/runs/protocol.js";
import { conditionWords } from "./conditionWords.js";

const COLOURS = ["trained", "certified", "third", "fourth"] as const;
/** By run, then by round of the colours. */
const DASHES = [
  ["none", "1 3"],
  ["7 4", "2 3 7 3"],
] as const;

/** More lines than this cannot be told apart; further conditions are shown when they are ticked. */
export const MOST_CONDITIONS = 2 * COLOURS.length;

/** How a condition looks wherever it is drawn. */
export const lookOf = (condition: number, run: number) => ({
  colour: COLOURS[condition % COLOURS.length],
  dash: DASHES[run % 2][Math.floor(condition / COLOURS.length) % 2],
});

export const conditionsOf = (runs: readonly OpenedRun[]): string[] => [
  ...new Set(runs.flatMap(({ curves, results }) => [...results, ...curves].map(({ condition }) => condition))),
];

export const metricsOf = (runs: readonly OpenedRun[]): string[] => [
  ...new Set(runs.flatMap(({ curves }) => curves.flatMap(({ metrics }) => Object.keys(metrics)))),
];

export const valuesOf = (runs: readonly OpenedRun[]): string[] => [
  ...new Set(runs.flatMap(({ results }) => results.flatMap(({ values }) => Object.keys(values)))),
];

/** `shown`: the conditions in the order that fixes their looks. */
export function linesOf(
  runs: readonly OpenedRun[],
  metric: string,
  all: readonly string[],
  shown: readonly string[],
): Line[] {
  return runs.flatMap(({ name, curves }, run) =>
    shown.flatMap((condition) => {
      const own = curves.filter((curve) => curve.condition === condition && metric in curve.metrics);
      if (own.length === 0) return [];
      const look = lookOf(all.indexOf(condition), run);
      const words = conditionWords(condition, all);
      const label = runs.length > 1 ? `${words} (${name})` : words;
      const seeds = own.map(
        (curve): Line => ({
          label: `${label} seed ${curve.seed}`,
          points: pointsOf(curve, metric),
          ...look,
          faint: true,
        }),
      );
      const spread = spreadOf(own, metric);
      const median = { points: spread.map(({ step, middle }): [number, number] => [step, middle]), ...look };
      if (own.length === 1) return [{ label: `${label}, 1 seed`, ...median }];
      const band = spread.map(({ step, least, most }): [number, number, number] => [step, least, most]);
      return [...seeds, { label: `${label}, ${own.length} seeds`, band, ...median }];
    }),
  );
}

const pointsOf = ({ steps, metrics }: RunCurve, metric: string): [number, number][] =>
  steps.map((step, at) => [step, metrics[metric][at]]);

interface Spread {
  readonly step: number;
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

/** Over seeds, at every step that one of them logged and all of them reached, each seed read between its own records. */
function spreadOf(curves: readonly RunCurve[], metric: string): Spread[] {
  const all = curves.map((curve) => pointsOf(curve, metric).filter(([, value]) => Number.isFinite(value)));
  const steps = [...new Set(all.flatMap((points) => points.map(([step]) => step)))].sort((a, b) => a - b);
  return steps
    .map((step) => ({ step, values: all.map((points) => valueAt(points, step)) }))
    .filter(({ values }) => values.every(Number.isFinite))
    .map(({ step, values }) => ({
      step,
      least: Math.min(...values),
      middle: median(values),
      most: Math.max(...values),
    }));
}

/** Straight between records; NaN before the first and after the last. */
function valueAt(points: readonly (readonly [number, number])[], step: number): number {
  const after = points.findIndex(([at]) => at >= step);
  if (after < 0) return Number.NaN;
  const [later, value] = points[after];
  if (later === step) return value;
  if (after === 0) return Number.NaN;
  const [earlier, before] = points[after - 1];
  return before + ((step - earlier) / (later - earlier)) * (value - before);
}

export function seedRows(
  runs: readonly OpenedRun[],
  value: string,
  all: readonly string[],
  shown: readonly string[],
): SeedRow[] {
  return shown
    .flatMap((condition) =>
      runs.map(({ results }, run) => ({
        id: runs.length > 1 ? `${condition} (${run + 1})` : condition,
        label: runs.length > 1 ? `${conditionWords(condition, all)} (${run + 1})` : conditionWords(condition, all),
        colour: lookOf(all.indexOf(condition), run).colour,
        hollow: run > 0,
        seeds: results
          .filter((result) => result.condition === condition && Number.isFinite(result.values[value]))
          .map(({ seed, values }) => ({ seed, value: values[value] }))
          .sort((a, b) => a.seed - b.seed),
      })),
    )
    .filter(({ seeds }) => seeds.length > 0);
}

/** Settings in which two runs differ: [name, one's, the other's]. */
export function differences([one, other]: readonly OpenedRun[]): [string, string, string][] {
  if (other === undefined) return [];
  const text = (value: unknown) => (value === undefined ? "–" : JSON.stringify(value));
  const names = [...new Set([...Object.keys(one.settings), ...Object.keys(other.settings)])];
  const rows = names.map((name): [string, string, string] => [
    name,
    text(one.settings[name]),
    text(other.settings[name]),
  ]);
  return [...rows, ["engine", one.engine || "–", other.engine || "–"] as [string, string, string]].filter(
    ([, a, b]) => a !== b,
  );
}

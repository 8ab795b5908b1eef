/** What a code costs: the best modular code, the optimum, its proven lower bound, and trained networks. */
import * as Plot from "@observablehq/plot";
import { axis } from "./axis.js";
import type { LegendItem } from "./legend.js";
import { chart, type Panel } from "./panel.js";
import { formatNumber, textWidth, wrapText } from "./text.js";
import { GREY, INK, OKABE_ITO, PAPER, SIZE } from "./theme.js";

export interface EnergyGroup {
  readonly label: string;
  /** Energy of the best code of single-factor neurons. */
  readonly modular: number;
  readonly optimal: number;
  /** No code costs less. */
  readonly lowerBound?: number;
  /** Energies of trained networks, one per seed. */
  readonly trained?: readonly number[];
}

export interface EnergyBarsData {
  readonly title: string;
  readonly groups: readonly EnergyGroup[];
  /** Default "energy". */
  readonly valueLabel?: string;
  readonly width?: number;
}

const LABEL_WIDTH = 140;

/** A row for each group: bars of the modular code and of the optimum, a mark at the lower bound, a dot for each trained network. */
export function energyBars(data: EnergyBarsData): Panel {
  const { groups } = data;
  const trained = groups.some(hasTrained);
  const names = groups.map(({ label }) => wrapText(label, LABEL_WIDTH, SIZE.text).join("\n"));
  const widest = Math.max(...names.flatMap((name) => name.split("\n")).map((line) => textWidth(line, SIZE.text)));
  return chart(data.title, {
    width: data.width ?? 400,
    height: groups.length * (trained ? 62 : 50) + 74,
    marginLeft: 14 + widest,
    marginRight: 78,
    marginTop: 32,
    marginBottom: 42,
    legend: energyLegend(groups),
    x: { ...axis(data.valueLabel ?? "energy"), domain: [0, highest(groups)], ticks: 5 },
    y: { domain: [-0.5, groups.length - 0.5], reverse: true, axis: null },
    marks: [
      Plot.gridX({ ticks: 5, stroke: GREY.line, strokeOpacity: 0.25 }),
      bar(groups, "modular", OKABE_ITO.orange, -0.4, -0.12),
      bar(groups, "optimal", OKABE_ITO.blue, -0.1, 0.18),
      savings(groups),
      Plot.text(["optimal\nagainst\nmodular"], {
        frameAnchor: "top-right",
        textAnchor: "start",
        lineAnchor: "bottom",
        dx: 8,
        dy: 6,
      }),
      bounds(groups),
      trainedDots(groups),
      Plot.ruleX([0], { stroke: INK, strokeWidth: SIZE.thin }),
      Plot.text(names, { y: (_, row) => row, text: (name) => name, frameAnchor: "left", textAnchor: "end", dx: -8 }),
    ],
  });
}

const hasTrained = ({ trained }: EnergyGroup): boolean => trained !== undefined && trained.length > 0;

const highest = (groups: readonly EnergyGroup[]): number =>
  Math.max(
    ...groups.flatMap(({ modular, optimal, trained = [] }) => [modular, optimal, ...trained]).filter(Number.isFinite),
    0,
  ) * 1.04 || 1;

const bar = (groups: readonly EnergyGroup[], part: "modular" | "optimal", fill: string, from: number, to: number) =>
  Plot.rect(groups, { x1: 0, x2: part, y1: (_, row) => row + from, y2: (_, row) => row + to, fill, fillOpacity: 0.85 });

/** Relative differences that rounding and the solver's tolerance make. */
const DUST = 2e-6;
/** Part of the greatest saving within which its bounds are printed as one. */
const ONE_NUMBER = 0.05;

/** "−0.45 %", or both bounds where they differ. */
function savingLabel({ modular, optimal, lowerBound }: EnergyGroup): string {
  const change = (energy: number): number =>
    Math.abs(energy / modular - 1) < DUST ? 0 : (100 * (energy - modular)) / modular;
  const [least, most] = [change(optimal), change(lowerBound !== undefined && lowerBound > 0 ? lowerBound : optimal)];
  const one = Math.abs(most - least) <= Math.max(ONE_NUMBER * Math.abs(most), 100 * DUST);
  return one ? `${formatNumber(least)} %` : `${formatNumber(least)} %\nto ${formatNumber(most)} %`;
}

/** What mixing saves, beside the optimum's bar. */
const savings = (groups: readonly EnergyGroup[]) =>
  Plot.text(groups, {
    y: (_, row) => row + 0.04,
    text: savingLabel,
    frameAnchor: "right",
    textAnchor: "start",
    dx: 8,
  });

const bounds = (groups: readonly EnergyGroup[]) =>
  Plot.ruleX(
    groups.map(({ lowerBound }, row) => ({ row, lowerBound })).filter(({ lowerBound }) => lowerBound !== undefined),
    {
      x: "lowerBound",
      y1: ({ row }) => row - 0.14,
      y2: ({ row }) => row + 0.22,
      stroke: INK,
      strokeWidth: 2,
      strokeDasharray: "3 2",
    },
  );

const trainedDots = (groups: readonly EnergyGroup[]) =>
  Plot.dot(
    groups.flatMap(({ trained = [] }, row) => trained.map((energy) => ({ row, energy }))),
    {
      x: "energy",
      y: ({ row }) => row + 0.32,
      r: SIZE.dot,
      fill: OKABE_ITO.vermillion,
      fillOpacity: 0.8,
      stroke: PAPER,
      strokeWidth: 0.6,
    },
  );

function energyLegend(groups: readonly EnergyGroup[]): LegendItem[] {
  const bound: LegendItem = { label: "lower bound", colour: INK, kind: "tick", dash: "3 2" };
  const network: LegendItem = { label: "trained, one seed", colour: OKABE_ITO.vermillion, kind: "symbol" };
  return [
    { label: "modular", colour: OKABE_ITO.orange, kind: "bar" },
    { label: "optimal", colour: OKABE_ITO.blue, kind: "bar" },
    ...(groups.some(({ lowerBound }) => lowerBound !== undefined) ? [bound] : []),
    ...(groups.some(hasTrained) ? [network] : []),
  ];
}

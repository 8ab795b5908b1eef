/** Example neurons (rows) against every factor (columns): mean activity with the band of its quartiles. */
import * as Plot from "@observablehq/plot";
import type { FactorKind } from "../protocols.js";
import { axis } from "./axis.js";
import { chart, frame, join, type Panel } from "./panel.js";
import { GREY, OKABE_ITO } from "./theme.js";
import type { TuningCurve } from "./tuning.js";

export interface TuningFactor {
  readonly name: string;
  readonly kind: FactorKind;
  /** Names of the levels; categorical factors only. */
  readonly levels?: readonly string[];
}

export interface TunedNeuron {
  /** E.g. "unit 12 (Hz)". */
  readonly label: string;
  /** One for each factor. */
  readonly curves: readonly TuningCurve[];
  /** Number of the factor this neuron prefers; its curve is drawn in blue, the others in grey. */
  readonly preferred?: number;
}

export interface TuningCurvesData {
  readonly title: string;
  readonly factors: readonly TuningFactor[];
  readonly neurons: readonly TunedNeuron[];
}

const CELL = { width: 112, height: 78 } as const;
const LEFT = 52;
const BOTTOM = 40;
const EDGE = 6;

/** A small chart for each neuron and factor; the charts of a neuron share their axis of activity. */
export function tuningCurves({ title, factors, neurons }: TuningCurvesData): Panel {
  const rows = neurons.map((neuron, row) => {
    const last = row === neurons.length - 1;
    const cells = factors.map((factor, column) => tuningCell(neuron, factor, column, last));
    return join("", "row", cells);
  });
  return join(title, "column", rows);
}

/** All of a neuron's cells share the height of its axis, so that flat curves look flat. */
function tuningCell(neuron: TunedNeuron, factor: TuningFactor, column: number, last: boolean): Panel {
  const first = column === 0;
  const [left, bottom] = [first ? LEFT : EDGE, last ? BOTTOM : EDGE];
  const chosen = neuron.preferred === undefined || neuron.preferred === column;
  return chart("", {
    width: CELL.width + left + EDGE,
    height: CELL.height + bottom + EDGE,
    marginLeft: left,
    marginRight: EDGE,
    marginTop: EDGE,
    marginBottom: bottom,
    x: last
      ? factorAxis(factor, neuron.curves[column])
      : { axis: null, ...factorDomain(factor, neuron.curves[column]) },
    y: { domain: activityRange(neuron), nice: true, ...(first ? { ...axis(neuron.label), ticks: 3 } : { axis: null }) },
    marks: [frame(), ...curveMarks(neuron.curves[column], factor, chosen ? OKABE_ITO.blue : GREY.line)],
  });
}

function activityRange({ curves }: TunedNeuron): [number, number] {
  const values = curves.flatMap(({ mean, low, high }) => [...mean, ...low, ...high]).filter(Number.isFinite);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [least, most > least ? most : least + 1];
}

function factorDomain({ kind }: TuningFactor, { x }: TuningCurve): { domain?: [number, number] } {
  return kind === "categorical" && x.length > 0 ? { domain: [Math.min(...x) - 0.5, Math.max(...x) + 0.5] } : {};
}

function factorAxis(factor: TuningFactor, curve: TuningCurve) {
  const { levels, kind, name } = factor;
  if (kind !== "categorical") return { ...axis(name), ticks: 4 };
  const ticks = curve.x.length <= 5 ? [...curve.x] : curve.x.filter((_, i) => i % Math.ceil(curve.x.length / 5) === 0);
  return {
    ...axis(name),
    ...factorDomain(factor, curve),
    ticks,
    tickFormat: (level: number) => levels?.[level] ?? String(level),
  };
}

/** Levels are points with bars; a continuous factor is a line with a band. */
function curveMarks(curve: TuningCurve, { kind }: TuningFactor, colour: string): Plot.Markish[] {
  const bins = curve.x.map((x, i) => ({ x, mean: curve.mean[i], low: curve.low[i], high: curve.high[i] }));
  if (kind === "categorical") {
    return [
      Plot.ruleX(bins, { x: "x", y1: "low", y2: "high", stroke: colour, strokeWidth: 4, strokeOpacity: 0.35 }),
      Plot.dot(bins, { x: "x", y: "mean", r: 2.6, fill: colour }),
    ];
  }
  return [
    Plot.areaY(bins, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.25 }),
    Plot.lineY(bins, { x: "x", y: "mean", stroke: colour, strokeWidth: 1.6 }),
  ];
}

/** How quantities, such as the terms of the loss, change during training: one small chart per condition, one thin line per seed and term. */
import * as Plot from "@observablehq/plot";
import { axis, type Domain, domainOf, scaledAxis } from "./axis.js";
import { chart, frame, type Panel } from "./panel.js";
import { formatNumber } from "./text.js";
import { category, INK } from "./theme.js";

export interface LearningRun {
  readonly seed: number;
  /** [records] */
  readonly steps: ArrayLike<number>;
  /** Values by term, each [records]; NaN leaves a gap, as does zero or below on a logarithmic axis. */
  readonly terms: Readonly<Record<string, ArrayLike<number>>>;
}

export interface LearningCurvesData {
  readonly title: string;
  readonly conditions: readonly { readonly label: string; readonly runs: readonly LearningRun[] }[];
  /** Order of the terms, and so their colours; by default as they first appear. */
  readonly terms?: readonly string[];
  readonly valueLabel?: string;
  /** A linear axis between these; by default a logarithmic one that fits. */
  readonly domain?: Domain;
  /** Charts in a row; default 3. */
  readonly columns?: number;
  readonly width?: number;
}

/** Values this far below the largest are not worth the paper. */
const DECADES = 8;
const CHART_HEIGHT = 150;

interface CurvePoint {
  readonly column: number;
  readonly row: number;
  readonly term: string;
  readonly line: string;
  readonly step: number;
  readonly value: number;
}

/** One chart for each condition on shared axes, one colour for each term. */
export function learningCurves(data: LearningCurvesData): Panel {
  const terms = data.terms ?? [
    ...new Set(data.conditions.flatMap(({ runs }) => runs.flatMap((run) => Object.keys(run.terms)))),
  ];
  const columns = Math.min(data.columns ?? 3, data.conditions.length);
  const rows = Math.ceil(data.conditions.length / columns);
  const place = (index: number) => ({ column: index % columns, row: Math.floor(index / columns) });
  const points = data.conditions.flatMap(({ runs }, index) =>
    runs.flatMap((run) => curvePoints(run, terms, place(index), data.domain === undefined)),
  );
  const labels = data.conditions.map(({ label }, index) => ({ label, ...place(index) }));
  const facets = { fx: "column", fy: "row" } as const;
  return chart(data.title, {
    width: data.width ?? Math.min(900, 80 + 270 * columns),
    height: rows * CHART_HEIGHT + 50,
    marginLeft: 58,
    marginRight: 14,
    marginTop: 18,
    marginBottom: 40,
    legend: terms.map((label, i) => ({ label, colour: category(i).colour, dash: category(i).dash, kind: "line" })),
    fx: { axis: null, padding: 0.1 },
    fy: { axis: null, padding: 0.16 },
    x: { ...axis("training step"), ticks: 4, tickFormat: thousands },
    y: scaledAxis(data.valueLabel ?? "loss term", data.domain ?? lossDomain(points), data.domain === undefined),
    marks: [
      frame(),
      Plot.text(labels, { ...facets, text: "label", frameAnchor: "top-left", dy: -13, fontWeight: "bold", fill: INK }),
      ...terms.map((term, i) =>
        Plot.line(
          points.filter((point) => point.term === term),
          {
            ...facets,
            x: "step",
            y: "value",
            z: "line",
            stroke: category(i).colour,
            strokeDasharray: category(i).dash,
            strokeWidth: 1.2,
            strokeOpacity: 0.8,
            clip: true,
          },
        ),
      ),
    ],
  });
}

function curvePoints(
  run: LearningRun,
  terms: readonly string[],
  place: { column: number; row: number },
  positive: boolean,
): CurvePoint[] {
  return terms.flatMap((term) =>
    Array.from(run.terms[term] ?? [], (value, i) => ({
      ...place,
      term,
      line: `${term} ${run.seed}`,
      step: run.steps[i],
      value: positive && !(value > 0) ? Number.NaN : value,
    })),
  );
}

/** From the largest value down to the smallest, but no more than `DECADES`. */
function lossDomain(points: readonly CurvePoint[]): Domain {
  const [low, high] = domainOf(
    points.map(({ value }) => value),
    true,
    0.03,
  );
  return [Math.max(low, high * 10 ** -DECADES), high];
}

/** 20000 as 20k. */
const thousands = (step: number): string => (step >= 1000 ? `${formatNumber(step / 1000)}k` : formatNumber(step));

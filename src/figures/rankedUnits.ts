/** One number per unit, from the largest to the smallest, with colour and symbol for the factor each prefers. */
import * as Plot from "@observablehq/plot";
import { axis, domainOf } from "./axis.js";
import { chart, frame, type Panel } from "./panel.js";
import { category, PAPER } from "./theme.js";

export interface RankedUnitsData {
  readonly title: string;
  readonly valueLabel: string;
  /** [units]; NaN is left out and counted in the axis label */
  readonly values: ArrayLike<number>;
  /** Factor that each unit prefers, -1 for none. [units] */
  readonly preferred: ArrayLike<number>;
  readonly factorNames: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

/** A dot for each unit [units], largest first, in the colour and with the symbol of the factor it prefers. */
export function rankedUnits(data: RankedUnitsData): Panel {
  const units = Array.from(data.values, (value, unit) => ({ value, factor: data.preferred[unit] }));
  const ranked = units
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => b.value - a.value)
    .map((unit, index) => ({ ...unit, rank: index + 1 }));
  const missing = units.length - ranked.length;
  const values = ranked.map(({ value }) => value);
  const [low, high] = domainOf([0, 1, ...values], false, 0.03);
  return chart(data.title, {
    width: data.width ?? 400,
    height: data.height ?? 250,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 42,
    legend: data.factorNames.map((label, factor) => ({ label, ...category(factor), kind: "symbol" as const })),
    x: {
      ...axis(`unit, by rank${missing > 0 ? ` (${missing} inactive left out)` : ""}`),
      domain: [0.5, Math.max(1, ranked.length) + 0.5],
      ticks: wholeTicks(ranked.length),
      tickFormat: "d",
    },
    y: { ...axis(data.valueLabel), domain: [low, high], ticks: 5 },
    marks: [
      frame(),
      ...data.factorNames.map((_, factor) =>
        Plot.dot(
          ranked.filter((unit) => unit.factor === factor),
          {
            x: "rank",
            y: "value",
            r: 3.4,
            symbol: category(factor).symbol,
            fill: category(factor).colour,
            stroke: PAPER,
            strokeWidth: 0.5,
          },
        ),
      ),
    ],
  });
}

/** Up to seven ranks, evenly spaced. */
function wholeTicks(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / 7));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => 1 + i * step);
}

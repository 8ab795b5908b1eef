/** Networks that keep two sinusoids going: which ratios mix, and the activity of single units. */
import { drawFigure, lineBand, seedBars } from "../../figures/index.js";
import type { Figure } from "../../protocols.js";
import { digits } from "../frame/claims.js";
import type { Row } from "../frame/measures.js";
import type { TwoRhythms } from "./twoRhythms.js";

/** `arrays` holds "code" [steps x units] and "powers" [units x 2]. */
export type RhythmRow = Row & Pick<TwoRhythms, "share" | "index" | "mixed" | "active">;

export interface FigureWords {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
}

/** A pair of frequencies as readers write it. */
const label = (condition: string): string =>
  condition
    .replace("-without-nonnegativity", " without nonnegativity")
    .replace(/^(\d)-(\d)/, "$1 : $2")
    .replace("irrational-", "irrational ");

/** Share and published index of every condition; `caption` goes before the words for the two. */
export function ratiosFigure(rows: readonly RhythmRow[], { caption, ...words }: FigureWords): Figure {
  const conditions = [...new Set(rows.map(({ condition }) => condition))];
  const of = (condition: string, value: (row: RhythmRow) => number) =>
    rows.filter((row) => row.condition === condition).map(value);
  const bars = (title: string, valueLabel: string, value: (row: RhythmRow) => number) =>
    seedBars({
      title,
      valueLabel,
      bars: false,
      domain: [0, 1],
      conditions: conditions.map((condition) => ({ label: label(condition), values: of(condition, value) })),
    });
  return drawFigure({
    ...words,
    caption:
      `${caption}; dots are seeds, ticks medians. A: share of the power of both frequencies that lies in each unit's larger one. ` +
      "B: the published index, from real parts of Fourier coefficients.",
    summary: conditions
      .map(
        (condition) =>
          `${label(condition)}: share ${of(condition, ({ share }) => share)
            .map((value) => digits(value))
            .join(", ")}`,
      )
      .join("; "), // prettier-ignore
    panels: [
      bars("Share in the main frequency", "share of power", ({ share }) => share),
      bars("Published index", "index", ({ index }) => index),
    ],
    columns: 2,
  });
}

/** The strongest units of a network of each of the first two of `conditions` that were trained. */
export function tracesFigure(rows: readonly RhythmRow[], id: string, conditions: readonly string[]): Figure {
  const chosen = conditions.flatMap((name) => rows.find(({ condition }) => condition === name) ?? []).slice(0, 2);
  const shown = chosen.length > 0 ? chosen : rows.slice(0, 1);
  return drawFigure({
    id,
    title: "Units of trained networks",
    caption: "Activity over time of the three units of largest power, of one network each.",
    summary: shown
      .map(({ condition, mixed, active }) => `${label(condition)}: ${mixed} of ${active} active units mixed`)
      .join("; "),
    panels: shown.map(tracesPanel),
    columns: 2,
  });
}

const UNITS = 3;

function tracesPanel({ condition, arrays }: RhythmRow) {
  const { shape, data: code } = arrays.code;
  const powers = arrays.powers.data;
  const [steps, units] = shape;
  const power = (unit: number): number => Number(powers[2 * unit]) + Number(powers[2 * unit + 1]);
  const strongest = [...Array(units).keys()].sort((a, b) => power(b) - power(a)).slice(0, UNITS);
  return lineBand({
    title: label(condition),
    xLabel: "step",
    yLabel: "activity",
    series: strongest.map((unit) => ({
      label: `unit ${unit + 1}`,
      x: [...Array(steps).keys()],
      median: Array.from({ length: steps }, (_, step) => Number(code[step * units + unit])),
    })),
  });
}

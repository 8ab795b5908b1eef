/** Which ratios mix, and theory beside training. */
import { drawFigure, lineBand, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { digits } from "../../frame/claims.js";
import { harmonic, type SinusoidRow, savingOf } from "./claims.js";

export function sinusoidFigures(rows: readonly SinusoidRow[]): Figure[] {
  if (rows.length === 0) return [];
  return [ratiosFigure(rows), theoryFigure(rows), tracesFigure(rows)];
}

const label = (condition: string): string =>
  condition
    .replace("-without-nonnegativity", " without nonnegativity")
    .replace(/^(\d)-(\d)/, "$1 : $2")
    .replace("irrational-", "irrational ");

function ratiosFigure(rows: readonly SinusoidRow[]): Figure {
  const conditions = [...new Set(rows.map(({ condition }) => condition))];
  const of = (condition: string, value: (row: SinusoidRow) => number) =>
    rows.filter((row) => row.condition === condition).map(value);
  const bars = (title: string, valueLabel: string, value: (row: SinusoidRow) => number) =>
    seedBars({
      title,
      valueLabel,
      bars: false,
      domain: [0, 1],
      conditions: conditions.map((condition) => ({ label: label(condition), values: of(condition, value) })),
    });
  return drawFigure({
    id: "sinusoids-ratios",
    title: "Two sinusoids: units mix where one frequency is a multiple of the other",
    caption:
      "Linear recurrent networks that keep two sinusoids going; dots are seeds, ticks medians. A: share of the power of both " +
      "frequencies that lies in each unit's larger one. B: the published index, from real parts of Fourier coefficients.",
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

const theoryFigure = (rows: readonly SinusoidRow[]): Figure =>
  drawFigure({
    id: "sinusoids-theory",
    title: "Which ratios mix was known before training",
    caption:
      "Each dot is a trained network. Across: energy that mixed neurons save in the certified optimum of a static code of both phases. " +
      "Up: share of power off each unit's main frequency.",
    summary: "Energy that mixing saves, certified, against mixing after training.",
    panels: [
      scatterAgainst({
        title: "Certified saving and trained mixing",
        xLabel: "energy saved by mixing (%), certified",
        yLabel: "share of power off the main frequency",
        width: 520,
        points: rows
          .filter(({ nonnegative }) => nonnegative)
          .map((row) => ({
            x: 100 * savingOf(row),
            y: 1 - row.share,
            group: harmonic(row) ? "whole-number ratio" : "other ratio",
          })),
      }),
    ],
  });

/** The strongest units of a network of one ratio that mixes and of one that does not. */
function tracesFigure(rows: readonly SinusoidRow[]): Figure {
  const chosen = ["1-2", "3-7", "irrational-a"]
    .flatMap((name) => rows.find(({ condition }) => condition === name) ?? [])
    .slice(0, 2);
  const shown = chosen.length > 0 ? chosen : rows.slice(0, 1);
  return drawFigure({
    id: "sinusoids-units",
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

function tracesPanel({ condition, arrays }: SinusoidRow) {
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

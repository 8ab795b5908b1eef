/** Which neurons hold which picture, two of them over a trial, and what that costs. */
import { drawFigure, lineBand, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { type PictureRow, partOf, rowsOf } from "./claims.js";
import { type Kind, kindOf } from "./measures.js";
import { SHOWN } from "./settings.js";

const WORDS = { "without-same": "never the same twice", all: "all pairs" } as const;
const KIND_WORDS = { first: "first picture", second: "second picture", both: "both" } as const;
const NAMES = ["first", "second", "both"] as const;
const RANKS = 2;

export function pictureFigures(rows: readonly PictureRow[]): Figure[] {
  if (rows.length === 0) return [];
  return [cellsFigure(rows), energyFigure(rows)];
}

function cellsFigure(rows: readonly PictureRow[]): Figure {
  const shown = SHOWN.filter((name) => rowsOf(rows, name).length > 0);
  const [one] = rowsOf(rows, shown[0]);
  return drawFigure({
    id: "picture-memory-cells",
    title: "Two pictures in order: cells of the first, and cells of the last whatever its rank",
    caption:
      "Kinds of units active at the end of the second delay; dots are seeds. Units of one network, by the part of their variance there that " +
      "each picture has (parts of correlated pictures may pass 1). Below, the strongest unit of the second picture and of the first: what " +
      "the picture that it likes most adds to its activity when that is shown first (step 1), and second (step 5). The one holds it after " +
      "either, the other only once another was shown.",
    summary: shown
      .flatMap((name) =>
        rowsOf(rows, name).map(
          (row) =>
            `${WORDS[name]}, seed ${row.seed}: ${NAMES.map((kind) => `${row[kind]} ${KIND_WORDS[kind]}`).join(", ")}`,
        ),
      )
      .join("; "),
    panels: [
      seedBars({
        title: "What units follow",
        valueLabel: "part of active units",
        bars: false,
        domain: [0, 1],
        conditions: shown.flatMap((name) =>
          NAMES.map((kind) => ({
            label: `${KIND_WORDS[kind]}, ${WORDS[name]}`,
            values: rowsOf(rows, name).map((row) => partOf(row, kind)),
          })),
        ),
      }),
      scatterAgainst({
        title: `Units, ${WORDS[one.shown]}`,
        xLabel: "part by the first picture",
        yLabel: "part by the second",
        points: partsOf(one).map(([x, y]) => ({ x, y })),
      }),
      ...(["second", "first"] as const).flatMap((kind) =>
        strongest(one, kind).map((unit) => overTrial(one, kind, unit)),
      ),
    ],
    columns: 2,
  });
}

const partsOf = ({ arrays }: PictureRow): (readonly [number, number])[] =>
  Array.from(
    { length: arrays.parts.data.length / RANKS },
    (_, unit) => [Number(arrays.parts.data[RANKS * unit]), Number(arrays.parts.data[RANKS * unit + 1])] as const,
  );

/** The unit of a kind whose favourite picture moves it most, if there is one. */
function strongest(row: PictureRow, kind: Kind): number[] {
  const steps = row.arrays.liked.shape[2];
  const most = (unit: number): number =>
    Math.max(...Array.from(row.arrays.liked.data.subarray(unit * RANKS * steps, (unit + 1) * RANKS * steps), Number));
  return [...partsOf(row).keys()]
    .filter((unit) => kindOf(partsOf(row)[unit]) === kind)
    .sort((a, b) => most(b) - most(a))
    .slice(0, 1);
}

function overTrial({ arrays }: PictureRow, kind: "first" | "second", unit: number) {
  const { data, shape } = arrays.liked;
  const steps = shape[2];
  const of = (rank: number) =>
    Array.from({ length: steps }, (_, step) => Number(data[(unit * RANKS + rank) * steps + step]));
  return lineBand({
    title: `A unit of the ${KIND_WORDS[kind]}`,
    xLabel: "step",
    yLabel: "activity by the favourite picture",
    series: ["shown first", "shown second"].map((label, rank) => ({
      label,
      x: Array.from({ length: steps }, (_, step) => step + 1),
      median: of(rank),
    })),
  });
}

const energyFigure = (rows: readonly PictureRow[]): Figure => {
  const conditions = SHOWN.map((name) => ({ name, own: rowsOf(rows, name) })).filter(({ own }) => own.length > 0);
  const bars = (title: string, valueLabel: string, value: (row: PictureRow) => number) =>
    seedBars({
      title,
      valueLabel,
      bars: false,
      conditions: conditions.map(({ name, own }) => ({ label: WORDS[name], values: own.map(value) })),
    });
  return drawFigure({
    id: "picture-memory-energy",
    title: "What two pictures in order cost",
    caption:
      "Activity and weights at the end of training in the units of the published loss, which sums over trials; the squared error that is left.",
    summary: "Energies at the end of training.",
    panels: [
      bars("Energy", "activity and weights", ({ energy }) => energy),
      bars("Error", "squared error, sum over outputs", ({ error }) => error),
    ],
    columns: 2,
  });
};

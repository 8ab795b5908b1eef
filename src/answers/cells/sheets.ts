/** A figure sheet for every cell: path with spikes, occupancy, rate map, autocorrelogram, direction tuning, map around the object. */
import type { Autocorrelogram, DirectionTuning, ObjectVectorMap, RateMap, SpatialFrame } from "../../cells/index.js";
import { placeShifted } from "../../cells/index.js";
import { type FigureSpec, heatMap, lineBand, mapSheet, type Panel, pathPanel } from "../../figures/index.js";
import { counted } from "../../math/words.js";
import { rateText } from "./rateText.js";
import type { CellsResult } from "./result.js";
import type { CellRow } from "./row.js";

const SIZE = { width: 240, height: 230 } as const;

/** Middles of bins, `size` wide, the first beginning at `from`. */
const middles = (count: number, size: number, from: number): number[] =>
  Array.from({ length: count }, (_, bin) => from + (bin + 0.5) * size);

/** Units of what a panel shows, and where its first bin begins. */
interface Scales {
  readonly lengthUnit: string;
  readonly rateUnit: CellRow["rateUnit"];
  readonly left?: number;
  readonly bottom?: number;
}

const rateLabel = (unit: CellRow["rateUnit"]): string => unit ?? "activity";

export function rateMapPanel({ rows, columns, binSize, rate }: RateMap, scales: Scales): Panel {
  const { lengthUnit: unit, rateUnit, left = 0, bottom = 0 } = scales;
  return heatMap({
    title: rateUnit === null ? "Map of activity" : "Rate map",
    x: { label: `x (${unit})`, values: middles(columns, binSize, left) },
    y: { label: `y (${unit})`, values: middles(rows, binSize, bottom) },
    values: rate,
    valueLabel: rateLabel(rateUnit),
    ...SIZE,
  });
}

function autocorrelogramPanel({ rows, columns, binSize, correlation }: Autocorrelogram, unit: string): Panel {
  return heatMap({
    title: "Autocorrelogram",
    x: { label: `shift in x (${unit})`, values: middles(columns, binSize, (-columns * binSize) / 2) },
    y: { label: `shift in y (${unit})`, values: middles(rows, binSize, (-rows * binSize) / 2) },
    values: correlation,
    valueLabel: "correlation",
    scheme: "diverging",
    domain: [-1, 1],
    ...SIZE,
  });
}

function directionPanel({ rate }: DirectionTuning, unit: CellRow["rateUnit"]): Panel {
  const x = middles(rate.length, 360 / rate.length, 0);
  return lineBand({
    title: "Head direction",
    xLabel: "direction (degrees)",
    yLabel: rateLabel(unit),
    series: [{ label: "rate", x, median: rate }],
    yDomain: [0, 1.05 * rate.reduce((most, value) => (value > most ? value : most), 1e-9)],
    ...SIZE,
  });
}

function vectorPanel(map: ObjectVectorMap, session: number, { lengthUnit: unit, rateUnit }: Scales): Panel {
  const { rows, columns, distanceBin, rate } = map;
  return heatMap({
    title: `Around the object, session ${session + 1}`,
    x: { label: "bearing (degrees)", values: middles(columns, 360 / columns, -180) },
    y: { label: `distance (${unit})`, values: middles(rows, distanceBin, 0) },
    values: rate,
    valueLabel: rateLabel(rateUnit),
    ...SIZE,
  });
}

/** Cells on the overview; more would make a page that browsers are slow to open. */
const MOST_MAPS = 300;

/** The rate maps of all cells side by side, each with its name, label and peak. Undefined where no cell has a map. */
export function overviewOf({ rows, maps, sessions }: CellsResult): FigureSpec | undefined {
  const found = rows.flatMap((row, cell) => {
    const map = maps?.[cell]?.map ?? sessions?.analysed[cell]?.tests?.map;
    return map ? [{ row, map }] : [];
  });
  if (found.length === 0) return undefined;
  const shown = found.slice(0, MOST_MAPS);
  const left = rows.length - shown.length;
  return {
    id: "overview",
    title: "Rate maps of all cells",
    caption:
      "Above each map the cell, its label and its peak rate; colours go from zero to that peak." +
      (left > 0 ? ` ${counted(left, "cell")} more ${left === 1 ? "is" : "are"} in the table alone.` : ""),
    summary: shown.map(({ row }) => `${row.cell} ${row.label}`).join(", "),
    panels: shown.map(({ row, map }) => smallMap(row, map)),
    letters: false,
  };
}

const smallMap = ({ cell, label, peakRate, rateUnit }: CellRow, { rows, columns, rate }: RateMap): Panel =>
  mapSheet({
    title: `${cell} ${label === "none" ? "" : label}`,
    maps: [{ label: Number.isNaN(peakRate) ? "" : rateText(peakRate, rateUnit), values: rate, rows, columns }],
    perRow: 1,
    size: 110,
  });

/** The sheet of cell number `cell`. */
export function sheetOf(result: CellsResult, cell: number): FigureSpec {
  const row = result.rows[cell];
  return {
    id: `cell-${cell}`,
    title: `Cell ${row.cell}: ${row.label}`,
    caption: row.evidence,
    summary: summaryOf(row),
    panels: panelsOf(result, cell),
  };
}

const summaryOf = ({ cell, label, evidence, peakRate, rateUnit }: CellRow): string =>
  `Cell ${cell} is labelled ${label}: ${evidence}. Peak ${rateUnit === null ? "activity" : "rate"} ` +
  `${Number.isNaN(peakRate) ? "unknown" : rateText(peakRate, rateUnit)}.`;

function panelsOf({ sessions, maps, lengthUnit, rows }: CellsResult, cell: number): Panel[] {
  const scales = { lengthUnit, rateUnit: rows[cell].rateUnit };
  const map = maps?.[cell];
  if (map) return [rateMapPanel(map.map, scales), autocorrelogramPanel(map.grid.autocorrelogram, lengthUnit)];
  if (!sessions) return [];
  const { recorded, frame, analysed } = sessions;
  const isSpiking = scales.rateUnit !== null;
  const path = isSpiking ? "Path and spikes" : "Path";
  const paths = recorded.sessions.map(({ x, y }, s) =>
    pathPanel({
      title: recorded.sessions.length > 1 ? `${path}, session ${s + 1}` : path,
      x,
      y,
      fired: isSpiking ? firingSamples(placeShifted(frame.clocks[s], recorded.activity[cell][s], 0)) : NO_SAMPLES,
      lengthLabel: lengthUnit,
      ...SIZE,
    }),
  );
  const { tests } = analysed[cell];
  const visits = occupancyPanel(frame, lengthUnit);
  if (!tests) return [...paths, visits];
  const { left, bottom } = frame.bins;
  return [
    ...paths,
    visits,
    rateMapPanel(tests.map, { ...scales, left, bottom }),
    autocorrelogramPanel(tests.grid.autocorrelogram, lengthUnit),
    ...(tests.direction ? [directionPanel(tests.direction.tuning, scales.rateUnit)] : []),
    ...(tests.objectVector?.maps.map((of, s) => vectorPanel(of, s, scales)) ?? []),
  ];
}

/** A continuous activity has something in every sample. */
const NO_SAMPLES = new Int32Array(0);

/** Samples with a spike. */
const firingSamples = ({ samples, amounts }: { samples: Int32Array; amounts: Float64Array }): Int32Array =>
  samples.filter((_, event) => amounts[event] >= 1);

function occupancyPanel({ bins, mapper }: SpatialFrame, unit: string): Panel {
  return heatMap({
    title: "Occupancy",
    x: { label: `x (${unit})`, values: middles(bins.columns, bins.binSize, bins.left) },
    y: { label: `y (${unit})`, values: middles(bins.rows, bins.binSize, bins.bottom) },
    values: mapper.occupancy.map((seconds) => (seconds > 0 ? seconds : Number.NaN)),
    valueLabel: "s",
    ...SIZE,
  });
}

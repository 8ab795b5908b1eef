/** Which unit carries information about which factor: units down, factors across, sorted so that structure shows. */

import type { Matrix } from "../math/matrix.js";
import { counted } from "../math/words.js";
import { cellGrid } from "./cells.js";
import { element } from "./dom.js";
import { COLOUR_BAR_HEIGHT, colourBar } from "./legend.js";
import { type Panel, shifted } from "./panel.js";
import { textWidth } from "./text.js";
import { FONT_FAMILY, GREY, INK, PAPER, type SequentialScheme, SIZE, sequential } from "./theme.js";

export interface MutualInformationMatrixData {
  readonly title: string;
  /** [units x factors], e.g. in nats; NaN where undefined */
  readonly matrix: Matrix;
  readonly factorNames: readonly string[];
  /** [units]; shown when rows are tall enough to read. By default unit numbers from 1. */
  readonly unitNames?: readonly string[];
  /** [units]; units that do not count as active go last, under a line. By default all are active. */
  readonly active?: readonly boolean[];
  /** What a cell holds, with its unit; default "mutual information (nats)". */
  readonly label?: string;
  /** Value of the lightest colour; set it alike in panels to be compared. By default the largest value. */
  readonly maximum?: number;
  readonly scheme?: SequentialScheme;
}

export interface PreferenceOrder {
  /** Unit of each row, top to bottom. [units] */
  readonly order: readonly number[];
  /** Factor with most information for each unit, -1 for a unit without any. [units] */
  readonly preferred: readonly number[];
}

/** Active units first; within them by preferred factor, then strongest first; ties keep their order. */
export function sortByPreferredFactor(matrix: Matrix, active?: readonly boolean[]): PreferenceOrder {
  const rows = Array.from({ length: matrix.rows }, (_, unit) => unitRow(matrix, unit));
  const preferred = rows.map(indexOfLargest);
  const strength = rows.map((row, unit) => row[preferred[unit]] ?? 0);
  const group = (unit: number) => (active?.[unit] === false || preferred[unit] < 0 ? matrix.columns : preferred[unit]);
  const order = rows.map((_, unit) => unit).sort((a, b) => group(a) - group(b) || strength[b] - strength[a] || a - b);
  return { order, preferred };
}

const unitRow = (matrix: Matrix, unit: number): Float64Array =>
  matrix.data.subarray(unit * matrix.columns, (unit + 1) * matrix.columns);

/** -1 when nothing is above zero. */
function indexOfLargest(row: Float64Array): number {
  let best = -1;
  row.forEach((value, index) => {
    if (value > (best < 0 ? 0 : row[best])) best = index;
  });
  return best;
}

/** Heights in px: few units get tall rows, many share the greatest height. */
const rowHeight = (units: number): number => Math.min(18, Math.max(1.5, 330 / units));
const columnWidth = (factors: number): number => Math.min(20, Math.max(12, 150 / factors));

const NAMED_FROM = 11;

/** Cells [units x factors] in the order of `sortByPreferredFactor`, with a colour bar; inactive units stand under a line. */
export function mutualInformationMatrix(data: MutualInformationMatrixData): Panel {
  const { matrix, factorNames } = data;
  const left = rowHeight(matrix.rows) >= NAMED_FROM ? 8 + Math.max(...rowNames(data).map(nameWidth)) : 22;
  const bottom = 10 + Math.max(0, ...factorNames.map(nameWidth));
  const grid = { width: matrix.columns * columnWidth(matrix.columns), height: matrix.rows * rowHeight(matrix.rows) };
  const label = data.label ?? "mutual information (nats)";
  const length = Math.max(grid.width, textWidth("0.00  0.00", SIZE.text));
  const width = left + Math.max(length, grid.width + 10, textWidth(label, SIZE.text) - left + 2);
  return {
    title: data.title,
    width: Math.ceil(width),
    height: Math.ceil(grid.height + bottom + COLOUR_BAR_HEIGHT),
    draw(document) {
      const high = data.maximum ?? largest(matrix);
      const colour = sequential(0, high, data.scheme);
      const body = shifted(document, drawMatrix(document, data, grid, colour), left, 0);
      const bar = colourBar(document, { label: "", low: 0, high, colour, length });
      const name = element(
        document,
        "text",
        { x: 0, y: 35, "font-family": FONT_FAMILY, "font-size": SIZE.text, fill: INK },
        [label],
      );
      const key = element(document, "g", {}, [shifted(document, bar, left, 0), name]);
      return element(document, "g", {}, [body, shifted(document, key, 0, grid.height + bottom)]);
    },
  };
}

const nameWidth = (name: string): number => textWidth(name, SIZE.text);

const rowNames = ({ matrix, unitNames }: MutualInformationMatrixData): readonly string[] =>
  unitNames ?? Array.from({ length: matrix.rows }, (_, unit) => String(unit + 1));

const largest = (matrix: Matrix): number =>
  matrix.data.filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0) || 1;

function drawMatrix(
  document: Document,
  data: MutualInformationMatrixData,
  grid: { width: number; height: number },
  colour: (value: number) => string,
): SVGElement {
  const { matrix } = data;
  const { order, preferred } = sortByPreferredFactor(matrix, data.active);
  const [high, wide] = [rowHeight(matrix.rows), columnWidth(matrix.columns)];
  const x = Array.from({ length: matrix.columns + 1 }, (_, column) => column * wide);
  const y = Array.from({ length: matrix.rows + 1 }, (_, row) => row * high);
  const values = order.flatMap((unit) => [...unitRow(matrix, unit)]);
  const counted = order.filter((unit) => data.active?.[unit] !== false);
  const text = { "font-family": FONT_FAMILY, "font-size": SIZE.text, fill: INK };
  return element(document, "g", text, [
    cellGrid(document, { x, y, values, colour }),
    ...groupLines(document, counted, preferred, high, grid.width),
    ...inactiveShade(document, counted.length * high, grid),
    element(document, "rect", { ...grid, fill: "none", stroke: INK, "stroke-width": SIZE.thin }),
    ...factorLabels(document, data.factorNames, wide, grid.height),
    ...unitLabels(document, data, order, high, grid.height),
  ]);
}

/** A thin line of paper wherever the preferred factor changes. */
function groupLines(
  document: Document,
  order: readonly number[],
  preferred: readonly number[],
  high: number,
  width: number,
): SVGElement[] {
  const starts = order.flatMap((unit, row) => (row > 0 && preferred[unit] !== preferred[order[row - 1]] ? [row] : []));
  return starts.map((row) =>
    element(document, "line", { x2: width, y1: row * high, y2: row * high, stroke: PAPER, "stroke-width": SIZE.thin }),
  );
}

/** Inactive units are veiled and named. */
function inactiveShade(
  document: Document,
  top: number,
  { width, height }: { width: number; height: number },
): SVGElement[] {
  if (height - top < 0.5) return [];
  const veil = { y: top, width, height: height - top, fill: GREY.band, "fill-opacity": 0.55 };
  const line = { x1: -4, x2: width + 4, y1: top, y2: top, stroke: INK, "stroke-dasharray": "3 2" };
  const name = {
    transform: `translate(${width + 5},${(top + height) / 2}) rotate(90)`,
    "text-anchor": "middle",
    "font-size": SIZE.text - 1,
  };
  const named = height - top >= textWidth("inactive", SIZE.text - 1);
  return [
    element(document, "rect", veil),
    element(document, "line", line),
    ...(named ? [element(document, "text", name, ["inactive"])] : []),
  ];
}

function factorLabels(document: Document, names: readonly string[], wide: number, height: number): SVGElement[] {
  return names.map((name, column) => {
    const at = `translate(${(column + 0.5) * wide},${height + 5}) rotate(-90)`;
    return element(document, "text", { transform: at, "text-anchor": "end", dy: "0.35em" }, [name]);
  });
}

function unitLabels(
  document: Document,
  data: MutualInformationMatrixData,
  order: readonly number[],
  high: number,
  height: number,
): SVGElement[] {
  if (high < NAMED_FROM) {
    const at = { transform: `translate(-8,${height / 2}) rotate(-90)`, "text-anchor": "middle" };
    return [element(document, "text", at, [`${counted(data.matrix.rows, "unit")}, by preferred factor`])];
  }
  const names = rowNames(data);
  return order.map((unit, row) =>
    element(document, "text", { x: -5, y: (row + 0.5) * high, "text-anchor": "end", dy: "0.35em" }, [names[unit]]),
  );
}

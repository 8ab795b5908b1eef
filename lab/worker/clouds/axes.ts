/** What a map of clouds can be drawn over: two of these settings, each at values that an address holds exactly. */
import { type CloudSettings, CORNERS } from "../../../src/experiments/points/index.js";

export const AXES = [
  "corner0",
  "corner1",
  "corner2",
  "corner3",
  "diagonal",
  "shear",
  "activityEnergy",
  "weightEnergy",
  "prediction",
] as const;
export type AxisName = (typeof AXES)[number];

type Plain = "diagonal" | "shear" | "activityEnergy" | "weightEnergy" | "prediction";
/** Settings that axes move. */
type Moving = Pick<CloudSettings, Plain | "corners">;
type Moved = Partial<Moving>;

export interface Axis {
  readonly label: string;
  /** Ascending. */
  readonly values: readonly number[];
  readonly read: (settings: Moving) => number;
  readonly write: (settings: Moving, value: number) => Moved;
}

const evenly = (from: number, step: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => Math.round(100 * (from + k * step)) / 100);

/** So many to a decade, in two digits, as the sliders have them. */
const decades = (from: number, count: number, perDecade: number): number[] =>
  Array.from({ length: count }, (_, k) => Number((from * 10 ** (k / perDecade)).toPrecision(2)));

const corner = (index: number): Axis => ({
  label: `cut at (${CORNERS[index].join(", ")})`,
  values: evenly(0, 0.04, 24),
  read: ({ corners }) => corners[index],
  write: ({ corners }, value) => ({ corners: corners.map((cut, at) => (at === index ? value : cut)) }),
});

const plain = (name: Plain, label: string, values: readonly number[]): Axis => ({
  label,
  values,
  read: (settings) => settings[name],
  write: (_, value) => ({ [name]: value }),
});

/** Of a correlation that leaves the range as it is: whole copies. */
const COPIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 23, 26, 30, 34, 39, 44, 50];

export const axes: Readonly<Record<AxisName, Axis>> = {
  corner0: corner(0),
  corner1: corner(1),
  corner2: corner(2),
  corner3: corner(3),
  diagonal: plain("diagonal", "correlation: weight of the diagonal", COPIES),
  shear: plain("shear", "correlation: shear", evenly(-0.96, 0.08, 25)),
  activityEnergy: plain("activityEnergy", "activity energy α", decades(0.01, 25, 8)),
  weightEnergy: plain("weightEnergy", "weight energy λ", decades(0.001, 25, 6)),
  prediction: plain("prediction", "prediction γ", decades(1, 25, 8)),
};

/** The two settings that a map is drawn over. */
export interface Plane {
  readonly across: AxisName;
  readonly up: AxisName;
}

/** What the cell of a column and a row changes in the settings. */
export function movedTo(settings: Moving, { across, up }: Plane, column: number, row: number): Moved {
  const first = axes[across].write(settings, axes[across].values[column]);
  return { ...first, ...axes[up].write({ ...settings, ...first }, axes[up].values[row]) };
}

/** Where a value lies among an axis's own, counted from 0; between two of them in proportion. Beyond the ends: at them. */
export function placeOn({ values }: Axis, value: number): number {
  const above = values.findIndex((each) => each >= value);
  if (above < 0) return values.length - 1;
  if (above === 0) return 0;
  return above - (values[above] - value) / (values[above] - values[above - 1]);
}

/** A cell of a map by its column and row, and how many columns and rows it stands for until finer ones are known. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly size: number;
}

const COARSEST = 8;

/** Every cell once, so that a picture of the whole comes first and then becomes finer. */
export function coarseToFine(columns: number, rows: number): Cell[] {
  const cells: Cell[] = [];
  for (let size = COARSEST; size >= 1; size /= 2) {
    for (let row = 0; row < rows; row += size) {
      for (let column = 0; column < columns; column += size) {
        const known = size < COARSEST && row % (2 * size) === 0 && column % (2 * size) === 0;
        if (!known) cells.push({ column, row, size });
      }
    }
  }
  return cells;
}

/** A map of savings as paths: one for each kind of answer and each step of colour, coarse cells where finer ones are not known yet. */
import { type KnownCells, keyOfCell } from "../page/knownCells.js";
import type { MapCell } from "../worker/clouds/protocol.js";
import { STEPS } from "./colours.js";

export interface PhaseFrame {
  readonly columns: number;
  readonly rows: number;
  /** Of a cell, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** Savings at the ends of the scale, which is logarithmic: below, pure neurons are as good as optimal. */
export const LEAST_SAVING = 0.001;
export const MOST_SAVING = 0.1;

/** How a cell is drawn: by its verdict, and mixed ones by a step of the scale. */
export type Fill = Exclude<MapCell["verdict"], "mixed"> | number;

export function fillOf({ verdict, least }: MapCell): Fill {
  if (verdict !== "mixed") return verdict;
  const share = Math.log(least / LEAST_SAVING) / Math.log(MOST_SAVING / LEAST_SAVING);
  return Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))));
}

/** Of the nearest coarser cell where a cell itself is not known; undefined where nothing is. */
export function cellAt(known: KnownCells, column: number, row: number): MapCell | undefined {
  for (let size = 1; size <= 8; size *= 2) {
    const found = known.get(keyOfCell(column - (column % size), row - (row % size)));
    if (found) return found;
  }
  return undefined;
}

/** Rows count from below. */
export const yOf = ({ top, height, rows }: PhaseFrame, row: number): number => top + height * (rows - 1 - row);
export const xOf = ({ left, width }: PhaseFrame, column: number): number => left + width * column;

/** By how they are drawn; cells beside each other in a row are one rectangle. */
export function phasePaths(frame: PhaseFrame, known: KnownCells): ReadonlyMap<Fill, string> {
  const paths = new Map<Fill, string>();
  for (let row = 0; row < frame.rows; row++) {
    let begun = 0;
    const fills = Array.from({ length: frame.columns }, (_, column) => {
      const found = cellAt(known, column, row);
      return found && fillOf(found);
    });
    for (let column = 1; column <= frame.columns; column++) {
      const fill = fills[begun];
      if (column < frame.columns && fills[column] === fill) continue;
      if (fill !== undefined) {
        const [x, y, width] = [xOf(frame, begun), yOf(frame, row), frame.width * (column - begun)];
        paths.set(
          fill,
          `${paths.get(fill) ?? ""}M${round(x)} ${round(y)}h${round(width)}v${round(frame.height)}h${round(-width)}z`,
        );
      }
      begun = column;
    }
  }
  return paths;
}

/** A stroke through every undecided cell. */
export function hatching(frame: PhaseFrame, known: KnownCells): string {
  let path = "";
  for (let row = 0; row < frame.rows; row++) {
    for (let column = 0; column < frame.columns; column++) {
      if (cellAt(known, column, row)?.verdict !== "undecided") continue;
      path += `M${round(xOf(frame, column))} ${round(yOf(frame, row) + frame.height)}l${round(frame.width)} ${round(-frame.height)}`;
    }
  }
  return path;
}

/** Through the middles of cells. */
export const wayOf = (frame: PhaseFrame, places: readonly (readonly [number, number])[]): string =>
  places.length < 2
    ? ""
    : `M${places.map(([column, row]) => `${round(xOf(frame, column + 0.5))} ${round(yOf(frame, row) + frame.height / 2)}`).join("L")}`;

const round = (value: number): number => Math.round(10 * value) / 10;

const percent = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;

/** What a cell says, in words. */
export function cellText({ verdict, least, most, correlation }: MapCell): string {
  if (verdict === "refused") return "too few points for a cloud";
  const rest = `correlation ${(Math.round(100 * correlation) / 100 || 0).toFixed(2)}`;
  if (verdict === "silent") return `no neuron pays: errors are too cheap; ${rest}`;
  if (verdict === "modular") return `pure neurons are optimal; ${rest}`;
  if (verdict === "nearly modular") return `mixing saves at most ${percent(most)}: expect pure neurons; ${rest}`;
  if (verdict === "mixed") return `mixed neurons save ${percent(least)} of the energy; ${rest}`;
  return `undecided: mixing saves ${percent(least)} to ${Number.isFinite(most) ? percent(most) : "?"}; ${rest}`;
}

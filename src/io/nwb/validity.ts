/** Rows of a grid that do not count: times that the file calls invalid, and times when units were not under observation. */
import { counted } from "../../math/words.js";
import type { Choice } from "../protocols.js";
import { keptRows, type Stretch, type TimeGrid } from "./grid.js";

/** A grid with fewer rows, and what is to be said of it. */
export interface Kept {
  readonly grid: TimeGrid;
  readonly choices: readonly Choice[];
}

/** Without the rows that touch a stretch which is not valid. */
export function withoutInvalid(grid: TimeGrid, invalid: TimeGrid, what: string): Kept {
  const stretches = sortedStretches(invalid);
  const kept = keptRows(
    grid,
    (row) => !stretches.some(({ start, stop }) => start < grid.stops[row] && stop > grid.starts[row]),
  );
  const left = grid.starts.length - kept.starts.length;
  if (left === 0) return { grid, choices: [] };
  return { grid: kept, choices: [{ said: `${counted(left, what)} left out, in the invalid_times of the file` }] };
}

const sortedStretches = ({ starts, stops }: TimeGrid): Stretch[] =>
  Array.from(starts, (start, row) => ({ start, stop: stops[row] })).sort((a, b) => a.start - b.start);

export interface Observed extends Kept {
  /** Numbers of the units that are kept. */
  readonly units: readonly number[];
}

/** A unit that was observed in less than this part of the rows is left out, rather than the rows. */
const MOSTLY = 0.5;
/** In seconds: bins that reach so little beyond an observation count as observed. */
const SLACK = 1e-6;

/** The units that were observed most of the time, and the rows in which all of those were. */
export function observedPart(grid: TimeGrid, observed: readonly (readonly Stretch[])[], what: string): Observed {
  const rows = grid.starts.length;
  const seen = observed.map((stretches) => rowsWithin(grid, stretches));
  const units = [...seen.keys()].filter((unit) => seen[unit].reduce((sum, one) => sum + one, 0) >= MOSTLY * rows);
  const kept = keptRows(grid, (row) => units.every((unit) => seen[unit][row] === 1));
  const left = rows - kept.starts.length;
  const lost = observed.length - units.length;
  return {
    grid: kept,
    units,
    choices: [
      ...(lost > 0
        ? [{ said: `${counted(lost, "unit")} left out, observed less than half of the time (obs_intervals)` }]
        : []),
      ...(left > 0
        ? [{ said: `${counted(left, what)} left out, when not all units were observed (obs_intervals)` }]
        : []),
    ],
  };
}

function rowsWithin({ starts, stops }: TimeGrid, stretches: readonly Stretch[]): Uint8Array {
  const isWithin = (row: number) =>
    stretches.some(({ start, stop }) => start <= starts[row] + SLACK && stop >= stops[row] - SLACK);
  return Uint8Array.from(starts, (_, row) => Number(isWithin(row)));
}

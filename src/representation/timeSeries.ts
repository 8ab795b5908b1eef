/** Whether the rows are a time series, and how long its variables keep their values. */
import { correlationTime } from "../math/correlationTime.js";
import { pearson } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { unitName } from "./representation.js";
import { unitActivity } from "./select.js";

export interface LookAtTime {
  /** Neighbouring rows of some unit and of some factor are alike. */
  readonly looksTimed: boolean;
  /** The variable with the longest memory, and its correlation time in rows. */
  readonly slowest: string;
  readonly time: number;
  /** Rows for blocks and smallest shifts: three correlation times. */
  readonly suggested: number;
}

/** As many units are looked at; the rest should be like them. */
const UNITS = 16;
/** Correlation of neighbouring rows from which they do not look independent. */
const ALIKE = 0.5;

/** Whether neighbouring conditions are alike, as in a time series, and for how many of them what changes most slowly keeps its value. */
export function lookAtTime(representation: Representation): LookAtTime {
  const { factors, units, unitNames } = representation;
  const shown = Array.from({ length: Math.min(UNITS, units) }, (_, i) =>
    Math.floor((i * units) / Math.min(UNITS, units)),
  );
  const named = [
    ...factors.map(({ name, values }) => ({ name: `factor "${name}"`, values })),
    ...shown.map((unit) => ({ name: unitName(unit, unitNames), values: unitActivity(representation, unit) })),
  ];
  const alike = named.map(({ values }) => pearson(values.subarray(1), values.subarray(0, -1)) > ALIKE);
  const times = named.map(({ values }, index) => (alike[index] ? correlationTime(values) : 1));
  const slowest = times.indexOf(Math.max(...times));
  return {
    looksTimed: alike.slice(0, factors.length).includes(true) && alike.slice(factors.length).includes(true),
    slowest: named[slowest].name,
    time: Math.round(times[slowest]),
    suggested: Math.max(1, Math.ceil(3 * times[slowest])),
  };
}

/** Whether so many rows leave room for blocks and shifts of that length. */
export const leavesRoom = ({ suggested }: LookAtTime, conditions: number): boolean =>
  suggested <= Math.floor(conditions / 8);

/** What to type where conditions look like a time series and were not called one. */
export const adviceOnTime = ({ slowest, time }: LookAtTime): string =>
  `neighbouring rows are alike (${slowest} keeps its value for about ${time} rows): if they are a time series, add --time-series, ` +
  "or chance levels and intervals are too narrow";

/** What is done where they were. */
export const describeTime = ({ slowest, time, suggested }: LookAtTime): string =>
  `time series: ${slowest} keeps its value for about ${time} rows; shifts of at least ${suggested} rows, blocks of ${suggested}`;

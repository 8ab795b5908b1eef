/** Positions of several epochs, each a series of its own: one series that runs over all of them, and where each begins and ends. */
import { listed } from "../../math/words.js";
import type { Choice } from "../protocols.js";
import type { Stretch } from "./grid.js";
import type { SeriesSamples } from "./read.js";
import { parentOf } from "./structure.js";

export interface Joined {
  readonly series: readonly SeriesSamples[];
  /** In order of time; one where nothing was joined. */
  readonly sessions: readonly Stretch[];
  readonly choices: readonly Choice[];
}

/** To the end of the last sampling interval. */
export function spanOf(times: Float64Array): Stretch {
  const last = times.length - 1;
  return { start: times[0], stop: last > 0 ? times[last] + (times[last] - times[0]) / last : times[last] };
}

/** Series of one kind none of which overlaps another in time are parts of one; others are as they were. */
export function joinSessions(series: readonly SeriesSamples[]): Joined {
  const kinds = ofOneKind(series).map((parts) => [...parts].sort((a, b) => a.times[0] - b.times[0]));
  const joined = kinds.filter((parts) => parts.length > 1 && areApart(parts));
  if (joined.length === 0) return { series, sessions: [], choices: [] };
  const sessions = joined[0].map(({ times }) => spanOf(times));
  const choices = joined.map((parts) => ({
    said: `${listed(parts.map((part) => part.series.path))} do not overlap in time: taken as ${parts.length} sessions of one series`,
    otherwise: `--use ${parts[0].series.path}`,
  }));
  return { series: kinds.flatMap((parts) => (joined.includes(parts) ? [endToEnd(parts)] : parts)), sessions, choices };
}

function ofOneKind(series: readonly SeriesSamples[]): readonly (readonly SeriesSamples[])[] {
  const kinds = new Map<string, SeriesSamples[]>();
  for (const one of series) kinds.set(kindOf(one), [...(kinds.get(kindOf(one)) ?? []), one]);
  return [...kinds.values()];
}

const kindOf = ({ series, columns, period }: SeriesSamples): string =>
  [series.quantity, parentOf(series.path), columns, period, series.units].join("\n");

const areApart = (parts: readonly SeriesSamples[]): boolean =>
  parts.every(
    ({ times }, at) => times.length > 1 && (at === 0 || parts[at - 1].times[parts[at - 1].times.length - 1] < times[0]),
  );

function endToEnd(parts: readonly SeriesSamples[]): SeriesSamples {
  const [first] = parts;
  return {
    ...first,
    series: { ...first.series, path: parentOf(first.series.path) },
    times: concatenated(parts.map(({ times }) => times)),
    values: concatenated(parts.map(({ values }) => values)),
  };
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The flags of `purecell cells` as values, each checked. */
import {
  type AnalyseOptions,
  analyseDefaults,
  GRID_NULLS,
  GRID_SCORES,
  type RateMapOptions,
  SMOOTHING_ORDERS,
  TIME_NULLS,
} from "../../../cells/index.js";
import { UsageError } from "../../../math/errors.js";
import { countFrom, listOf, seedFrom } from "../measure/request.js";

export interface CellsFlags {
  readonly time?: string;
  readonly position?: string;
  readonly headDirection?: string;
  readonly movementDirection?: boolean;
  readonly spikes?: string;
  readonly spikeCells?: string;
  readonly activity?: string;
  readonly objects?: string;
  readonly session?: string;
  readonly maps?: string;
  readonly binCm?: string;
  readonly units?: string;
  readonly cmPerPixel?: string;
  readonly binWidth?: string;
  readonly sigma?: string;
  readonly smallestSpeed?: string;
  readonly shifts?: string;
  readonly smallestShift?: string;
  readonly fieldShuffles?: string;
  readonly fewestSpikes?: string;
  readonly gridScore?: string;
  readonly gridNull?: string;
  readonly null?: string;
  readonly smooth?: string;
  readonly shortestStay?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** A number in a range, or undefined where the flag was not given. Throws UsageError otherwise. */
export function numberFrom(flag: string, text: string | undefined, least: number, unit: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= least) return value;
  throw new UsageError(`${flag} takes a number from ${least}${unit}; got "${text}".`);
}

/** Like `numberFrom`, but zero is refused. */
export function positiveFrom(flag: string, text: string | undefined, unit: string): number | undefined {
  const value = numberFrom(flag, text, 0, unit);
  if (value === 0) throw new UsageError(`${flag} takes a number above 0${unit}; got "${text}".`);
  return value;
}

/** One of a list of names, or undefined where the flag was not given. Throws UsageError for another. */
export function nameFrom<Name extends string>(
  flag: string,
  text: string | undefined,
  names: readonly Name[],
): Name | undefined {
  if (text === undefined) return undefined;
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(`${flag} takes ${names.join(", ")}; got "${text}".`);
}

export const UNITS = ["m", "cm", "mm", "px"] as const;

export type LengthUnit = (typeof UNITS)[number];

/** Unit of the positions as the user gave it. Throws UsageError for an unknown one, and for pixels without their size. */
export function unitsFrom({ units, cmPerPixel }: CellsFlags): {
  readonly unit?: LengthUnit;
  readonly cmPerPixel?: number;
} {
  const size = positiveFrom("--cm-per-pixel", cmPerPixel, " cm");
  const unit = nameFrom("--units", units, UNITS);
  if (unit === "px" && size === undefined) {
    throw new UsageError("--units px needs the size of a pixel: add --cm-per-pixel, e.g. --cm-per-pixel 0.25");
  }
  if (size !== undefined && unit !== undefined && unit !== "px") {
    throw new UsageError(`--cm-per-pixel goes with --units px, not ${unit}.`);
  }
  return { ...(unit && { unit }), ...(size !== undefined && { unit: "px", cmPerPixel: size }) };
}

export interface CellsRequest {
  readonly seed: number;
  readonly options: AnalyseOptions;
  /** cm */
  readonly binSize: number | undefined;
  /** What was given of how maps are made; defaults for the rest. */
  readonly maps: Partial<RateMapOptions>;
  /** cm / s */
  readonly smallestSpeed: number;
}

export function requestFrom(flags: CellsFlags): CellsRequest {
  if (flags.json && flags.csv) throw new UsageError("--json and --csv both go to stdout; give one of them.");
  const shifts = countFrom("--shifts", flags.shifts, 19);
  const fieldShuffles = countFrom("--field-shuffles", flags.fieldShuffles, 19);
  const fewestSpikes = countFrom("--fewest-spikes", flags.fewestSpikes);
  const gridScore = nameFrom("--grid-score", flags.gridScore, GRID_SCORES);
  const gridNull = nameFrom("--grid-null", flags.gridNull, GRID_NULLS);
  const timeNull = nameFrom("--null", flags.null, TIME_NULLS);
  const smallestShift = positiveFrom("--smallest-shift", flags.smallestShift, " s");
  return {
    seed: seedFrom(flags.seed),
    options: {
      ...analyseDefaults,
      lengthUnit: "cm",
      ...(shifts !== undefined && { shifts }),
      ...(fieldShuffles !== undefined && { fieldShuffles }),
      ...(fewestSpikes !== undefined && { fewestSpikes }),
      ...(smallestShift !== undefined && { smallestShift }),
      ...(gridScore && { gridScore }),
      ...(gridNull && { gridNull }),
      ...(timeNull && { null: timeNull }),
    },
    binSize: positiveFrom("--bin-cm", flags.binCm, " cm"),
    maps: mapOptions(flags),
    smallestSpeed: numberFrom("--smallest-speed", flags.smallestSpeed, 0, " cm/s") ?? 0,
  };
}

function mapOptions(flags: CellsFlags): Partial<RateMapOptions> {
  const sigma = numberFrom("--sigma", flags.sigma, 0, " bins");
  const smooth = nameFrom("--smooth", flags.smooth, SMOOTHING_ORDERS);
  const shortestStay = numberFrom("--shortest-stay", flags.shortestStay, 0, " s");
  return {
    ...(sigma !== undefined && { sigma }),
    ...(smooth && { smooth }),
    ...(shortestStay !== undefined && { shortestStay }),
  };
}

/**
 * Places of the object as "x,y;x,y", one for every session ("none" for a session without), in the unit of the positions; undefined
 * where the text is a name.
 */
export function placesFrom(text: string | undefined): readonly (readonly [number, number])[] | undefined {
  if (text === undefined || !/^[\s\d.,;+eE-]+$/.test(text.replaceAll("none", "0,0"))) return undefined;
  return text.split(";").map((place) => {
    if (place.trim() === "none") return [Number.NaN, Number.NaN] as const;
    const values = (listOf("--objects", place) ?? []).map(Number);
    if (values.length === 2 && values.every(Number.isFinite)) return [values[0], values[1]] as const;
    throw new UsageError(
      `--objects takes x,y for every session with semicolons between them, e.g. 30,35;70,60; got "${text}".`,
    );
  });
}

/** Numbers that are read as if they lay on a line, and are angles by their name as well as by their values. */
import { extent } from "../../math/statistics.js";
import type { DataEntry } from "../protocols.js";
import { plainName } from "./names.js";

const ANGLE =
  /(^|_)(angles?|headings?|head_?dir(ections?)?|hd|orientations?|ori|directions?|dir|phases?|azimuths?|bearings?|theta|yaw|deg(rees)?)(_|$)/;
/** Of gratings and bars, which half a turn leaves as they were. */
const ORIENTATION = /(^|_)(orientations?|ori)(_|$)/;

const TURN = 2 * Math.PI;
/** Rounding of stored angles, of a turn of radians and of one of degrees. */
const [SLACK, SLACK_OF_DEGREES] = [0.02, 0.5];
/** Part of a turn that values cover at least: four directions, 90 degrees apart, cover three quarters. */
const COVERED = 0.74;
/** Different angles, at least. */
const FEWEST = 3;

/** A turn, in the unit of the values and as it is typed; undefined where name and values do not both say that they are angles. */
export function likelyPeriod(entry: Pick<DataEntry, "name">, values: Float64Array): number | undefined {
  const name = plainName(entry);
  if (!ANGLE.test(name)) return undefined;
  const known = values.filter(Number.isFinite);
  if (new Set(known.subarray(0, 10_000)).size < FEWEST) return undefined;
  const [low, high] = extent(known);
  const fits = (period: number, slack: number) =>
    high - low >= COVERED * period &&
    high - low <= period + slack &&
    low >= -period / 2 - slack &&
    high <= period + slack;
  if (fits(TURN, SLACK) && !known.every(Number.isInteger)) return Number(TURN.toFixed(4));
  if (fits(360, SLACK_OF_DEGREES)) return 360;
  return ORIENTATION.test(name) && fits(180, SLACK_OF_DEGREES) ? 180 : undefined;
}

/** In words that `--kinds` follows. */
export const lineNote = (name: string): string =>
  `"${name}" is read as numbers on a line, although by its name and its values it is an angle`;

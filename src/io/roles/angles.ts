/**
 * In which unit are the angles of a series? What the file says goes first, unless the values contradict it: beyond 2 pi there are no
 * directions in radians, and a whole turn of 2 pi is none in degrees.
 */
import { extent } from "../../math/statistics.js";
import type { Choice } from "../protocols.js";

export interface Angle {
  readonly period: number;
  /** Where the values or nothing but the name decided. */
  readonly choice?: Choice;
}

const TURN = 2 * Math.PI;
/** Rounding of stored angles. */
const SLACK = 0.02;

/** What is known of a list before its values are seen. */
export interface Described {
  readonly path: string;
  readonly units?: string;
  /** Whether type, or name and unit, say that these are directions. */
  readonly certain: boolean;
}

interface Values {
  readonly values: Float64Array;
  readonly low: number;
  readonly high: number;
  /** Whether there are angles of more than a turn of radians. */
  readonly isBeyond: boolean;
}

const DEGREES = /deg|°/i;
const RADIANS = /rad/i;
const TURNS = /^(turns?|rev(olution)?s?|cycles?|rotations?)$/i;

/** Undefined where type, name and unit leave it open whether these are directions, and the values do not look like it. */
export function angleOf({ path, units = "", certain }: Described, values: Float64Array): Angle | undefined {
  const [low, high] = extent(values.filter(Number.isFinite));
  if (!certain && !looksTurning(values, low, high)) return undefined;
  const isBeyond = Math.max(Math.abs(low), Math.abs(high)) > TURN + SLACK;
  const { period, said } = decided(units, { values, low, high, isBeyond });
  if (said === undefined) return { period };
  const otherwise = `--periods '${path}=${period === 360 ? "6.2832" : "360"}', --kinds '${path}=continuous'; of cells --direction-unit UNIT`;
  return { period, choice: { said: `${path}: ${said}`, otherwise } };
}

interface Decided {
  readonly period: number;
  /** Where the unit alone did not decide. */
  readonly said?: string;
}

function decided(units: string, seen: Values): Decided {
  const { low, high, isBeyond } = seen;
  const range = `from ${shown(low)} to ${shown(high)}`;
  if (TURNS.test(units) && high - low <= 1 + SLACK) return { period: 1 };
  if (DEGREES.test(units)) {
    const isTurnOfRadians = !isBeyond && high - low > 0.9 * TURN;
    return isTurnOfRadians
      ? { period: TURN, said: `${range}, so radians, although the file says "${units}"` }
      : { period: 360 };
  }
  const saysRadians = RADIANS.test(units);
  if (!isBeyond)
    return { period: TURN, ...(!saysRadians && { said: `directions in radians, by their values (${range})` }) };
  if (saysRadians && isUnwrapped(seen.values)) {
    return { period: TURN, said: "angles in radians beyond a full turn, wrapped to one turn" };
  }
  return {
    period: 360,
    said: `directions ${range}, so degrees${saysRadians ? `, although the file says "${units}"` : ""}`,
  };
}

/** Whether angles of no stated unit cover one turn of 0 to 1, or no more than a part of a turn of radians. */
export function maybeTurns(values: Float64Array): boolean {
  const [low, high] = extent(values.filter(Number.isFinite));
  return low >= -SLACK && high <= 1 + SLACK && high - low > 0.9;
}

const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** Many values over half a turn or more: not a code such as -1 and 1. */
function looksTurning(values: Float64Array, low: number, high: number): boolean {
  const range = high - low;
  const isTurn = range > Math.PI && (range <= TURN + SLACK || (range > 180 && range <= 360 + SLACK));
  return isTurn && new Set(values.subarray(0, 1000)).size > 12;
}

/** A quantity that never jumps by half a turn of radians. */
const isUnwrapped = (values: Float64Array): boolean =>
  values.every((value, at) => at === 0 || !(Math.abs(value - values[at - 1]) > Math.PI));

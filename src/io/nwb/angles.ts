/**
 * In which unit are the angles of a series? What the file says goes first, unless the values contradict it: beyond 2 pi there are no
 * directions in radians, and a whole turn of 2 pi is none in degrees.
 */
import { extent } from "../../math/statistics.js";
import type { Choice } from "../protocols.js";
import type { Series } from "./structure.js";

export interface Angle {
  readonly period: number;
  /** Where the values or nothing but the name decided. */
  readonly choice?: Choice;
}

const TURN = 2 * Math.PI;
/** Rounding of stored angles. */
const SLACK = 0.02;

/** Undefined where type, name and unit leave it open whether these are directions, and the values do not look like it. */
export function angleOf(
  { path, units = "", certain }: Pick<Series, "path" | "units" | "certain">,
  values: Float64Array,
): Angle | undefined {
  const [low, high] = extent(values.filter(Number.isFinite));
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!certain && !looksTurning(values, low, high)) return undefined;
  const said = (text: string): Choice => ({
    said: `${path}: ${text}`,
    otherwise: `--kinds '${path}=continuous', or --periods`,
  });
  const isBeyond = largest > TURN + SLACK;
  if (/^(deg|°)/i.test(units)) {
    const isTurnOfRadians = !isBeyond && high - low > 0.9 * TURN;
    if (!isTurnOfRadians) return { period: 360 };
    return {
      period: TURN,
      choice: said(`from ${shown(low)} to ${shown(high)}, so radians, although the file says "${units}"`),
    };
  }
  const saysRadians = /^rad/i.test(units);
  if (!isBeyond) return { period: TURN, ...(!saysRadians && { choice: said("directions in radians, by its values") }) };
  if (saysRadians && isUnwrapped(values)) {
    return { period: TURN, choice: said("angles in radians that run on beyond a turn, brought back to one") };
  }
  const although = saysRadians ? `, although the file says "${units}"` : "";
  return { period: 360, choice: said(`directions from ${shown(low)} to ${shown(high)}, so degrees${although}`) };
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

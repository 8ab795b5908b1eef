/**
 * Moments that programs write as text, as seconds: dates with the time of day (ISO 8601, as Bonsai, pandas and R write them), times of day,
 * and spans of time as pandas writes them. Dates alone are names of days, and stay text.
 */

/** [rows] of seconds, NaN where there is none. */
export interface Moments {
  readonly seconds: Float64Array;
  /** Where they are dates, the first of them as it is written: what seconds count from. */
  readonly first?: string;
}

/** A day in s. */
const DAY = 86_400;
const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)([.,]\d+)?)?`;
const MOMENT = new RegExp(String.raw`^(\d{4})[-/](\d\d)[-/](\d\d)[T ]${CLOCK} ?(Z|UTC|[-+]\d\d(?::?\d\d)?)?$`);
const TIME_OF_DAY = new RegExp(`^${CLOCK}$`);
const SPAN = new RegExp(String.raw`^(-?\d+) days?(?: ${CLOCK})?$`);

/** Undefined where a value that is there is no moment, or most recur: such are names, e.g. of sessions. `zero`: what dates count from. */
export function momentsOf(texts: readonly string[], zero?: string): Moments | undefined {
  const first = texts.find((text) => text !== "");
  if (first === undefined || !areStamps(texts)) return undefined;
  for (const read of [secondsOfDay, secondsOfSpan]) {
    if (read(first) === undefined) continue;
    return withSeconds(texts, read);
  }
  const from = dateOf(zero ?? first);
  if (from === undefined) return undefined;
  const found = withSeconds(texts, (text) => sinceDate(text, from));
  return found && { ...found, first };
}

const areStamps = (texts: readonly string[]): boolean => {
  const said = texts.filter((text) => text !== "");
  return 2 * new Set(said).size > said.length;
};

function withSeconds(texts: readonly string[], read: (text: string) => number | undefined): Moments | undefined {
  const seconds = new Float64Array(texts.length);
  for (const [row, text] of texts.entries()) {
    const value = text === "" ? Number.NaN : read(text);
    if (value === undefined) return undefined;
    seconds[row] = value;
  }
  return { seconds };
}

/** Whole seconds and the rest apart, so that the digits of the rest are kept. */
interface Instant {
  readonly whole: number;
  readonly rest: number;
}

const sinceDate = (text: string, from: Instant): number | undefined => {
  const at = dateOf(text);
  return at && at.whole - from.whole + (at.rest - from.rest);
};

function dateOf(text: string): Instant | undefined {
  const parts = MOMENT.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hours, minutes, seconds, rest, zone] = parts;
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / (1000 * DAY);
  const clock = clockOf([hours, minutes, seconds, rest]);
  return { whole: DAY * days + clock.whole - zoneOf(zone), rest: clock.rest };
}

function clockOf([hours = "0", minutes = "0", seconds = "0", rest = ".0"]: readonly (string | undefined)[]): Instant {
  return {
    whole: 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds),
    rest: Number(`0${rest.replace(",", ".")}`),
  };
}

/** Seconds by which the zone is ahead of UTC, which dates without one are taken to be in. */
function zoneOf(zone = "Z"): number {
  const parts = /^([-+])(\d\d):?(\d\d)?$/.exec(zone);
  if (!parts) return 0;
  const [, sign, hours, minutes = "0"] = parts;
  return (sign === "-" ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes));
}

/** With seconds: "10:30" may as well be a score. */
function secondsOfDay(text: string): number | undefined {
  const parts = TIME_OF_DAY.exec(text);
  if (parts?.[3] === undefined) return undefined;
  const { whole, rest } = clockOf(parts.slice(1));
  return whole + rest;
}

function secondsOfSpan(text: string): number | undefined {
  const parts = SPAN.exec(text);
  if (!parts) return undefined;
  const { whole, rest } = clockOf(parts.slice(2));
  return DAY * Number(parts[1]) + whole + rest;
}

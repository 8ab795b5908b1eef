/**
 * Moments that programs write as text, as seconds: dates with the time of day (ISO 8601, as Bonsai, pandas and R write them, and as
 * spreadsheets do), times of day, and spans of time as pandas writes them. Dates alone are names of days, and stay text.
 */

/** [rows] of seconds, NaN where there is none. */
export interface Moments {
  readonly seconds: Float64Array;
  /** Where they are dates: what seconds count from, and how the first of them is written. */
  readonly dated?: { readonly zero: Instant; readonly first: string };
}

/** Whole seconds since 1970 and the rest apart, so that the digits of the rest are kept. */
export interface Instant {
  readonly whole: number;
  readonly rest: number;
}

type ReadInstant = (text: string) => Instant | undefined;

/** A day in s. */
const DAY = 86_400;
const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)([.,]\d+)?)?(?: ?([AP])M)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/](\d\d)[-/](\d\d)[T ]${CLOCK} ?(Z|UTC|[-+]\d\d(?::?\d\d)?)?$`, "i");
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([./-])(\d{1,2})\2(\d{4}),? ${CLOCK}$`, "i");
const TIME_OF_DAY = new RegExp(`^${CLOCK}$`, "i");
const SPAN = new RegExp(String.raw`^(-?\d+) days?(?: ${CLOCK})?$`);

/** Undefined where a value that is there is no moment, or most recur: such are names, e.g. of sessions. `zero`: what dates count from. */
export function momentsOf(texts: readonly string[], zero?: Instant): Moments | undefined {
  const said = texts.filter((text) => text !== "");
  if (2 * new Set(said).size <= said.length) return undefined;
  const read = [yearFirst, yearLast(said)].find((date) => date?.(said[0]));
  if (read) return datesIn(texts, read, said[0], zero);
  const since = [timeOfDay, span].find((time) => time(said[0]));
  const seconds = since && secondsIn(texts, since, { whole: 0, rest: 0 });
  return seconds && { seconds };
}

function datesIn(texts: readonly string[], read: ReadInstant, first: string, zero = read(first)): Moments | undefined {
  const seconds = zero && secondsIn(texts, read, zero);
  return seconds && { seconds, dated: { zero, first } };
}

function secondsIn(texts: readonly string[], read: ReadInstant, zero: Instant): Float64Array | undefined {
  const seconds = new Float64Array(texts.length).fill(Number.NaN);
  for (const [row, text] of texts.entries()) {
    if (text === "") continue;
    const at = read(text);
    if (at === undefined) return undefined;
    seconds[row] = at.whole - zero.whole + (at.rest - zero.rest);
  }
  return seconds;
}

function yearFirst(text: string): Instant | undefined {
  const parts = YEAR_FIRST.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, ...rest] = parts;
  const [date, clock] = [secondsOfDate(year, month, day), clockOf(rest)];
  return date === undefined || clock === undefined
    ? undefined
    : { whole: date + clock.whole - secondsOfZone(rest[5]), rest: clock.rest };
}

/**
 * "5.3.2024" begins with the day; "5/3/2024" with whichever may be more than 12 in some row, and where all rows are of one day it does
 * not matter. Undefined where that leaves it open.
 */
function yearLast(texts: readonly string[]): ReadInstant | undefined {
  if (!YEAR_LAST.test(texts[0])) return undefined;
  const all = texts.map((text) => YEAR_LAST.exec(text));
  const [first] = all;
  const isOneDay = all.every((parts) => parts?.[1] === first?.[1] && parts?.[3] === first?.[3]);
  const isDayFirst = first?.[2] === "." || isOneDay || all.some((parts) => Number(parts?.[1]) > 12);
  if (!isDayFirst && !all.some((parts) => Number(parts?.[3]) > 12)) return undefined;
  return (text) => {
    const parts = YEAR_LAST.exec(text);
    if (!parts) return undefined;
    const [, one, , other, year, ...rest] = parts;
    const [day, month] = isDayFirst ? [one, other] : [other, one];
    const [date, clock] = [secondsOfDate(year, month, day), clockOf(rest)];
    return date === undefined || clock === undefined ? undefined : { whole: date + clock.whole, rest: clock.rest };
  };
}

/** With seconds: "10:30" may as well be a score. */
function timeOfDay(text: string): Instant | undefined {
  const parts = TIME_OF_DAY.exec(text);
  return parts?.[3] === undefined ? undefined : clockOf(parts.slice(1));
}

function span(text: string): Instant | undefined {
  const parts = SPAN.exec(text);
  if (!parts) return undefined;
  const clock = clockOf(parts.slice(2));
  return clock && { whole: DAY * Number(parts[1]) + clock.whole, rest: clock.rest };
}

/** Undefined for a day that its month does not have. */
function secondsOfDate(year: string, month: string, day: string): number | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.getTime() / 1000 : undefined;
}

/** Hours, minutes, seconds, the rest, and the half of the day, as `CLOCK` finds them. Undefined for what no clock shows. */
function clockOf([hours = "0", minutes = "0", seconds = "0", rest = ".0", half]: readonly (string | undefined)[]):
  | Instant
  | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  return {
    whole: 3600 * hour + 60 * Number(minutes) + Number(seconds),
    rest: Number(`0${rest.replace(",", ".")}`),
  };
}

/** Seconds by which the zone is ahead of UTC, which dates without one are taken to be in. */
function secondsOfZone(zone = "Z"): number {
  const parts = /^([-+])(\d\d):?(\d\d)?$/.exec(zone);
  if (!parts) return 0;
  const [, sign, hours, minutes = "0"] = parts;
  return (sign === "-" ? -1 : 1) * (3600 * Number(hours) + 60 * Number(minutes));
}

/**
 * Numbers that may stand for "no value": -999, -1, 9999, 1e20, 65535 and the like. They are never taken for gaps in silence, only named
 * where the column itself gives evidence: one value, repeated, that stands apart from all others; or one pair of positions that comes
 * again and again where no other does, as trackers write where they have lost the animal.
 */
import { counted, listed } from "../math/words.js";
import type { Factor, Representation } from "../protocols.js";

/** What programs write for no value. */
const USUAL = new Set([
  ...[-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 255, 1023, 4095, 65535, -32768, 32767],
  ...[2147483647, -2147483648, 4294967295, 1e20, -1e20, Math.fround(1e20), -Math.fround(1e20), 1e30, 1e36],
]);

/** Fewer are as likely to be mistakes, or true. */
const LEAST = 3;
/** How far it must stand apart: a usual one in widest gaps of the others, or in their range where they are many; any other in ranges. */
const APART = { usual: 1.5, ofRange: 0.5, any: 10 };
/** With more distinct values than this a column is a quantity, not levels. */
const MOST_LEVELS = 50;

export interface StandIn {
  readonly value: number;
  readonly rows: number;
  /** Of the others. */
  readonly range: readonly [number, number];
}

/** Every so-many-th value from one on: a column of a table. */
interface Column {
  readonly values: ArrayLike<number>;
  readonly from: number;
  readonly step: number;
}

/**
 * The value of a column that seems to stand for none, at either end of the others; undefined where nothing speaks for it. A column is
 * gone through twice, and its distinct values are only gathered where an end is a usual stand-in.
 */
export function standInOf(values: ArrayLike<number>, from = 0, step = 1): StandIn | undefined {
  const column = { values, from, step };
  const up = standInAt(column, 1);
  return up ?? standInAt(column, -1);
}

/** At the upper end (sign 1) or the lower one (-1). */
function standInAt({ values, from, step }: Column, sign: 1 | -1): StandIn | undefined {
  let [end, rows] = [-Infinity, 0];
  for (let at = from; at < values.length; at += step) {
    const value = sign * values[at];
    if (value > end) [end, rows] = [value, 1];
    else if (value === end) rows++;
  }
  if (rows < LEAST || !Number.isFinite(end)) return undefined;
  let [next, least] = [-Infinity, Infinity];
  for (let at = from; at < values.length; at += step) {
    const value = sign * values[at];
    if (value < end && value > next) next = value;
    if (value < least) least = value;
  }
  const width = next - least;
  const away = end - next;
  if (!(width > 0)) return undefined;
  const value = sign * end;
  const isApart = USUAL.has(value)
    ? isUsuallyApart({ values, from, step }, { value, away, width })
    : away > APART.any * width;
  const range = sign > 0 ? ([least, next] as const) : ([-next, -least] as const);
  return isApart ? { value, rows, range } : undefined;
}

function isUsuallyApart(
  { values, from, step }: Column,
  { value, away, width }: { readonly value: number; readonly away: number; readonly width: number },
): boolean {
  const distinct = new Set<number>();
  for (let at = from; at < values.length; at += step)
    if (values[at] !== value && Number.isFinite(values[at])) distinct.add(values[at]);
  if (distinct.size > MOST_LEVELS) return away >= APART.ofRange * width;
  const others = Float64Array.from(distinct).sort();
  const widest = others.reduce((most, other, i) => (i === 0 ? most : Math.max(most, other - others[i - 1])), 0);
  return away > APART.usual * widest;
}

/** Numbers of a factor, those that name the levels of a category included; undefined for names. */
function numbersOf({ kind, values, levels }: Factor): Float64Array | undefined {
  if (kind !== "categorical" || levels === undefined) return values;
  const numbers = levels.map((level) => (level.trim() === "" ? Number.NaN : Number(level)));
  return numbers.some(Number.isNaN) ? undefined : values.map((level) => numbers[level]);
}

/** What seems to stand for no value, with the flag that takes it so. */
export function standInNotes({ activity, units, unitNames, factors }: Representation): string[] {
  const numbers = factors.map(numbersOf);
  const ofFactors = factors.flatMap(({ name }, i) => {
    const found = numbers[i] && standInOf(numbers[i]);
    return found ? [standInNote(`factor "${name}"`, found, `${name}=${found.value}`)] : [];
  });
  const byValue = new Map<number, { found: StandIn; names: string[] }>();
  for (let unit = 0; unit < units; unit++) {
    const found = standInOf(activity, unit, units);
    if (!found) continue;
    const known = byValue.get(found.value) ?? { found, names: [] };
    known.names.push(unitNames?.[unit] ?? String(unit));
    byValue.set(found.value, known);
  }
  const ofUnits = [...byValue].map(([value, { found, names }]) =>
    standInNote(
      names.length === 1
        ? `activity of ${names[0]}`
        : `activity of ${counted(names.length, "unit")} (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", ..." : ""})`,
      found,
      String(value),
    ),
  );
  return [...ofFactors, ...ofUnits, ...lostPairs(factors)];
}

/** What is said of it, with the flag that takes it for a gap. */
export const standInNote = (what: string, { value, rows, range }: StandIn, flag: string): string =>
  `${what} holds ${value} in ${counted(rows, "row")}, far from the rest (${short(range[0])} to ${short(range[1])}): it is taken as a number; ` +
  `if it stands for no value, --missing-value ${flag} --missing leave-out`;

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** Of pairs of numbers: how often one comes again, and the most that any other does. */
export function repeatedPair(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): { readonly rows: number; readonly pair: readonly [number, number] } | undefined {
  const counts = new Map<string, { rows: number; pair: readonly [number, number] }>();
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row]) || Number.isNaN(y[row])) continue;
    const name = `${x[row]},${y[row]}`;
    const known = counts.get(name) ?? { rows: 0, pair: [x[row], y[row]] as const };
    known.rows++;
    counts.set(name, known);
  }
  const [first, second] = [...counts.values()].sort((a, b) => b.rows - a.rows);
  if (!first || !second || first.pair[0] !== first.pair[1]) return undefined;
  const isLost = first.rows >= Math.max(LEAST, PAIRS.share * x.length) && first.rows >= PAIRS.times * second.rows;
  return isLost && counts.size > MOST_LEVELS ? first : undefined;
}

/** A pair is lost that is in this share of the rows at least, and so many times as often as the next. */
const PAIRS = { share: 0.005, times: 5 };

/** Pairs of numbers next to each other, e.g. x and y of a position. */
function lostPairs(factors: readonly Factor[]): string[] {
  return factors.slice(1).flatMap((second, i) => {
    const first = factors[i];
    const [x, y] = [numbersOf(first), numbersOf(second)];
    const found = x && y && repeatedPair(x, y);
    if (!found || standInOf(x) || standInOf(y)) return [];
    const [value] = found.pair;
    return [
      `factors "${first.name}" and "${second.name}" are both ${value} in ${counted(found.rows, "row")}, and no other pair comes so often: it is taken ` +
        `as a position; if tracking was lost there, --missing-value ${listed([`${first.name}=${value}`, `${second.name}=${value}`]).replace(" and ", ",")} --missing leave-out`,
    ];
  });
}

/** What the axes of an array are called, and what that means. */
import { type DataEntry, type DataFile, findEntry } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";

const MEANINGS: Readonly<Record<"unit" | "trial" | "time", RegExp>> = {
  unit: /^(units?|neurons?|cells?)$/i,
  trial: /^(trials?|repeats?|repetitions?)$/i,
  time: /^(times?|bins?|t)$/i,
};

export type Meaning = keyof typeof MEANINGS | "factor";

export interface Axis {
  readonly name: string;
  readonly size: number;
  readonly meaning: Meaning;
}

export const meaningOf = (name: string): Meaning =>
  (["unit", "trial", "time"] as const).find((meaning) => MEANINGS[meaning].test(name)) ?? "factor";

/** What was said of an array. */
export interface AxisNames {
  /** Names of the axes in order: "unit", "trial" and "time" have a meaning, every other is a factor. */
  readonly axes: readonly string[];
  /** The array; by default the one of as many axes. */
  readonly activity?: string;
}

/** Throws InputError where several arrays, or none, have as many axes as there are names. */
export function arrayOf(file: DataFile, { axes, activity }: AxisNames): DataEntry {
  if (activity !== undefined) return findEntry(file, activity);
  const fitting = file.entries.filter(
    ({ shape, kind, problem }) => problem === undefined && kind === "numbers" && shape.length === axes.length,
  );
  if (fitting.length === 1) return fitting[0];
  const found = fitting.length === 0 ? "none" : fitting.map(({ name }) => name).join(", ");
  throw new InputError(
    `${file.name}: --axes names ${counted(axes.length, "axis", "axes")}; arrays with that many axes: ${found}. Say which with --activity NAME`,
  );
}

/** Throws InputError where the names do not fit the array, or one stands twice. */
export function namedAxes(file: DataFile, { name, shape, kind }: DataEntry, names: readonly string[]): readonly Axis[] {
  if (kind === "text") throw new InputError(`${file.name}: "${name}" holds text where activity is expected`);
  if (shape.length !== names.length) {
    throw new InputError(
      `${file.name}: "${name}" has ${counted(shape.length, "axis", "axes")} (${shape.join(" x ")}), but --axes names ${names.length}: ${names.join(",")}` +
        (shape.length < names.length ? " (MATLAB drops last axes of length 1)" : ""),
    );
  }
  const axes = names.map((axis, at): Axis => ({ name: axis, size: shape[at], meaning: meaningOf(axis) }));
  const count = (meaning: Meaning) => axes.filter((axis) => axis.meaning === meaning).length;
  if (count("unit") !== 1)
    throw new InputError(`${file.name}: --axes needs one axis called unit, e.g. --axes unit,look,direction,trial,time`);
  if (count("trial") > 1 || count("time") > 1)
    throw new InputError(`${file.name}: --axes names trial or time more than once`);
  const twice = names.find((axis, at) => names.indexOf(axis) !== at);
  if (twice !== undefined) throw new InputError(`${file.name}: two axes are called "${twice}"`);
  return axes;
}

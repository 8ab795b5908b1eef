/** Arrays of trials of neurons recorded together, recognised by what else is as long as their axes. */
import { type DataEntry, elements, isCounter, isNamedActivity, mapsRole, plainName } from "../../io/index.js";
import { listed } from "../../math/words.js";

export interface TrialArray {
  readonly array: DataEntry;
  /** Names of the axes, in order. */
  readonly axes: readonly ("trial" | "unit" | "time")[];
  /** What has a value for each trial. */
  readonly factors: readonly string[];
  /** In words, from what. */
  readonly why: string;
  /** Whether nothing says which of the other axes is time. */
  readonly isGuess: boolean;
}

const TIME =
  /^(t|times?|time_?(bins?|points?|axis|vec|stamps?)|bins?(_?(centers?|centres?|edges))?|psth_?t(imes?)?|lags?)$/i;
/** Lists that tell of neurons, where they were and what they are. */
const OF_UNITS =
  /^(units?|neurons?|cells?|rois?|clusters?|regions?|(brain_?)?areas?|depths?|layers?|probes?|shanks?|channels?|electrodes?|quality|snr|types?|[xyz])(_|$)|_(of_)?(units?|neurons?|cells?|rois?)$/i;

const isNumberOf = (pattern: RegExp, entries: readonly DataEntry[], size: number): boolean =>
  entries.some((entry) => entry.shape.length === 1 && entry.shape[0] === size && pattern.test(plainName(entry)));

/**
 * The largest array of three axes, one of them as long as lists that may be factors; undefined where there is none, or a table that is called
 * activity. `ending`: the axis
 * along which values end before others do, as time does where trials end early.
 */
export function recogniseTrials(entries: readonly DataEntry[], ending?: number): TrialArray | undefined {
  const readable = entries.filter(({ problem, role }) => problem === undefined && role !== "raw");
  const [array] = readable
    .filter(({ shape, kind }) => kind === "numbers" && shape.length === 3 && shape.every((size) => size > 1))
    .sort((a, b) => elements(b.shape) - elements(a.shape));
  if (!array || array.name === mapsRole(entries)?.name || readable.some(isNamedActivity)) return undefined;
  const factors = array.shape.map((size) => factorsOf(readable, size));
  const trial = factors.reduce((best, { length }, axis) => (length > factors[best].length ? axis : best), 0);
  if (factors[trial].length === 0) return undefined;
  const time =
    ending === undefined || ending === trial ? timeAxis(array, trial, readable) : { axis: ending, said: true };
  const said = time.said ? "" : "; which of the others is time is a guess: please check";
  const names = factors[trial].map((name) => `"${name}"`);
  return {
    array,
    axes: array.shape.map((_, axis) => (axis === trial ? "trial" : axis === time.axis ? "time" : "unit")),
    factors: factors[trial],
    isGuess: !time.said,
    why: `${listed(names)} ${names.length === 1 ? "has" : "have"} a value for each trial${said}`,
  };
}

const factorsOf = (entries: readonly DataEntry[], size: number): readonly string[] =>
  entries
    .filter(({ shape, role }) => shape.length === 1 && shape[0] === size && role !== "time" && role !== "description")
    .filter((entry) => ![TIME, OF_UNITS].some((pattern) => pattern.test(plainName(entry))) && !isCounter(entry.name))
    .map(({ name }) => name);

/** As long as a list of times, or not as long as one of units; else the last. */
function timeAxis({ shape }: DataEntry, trial: number, entries: readonly DataEntry[]) {
  const [first, second] = [0, 1, 2].filter((axis) => axis !== trial);
  const speaks = (axis: number, other: number) =>
    isNumberOf(TIME, entries, shape[axis]) || isNumberOf(OF_UNITS, entries, shape[other]);
  const [isFirst, isSecond] = [speaks(first, second), speaks(second, first)];
  return { axis: isFirst && !isSecond ? first : second, said: isFirst !== isSecond };
}

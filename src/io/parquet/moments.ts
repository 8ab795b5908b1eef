/** Columns of dates with the time of day, and of times of day: seconds, dates since the first of them in the table. */
import type { SchemaElement } from "hyparquet";
import { InputError } from "../../math/errors.js";
import { momentChoices } from "../moments.js";
import { type NpyArray, toFloat64 } from "../npy.js";
import type { Choice, ReadRows } from "../protocols.js";
import { parquetDtype } from "./types.js";

type Read = (name: string, options?: ReadRows) => Promise<NpyArray>;

export interface ParquetMoments {
  readonly names: readonly string[];
  readonly choices: readonly Choice[];
  /** As it was read, a date in seconds since the first. */
  counted(name: string, array: NpyArray): NpyArray;
}

/** `read` gives dates in seconds since 1970. */
export async function momentsIn(elements: readonly SchemaElement[], read: Read): Promise<ParquetMoments> {
  const found = elements.flatMap((element) => {
    const type = parquetDtype(element);
    return "perSecond" in type ? [{ name: element.name, dated: type.dated === true }] : [];
  });
  const names = found.map(({ name }) => name);
  const dated = found.filter((moment) => moment.dated).map(({ name }) => name);
  const zero = dated.length === 0 ? undefined : await firstOf(dated, read);
  const from = zero === undefined ? undefined : dateText(zero);
  return {
    names,
    choices: momentChoices(names, from),
    counted: (name, array) => (zero !== undefined && dated.includes(name) ? since(zero, array) : array),
  };
}

/** A file may hold moments that no calendar has. */
function dateText(seconds: number): string {
  const date = new Date(1000 * seconds);
  return Number.isNaN(date.getTime()) ? `${seconds} s after 1970` : date.toISOString();
}

/** Mostly it stands in the first row, which is read alone. A column that is damaged is no matter before it is asked for. */
async function firstOf(names: readonly string[], read: Read): Promise<number | undefined> {
  for (const name of names) {
    for (const options of [{ rows: [0, 1] } as const, {}]) {
      const values = await orNothing(async () => toFloat64(await read(name, options), name));
      const first = values?.find((value) => !Number.isNaN(value));
      if (first !== undefined) return first;
    }
  }
  return undefined;
}

async function orNothing<Value>(look: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Seconds since 1970 hold a quarter of a microsecond. */
const MICROSECONDS = 1e6;

const since = (zero: number, array: NpyArray): NpyArray => ({
  ...array,
  data: toFloat64(array, "dates").map((date) => Math.round((date - zero) * MICROSECONDS) / MICROSECONDS),
});

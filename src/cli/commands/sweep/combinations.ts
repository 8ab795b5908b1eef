/** Combinations of settings, as they would be typed after `--set`. */
import { bytesSource, readCsv } from "../../../io/index.js";
import { InputError, UsageError } from "../../../math/errors.js";
import { fold, type Key, uniform } from "../../../math/random.js";
import { isRecord } from "../../../runs/canonicalJson.js";
import { parseJson } from "../../../runs/config.js";
import { readBytes } from "../../../runs/durable.node.js";
import { type Axis, isRange, type Range } from "./axes.js";

/** [name, value as text] of every setting that varies. */
export type Combination = readonly (readonly [name: string, value: string])[];

/** Every value of each with every value of the others; the last axis runs fastest. Throws UsageError for a range. */
export function grid(axes: readonly Axis[]): Combination[] {
  return axes.reduce<Combination[]>(
    (combinations, { name, values }) => {
      if (isRange(values))
        throw new UsageError(
          `${name} is a range, from which combinations are drawn: add --random N, or list its values.`,
        );
      return combinations.flatMap((combination) => values.map((value) => [...combination, [name, value] as const]));
    },
    [[]],
  );
}

/** `count` independent draws. Each depends on the key, its number and the name of the setting alone: more draws begin with the same ones. */
export const drawn = (axes: readonly Axis[], count: number, key: Key): Combination[] =>
  Array.from({ length: count }, (_, draw) =>
    axes.map(({ name, values }) => {
      const [u] = uniform(fold(fold(key, name), draw), 1);
      return [name, isRange(values) ? String(within(values, u)) : values[Math.floor(u * values.length)]] as const;
    }),
  );

/** `u` uniform on [0, 1). */
function within({ low, high, isLog, isWhole }: Range, u: number): number {
  const top = isWhole ? high + 1 : high;
  const value = isLog ? low * (top / low) ** u : low + u * (top - low);
  return isWhole ? Math.min(high, Math.floor(value)) : Number(value.toPrecision(6));
}

/** Throws InputError where the file is neither a table nor a list of objects. */
export async function combinationsIn(path: string): Promise<Combination[]> {
  const bytes = readBytes(path);
  const text = new TextDecoder().decode(bytes);
  const found = /^\s*\[/.test(text) ? fromJson(text, path) : await fromCsv(bytes, path);
  if (found.length > 0 && found.every((combination) => combination.length > 0)) return found;
  throw new InputError(`${path} holds no combinations. ${EXPECTED}`);
}

const EXPECTED =
  'Expected a CSV table with a column for each setting, or a JSON list such as [{"code": 16}, {"code": 32}].';

function fromJson(text: string, path: string): Combination[] {
  const value = parseJson(text, path);
  if (!Array.isArray(value) || !value.every(isRecord))
    throw new InputError(`${path} is no list of objects. ${EXPECTED}`);
  return value.map((settings) => Object.entries(settings).map(([name, one]) => [name, asTyped(one)] as const));
}

const asTyped = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

async function fromCsv(bytes: Uint8Array, path: string): Promise<Combination[]> {
  const { columns, rows } = await readCsv(bytesSource(bytes, path));
  return Array.from({ length: rows }, (_, row) =>
    columns.map(({ name, values }) => {
      const value = String(values[row]);
      if (value === "" || value === "NaN") throw new InputError(`${path}: ${name} is missing in row ${row + 1}.`);
      return [name, value] as const;
    }),
  );
}

/** From a table of conditions to its variables: columns of a table, or the factors of a recording by the names that its file gives them. */
import {
  columnNamesOf,
  type DataFile,
  likelyPeriod,
  lineNote,
  readColumns,
  selectEntries,
  type TableColumn,
} from "../io/index.js";
import { UsageError } from "../math/errors.js";
import type { Factor, FactorKind } from "../protocols.js";
import { factorFromNames, factorFromNumbers, readDescriptions } from "../representation/index.js";
import { withoutCounters } from "./counters.js";

/** How a column is read. */
export interface ColumnKind {
  readonly kind: FactorKind;
  /** Circular ones only. */
  readonly period?: number;
}

/** A column of the table "factors", as its file describes it. */
interface Described {
  readonly name: string;
  readonly word: string;
  readonly kind?: ColumnKind;
  readonly levels?: readonly string[];
}

async function describedIn(file: DataFile): Promise<readonly Described[]> {
  const table = file.entries.find(({ name, shape }) => name === "factors" && shape.length === 2);
  if (!table) return [];
  const { names, kinds, periods, levels } = await readDescriptions(file);
  return columnNamesOf(table).map((word, i) => {
    const kind = kindOf(kinds?.[i] ?? "auto", periods?.[i]);
    const own = levels.get(i);
    return { name: names?.[i] ?? word, word: `factors[${i}]`, ...(kind && { kind }), ...(own && { levels: own }) };
  });
}

function kindOf(reading: FactorKind | "auto", period = Number.NaN): ColumnKind | undefined {
  if (reading === "auto") return undefined;
  if (reading !== "circular") return { kind: reading };
  return period > 0 ? { kind: reading, period } : undefined;
}

/** Words count nothing, whatever their column is called. */
export const namesOfText = ({ entries }: Pick<DataFile, "entries">): string[] =>
  entries.filter(({ kind }) => kind === "text").map(({ name }) => name);

export interface Variables {
  readonly factors: readonly Factor[];
  /** What was left out, and the flag that takes it. */
  readonly notes: readonly string[];
}

/**
 * `words`: columns by name or number; by default the factors of a recording, or all columns but counters of trials. Numbers are continuous and words
 * categories unless `kinds` or the file say otherwise. Throws InputError for columns that cannot be read, UsageError for kinds of columns
 * that are not there.
 */
export async function conditionsIn(
  file: DataFile,
  words: readonly string[] | undefined,
  kinds: ReadonlyMap<string, ColumnKind>,
): Promise<Variables> {
  const described = await describedIn(file);
  const all = described.length > 0 ? described.map(({ word }) => word) : file.entries.map(({ name }) => name);
  const byDefault =
    described.length > 0 ? { names: all, notes: [] } : withoutCounters(all, [...kinds.keys(), ...namesOfText(file)]);
  const notes = words ? [] : byDefault.notes;
  const chosen = (words ?? byDefault.names).map((word) => described.find(({ name }) => name === word)?.word ?? word);
  const found = (await readColumns(file, selectEntries(file, chosen))).map((column) => {
    const own = described.find(({ word }) => word === column.name);
    return { column: { ...column, name: own?.name ?? column.name }, own };
  });
  const names = found.map(({ column }) => column.name);
  const unknown = [...kinds.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--kinds names "${unknown}", but the columns are ${names.join(", ")}.`);
  const factors = found.map(({ column, own }) => factorOf(column, kinds.get(column.name), own));
  const isOpen = ({ name, kind }: Factor, at: number) =>
    kind === "continuous" && !kinds.has(name) && found[at].own?.kind === undefined;
  const open = factors.filter(isOpen);
  return { factors, notes: [...notes, ...open.flatMap(({ name, values }) => angleNote(name, values) ?? [])] };
}

/** A sentence on an angle that is read as a number on a line; undefined for what is none. */
export function angleNote(name: string, values: ArrayLike<number>): string | undefined {
  const period = likelyPeriod({ name }, Float64Array.from(values));
  return period === undefined ? undefined : `${lineNote(name)} (otherwise --kinds '${name}=circular:${period}')`;
}

function factorOf({ name, values }: TableColumn, said: ColumnKind | undefined, own: Described | undefined): Factor {
  if (!(values instanceof Float64Array)) return factorFromNames(name, values);
  const kind = said ?? own?.kind ?? { kind: "continuous" };
  if (kind.kind === "circular") return factorFromNumbers(name, values, "circular", kind.period);
  if (kind.kind === "categorical" && own?.levels) return { name, kind: kind.kind, values, levels: own.levels };
  return factorFromNumbers(name, values, kind.kind);
}

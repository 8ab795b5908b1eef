/** Which columns of a table are factors, how each is read, and which of them count as one. */
import { areWords, type Cells, type TableStream } from "../../../io/index.js";
import { InputError, UsageError } from "../../../math/errors.js";
import { nearest, unknownName } from "../../../math/knownNames.js";
import { withoutCounters } from "../../../recordings/counters.js";
import { type CodedColumn, levelsInOrder, requireFewFactors, requireFewLevels } from "../../../theory/index.js";
import type { Kind } from "../../flags/factorKinds.js";
import type { Samples } from "./request.js";
import type { OpenTable } from "./table.js";

/** A column of the table and its kind. */
export interface Chosen {
  readonly name: string;
  /** Its place in the table. */
  readonly column: number;
  readonly kind: Kind;
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** Place of the column of weights in the table; undefined where there is none. */
  readonly weights: number | undefined;
  /** Place of the column with the names of the rows' blocks; undefined where there is none. */
  readonly blocks: number | undefined;
  /** Names of columns that count as one factor. */
  readonly groups: readonly (readonly string[])[];
  /** What was decided where no flag says it, a sentence each. */
  readonly notes: readonly string[];
}

/** Throws UsageError naming the nearest column where a flag names one that is not there. */
export async function chooseColumns(
  table: OpenTable,
  wanted: Samples,
  groups: readonly (readonly string[])[],
): Promise<Choice> {
  const { columns, extra } = table;
  const { kinds } = wanted;
  const weights = wanted.weights !== undefined && columns.includes(wanted.weights) ? wanted.weights : undefined;
  const blocks = blockColumn(table, wanted);
  const others = columns.filter((name) => name !== weights && name !== blocks && !extra.includes(name));
  // Before anything is read: a table may have a hundred thousand columns.
  requireFewFactors((wanted.columns ?? withoutCounters(others).names).length);
  const said = new Map([...table.kinds, ...kinds]);
  const known = (wanted.columns ?? others).filter((name) => columns.includes(name));
  const words = await columnsOfWords(
    table,
    known.filter((name) => !said.has(name)),
  );
  const byDefault = withoutCounters(others, [...kinds.keys(), ...groups.flat(), ...words]);
  const names = wanted.columns ?? byDefault.names;
  requireFewFactors(names.length);
  for (const name of names) requireKnown(name, columns, table.name);
  if (names.length === 0) throw new InputError(`${table.name} has no columns besides the weights`);
  if (weights !== undefined && names.includes(weights)) {
    throw new UsageError(`column "${weights}" is given both as a factor and as the weights.`);
  }
  if (blocks !== undefined && names.includes(blocks)) {
    throw new UsageError(`column "${blocks}" is given both as a factor and as the blocks.`);
  }
  for (const name of [...kinds.keys(), ...groups.flat()]) requireKnown(name, names, `the factors of ${table.name}`);
  const kindOf = (name: string): Kind =>
    said.get(name) ?? { kind: words.includes(name) ? "categorical" : "continuous" };
  return {
    chosen: names.map((name) => ({ name, column: columns.indexOf(name), kind: kindOf(name) })),
    weights: weights === undefined ? undefined : columns.indexOf(weights),
    blocks: blocks === undefined ? undefined : columns.indexOf(blocks),
    groups,
    notes: [
      ...(wanted.columns ? [] : byDefault.notes),
      ...words.map(noteOfWords),
      ...(wanted.columns || wanted.weights !== undefined
        ? []
        : names.filter((name) => WEIGHTS.test(name)).map(noteOfWeights)),
    ],
  };
}

/** What a column of weights is called. */
const WEIGHTS = /^(row_?)?(weights?|probabilit(y|ies)|prob|occurrences?|occupancy|multiplicit(y|ies))$/i;

const noteOfWeights = (name: string): string =>
  `"${name}" is taken for a factor; --weights ${name} makes it how often each row occurs`;

const noteOfWords = (name: string): string => `"${name}" holds words: each is a category; --columns can leave it out`;

/** Whose first rows hold no number. */
async function columnsOfWords(table: OpenTable, names: readonly string[]): Promise<readonly string[]> {
  const wanted = names.map((name) => ({ column: table.columns.indexOf(name), as: "text" as const }));
  if (wanted.length === 0) return [];
  for await (const { columns } of table.read(wanted)) return names.filter((_, at) => holdWords(columns[at]));
  return [];
}

const holdWords = (cells: Cells): boolean => !(cells instanceof Float64Array) && areWords(cells);

/** --blocks rows says that every row was drawn by itself, unless a column has that name. */
function blockColumn({ columns, name }: OpenTable, { blocks }: Samples): string | undefined {
  if (blocks === undefined || (blocks === "rows" && !columns.includes("rows"))) return undefined;
  requireKnown(blocks, columns, name);
  return blocks;
}

function requireKnown(name: string, known: readonly string[], where: string): void {
  if (!known.includes(name)) throw unknownName(`column of ${where}`, name, known);
}

/** The error for weights that are neither a column nor a file. */
export function unknownWeights(name: string, { columns, name: file }: TableStream): UsageError {
  const guess = nearest(name, columns);
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  return new UsageError(
    `--weights takes a column of ${file} or a file; "${name}" is neither.${hint}\nColumns: ${columns.join(", ")}.`,
  );
}

/** The columns with the levels of the categorical ones, which are read through once to find them, in natural order. */
export async function withLevels(table: TableStream, chosen: readonly Chosen[]): Promise<CodedColumn[]> {
  const categorical = chosen.filter(({ kind }) => kind.kind === "categorical");
  const levels = categorical.map(() => new Set<string>());
  const wanted = categorical.map(({ column }) => ({ column, as: "text" as const }));
  if (wanted.length > 0) {
    for await (const { columns } of table.read(wanted)) {
      columns.forEach((values, k) => {
        for (const value of values) levels[k].add(String(value));
        requireFewLevels(levels[k].size, categorical[k].name, table.name);
      });
    }
  }
  return chosen.map(({ name, kind }) => {
    if (kind.kind !== "categorical") return { name, ...kind };
    const found = [...levels[categorical.findIndex((column) => column.name === name)]];
    return { name, kind: "categorical", levels: levelsInOrder(found) };
  });
}

/** A design as a table of levels, and the changes that can be made to it. */
import { InputError } from "../../math/errors.js";
import type { Factor } from "../../protocols.js";
import type { Conditions } from "../protocols.js";
import type { Change } from "./protocols.js";

/** Rows that are the same are one condition that occurs so often. Throws InputError where a variable never changes. */
export function designOf(factors: readonly Factor[]): Conditions {
  const variables = factors.map(({ name, kind, values, period = 1, levels }) => {
    const inside = kind === "circular" ? values.map((value) => value - period * Math.floor(value / period)) : values;
    const own = Float64Array.from(new Set(inside)).sort();
    if (own.length < 2) throw new InputError(`"${name}" never changes: leave it out with --columns`);
    const names =
      kind === "categorical" ? { levelNames: Array.from(own, (level) => levels?.[level] ?? String(level)) } : {};
    return { name, kind, period, inside, values: own, ...names };
  });
  const numbers = new Map<string, number>();
  const cells: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < factors[0].values.length; row++) {
    const cell = variables.map(({ values, inside }) => values.indexOf(inside[row]));
    const known = numbers.get(cell.join());
    if (known !== undefined) counts[known]++;
    else {
      numbers.set(cell.join(), counts.length);
      cells.push(...cell);
      counts.push(1);
    }
  }
  return { variables, cells: Int32Array.from(cells), counts: Int32Array.from(counts) };
}

/** Levels of every variable. */
export type Cell = readonly number[];

export const cellsOf = ({ variables, cells, counts }: Conditions): Cell[] =>
  Array.from(counts, (_, t) => [...cells.subarray(t * variables.length, (t + 1) * variables.length)]);

/** Combinations of levels, at most, that are looked at for one that is missing. */
const MOST_CELLS = 20_000;

/** Combinations of levels that do not occur. */
export function missingCells(table: Conditions): Cell[] {
  const there = new Set(cellsOf(table).map(String));
  const total = table.variables.reduce((product, { values }) => product * values.length, 1);
  if (total > MOST_CELLS) return cornersOf(table).filter((cell) => !there.has(String(cell)));
  let all: number[][] = [[]];
  for (const { values } of table.variables)
    all = all.flatMap((cell) => Array.from(values, (_, level) => [...cell, level]));
  return all.filter((cell) => !there.has(String(cell)));
}

/** The combinations of lowest and highest levels; all levels of angles and categories. */
function cornersOf({ variables }: Conditions): Cell[] {
  let all: number[][] = [[]];
  for (const { kind, values } of variables) {
    const ends = kind === "continuous" ? [0, values.length - 1] : Array.from(values, (_, level) => level);
    all = all.flatMap((cell) => ends.map((level) => [...cell, level])).slice(0, MOST_CELLS);
  }
  return all;
}

/** How many numbers of a condition are at the end of their range: such conditions matter first. */
export const endsOf = ({ variables }: Conditions, cell: Cell): number =>
  cell.filter(
    (level, v) => variables[v].kind === "continuous" && (level === 0 || level === variables[v].values.length - 1),
  ).length;

/** A new condition occurs as often as the others do in the middle. */
export function withCell(table: Conditions, cell: Cell): Conditions {
  const usual = Int32Array.from(table.counts).sort()[Math.floor(table.counts.length / 2)];
  return {
    ...table,
    cells: Int32Array.from([...table.cells, ...cell]),
    counts: Int32Array.from([...table.counts, usual]),
  };
}

/** Undefined where a variable would no longer change. */
export function keeping(table: Conditions, isKept: (cell: Cell, t: number) => boolean): Conditions | undefined {
  const cells = cellsOf(table);
  const kept = cells.map(isKept);
  const left = cells.filter((_, t) => kept[t]);
  const varies = table.variables.every((_, v) => new Set(left.map((cell) => cell[v])).size > 1);
  if (!varies || left.length <= table.variables.length + 1) return undefined;
  return { ...table, cells: Int32Array.from(left.flat()), counts: table.counts.filter((_, t) => kept[t]) };
}

/** Shown twice as often. */
export const repeating = (table: Conditions, t: number): Conditions => ({
  ...table,
  counts: table.counts.map((count, own) => (own === t ? 2 * count : count)),
});

export function conditionOf({ variables }: Conditions, cell: Cell): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    variables.map(({ name, values, levelNames }, v) => [name, levelNames?.[cell[v]] ?? values[cell[v]]]),
  );
}

/** Variables that share their levels, by number. */
export function twinsOf({ variables }: Conditions): number[][] {
  const groups = new Map<string, number[]>();
  variables.forEach(({ kind, values, levelNames }, v) => {
    const name = `${kind} ${(levelNames ?? [...values]).join()}`;
    groups.set(name, [...(groups.get(name) ?? []), v]);
  });
  return [...groups.values()].filter(([first]) => variables[first].values.length > 2);
}

export function keepChange(
  table: Conditions,
  twins: readonly number[],
  levels: readonly number[],
  conditions: number,
): Change {
  const { values, levelNames } = table.variables[twins[0]];
  return {
    action: "keep",
    variables: twins.map((v) => table.variables[v].name),
    levels: levels.map((level) => levelNames?.[level] ?? values[level]),
    conditions,
  };
}

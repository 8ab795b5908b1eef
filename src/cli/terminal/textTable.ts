/** A table in letters of one width, as wide as the screen that shows it. */
import { hanging } from "./wrap.js";

export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableLayout {
  /** Characters of a line; as many as it takes unless given. */
  readonly width?: number;
  /** Columns that are never parted from the one before them, e.g. p from its chance level. */
  readonly beside?: readonly number[];
}

/** Lines that belong together: the first is the header. */
export type TableBlock = readonly [header: string, ...rows: string[]];

const GAP = 2;
/** Narrower, names in the first column would be a letter to a line. */
const NARROWEST = 12;
const NUMBER = /^(-|NaN|undefined|unknown|[-+−]?[\d.]+(e[-+]?\d+)?( %)?( to [-−\d.]+)?( \([^)]*\))?)$/;

/**
 * Columns of words begin, columns of numbers end at one place. Where the table is wider than the screen, columns go on in further blocks,
 * each of which begins with the first column again: no number is left out.
 */
export function textTable(
  table: TextTable,
  { width = Number.POSITIVE_INFINITY, beside = [] }: TableLayout = {},
): TableBlock[] {
  const widths = table.header.map((name, column) =>
    Math.max(name.length, ...table.rows.map((cells) => cells[column].length)),
  );
  const groups = groupsOf(widths.length, beside);
  const widthOf = (columns: readonly number[]) => columns.reduce((sum, column) => sum + GAP + widths[column], 0);
  if (widthOf(groups.flat()) + widths[0] <= width) return [blockOf(table, [0, ...groups.flat()], widths)];
  const widest = Math.max(...groups.map(widthOf));
  const first = Math.min(widths[0], Math.max(NARROWEST, width - widest));
  const fitted = [first, ...widths.slice(1)];
  return packed(groups, widthOf, width - first).map((columns) => blockOf(table, [0, ...columns], fitted, width));
}

/** The lines of all blocks, an empty one between them; headers as `paint` has them. */
export const tableLines = (blocks: readonly TableBlock[], paint: (header: string) => string): string[] =>
  blocks.flatMap(([header, ...rows], at) => [...(at > 0 ? [""] : []), ...header.split("\n").map(paint), ...rows]);

/** Columns after the first, those that stand together as one group. */
function groupsOf(columns: number, beside: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (let column = 1; column < columns; column++) {
    const last = groups.at(-1);
    if (last && beside.includes(column)) last.push(column);
    else groups.push([column]);
  }
  return groups;
}

/** Groups in order, as many to a block as there is room for. */
function packed(
  groups: readonly number[][],
  widthOf: (columns: readonly number[]) => number,
  room: number,
): number[][] {
  const blocks: number[][] = [];
  for (const group of groups) {
    const last = blocks.at(-1);
    if (last && widthOf(last) + widthOf(group) <= room) last.push(...group);
    else blocks.push([...group]);
  }
  return blocks;
}

function blockOf(
  { header, rows }: TextTable,
  columns: readonly number[],
  widths: readonly number[],
  width = Number.POSITIVE_INFINITY,
): TableBlock {
  const numbers = columns.map((column) => rows.every((cells) => NUMBER.test(cells[column])));
  const lines = (cells: readonly string[]) =>
    rowLines(
      columns.map((column) => cells[column]),
      columns.map((column) => widths[column]),
      numbers,
      width,
    );
  return [lines(header).join("\n"), ...rows.flatMap(lines)];
}

/** A row; words that are longer than their column, or the last of them than the screen, go on below. */
function rowLines(
  cells: readonly string[],
  widths: readonly number[],
  numbers: readonly boolean[],
  width: number,
): string[] {
  const last = cells.length - 1;
  const before = widths.slice(0, last).reduce((sum, own) => sum + own + GAP, 0);
  const parts = cells.map((cell, at) => {
    if (at === 0) return hanging("", cell, widths[0], GAP).map((line) => line.trimEnd());
    return at === last && !numbers[at] ? hanging("", cell, Math.max(NARROWEST, width - before), GAP) : [cell];
  });
  const height = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    parts
      .map((part, at) =>
        numbers[at] ? (part[line] ?? "").padStart(widths[at]) : (part[line] ?? "").padEnd(widths[at]),
      )
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

/**
 * Columns of a table as factors in the theory's sense (docs/theory.md, section 5, groups): a circular variable becomes its
 * cosine and sine, a categorical one an indicator of each level (Whittington et al. 2023, appendix A.7; of rank levels - 1,
 * which `reduceProblem` sees to), and each of them is one group. Continuous ones stay as they are.
 */
import { InputError } from "../math/errors.js";
import { type Matrix, matrix } from "../math/matrix.js";

export type CodedColumn =
  | { readonly name: string; readonly kind: "continuous" }
  | { readonly name: string; readonly kind: "circular"; readonly period: number }
  /** Distinct levels; the values of the column are level numbers 0, 1, ... */
  | { readonly name: string; readonly kind: "categorical"; readonly levels: readonly string[] };

/** More levels than this are hardly categories. */
const MOST_LEVELS = 64;

/** Throws InputError where a column of `file` has more levels than categories have. */
export function requireFewLevels(count: number, column: string, file: string): void {
  if (count <= MOST_LEVELS) return;
  throw new InputError(
    `${file}: column "${column}" has more than ${MOST_LEVELS} levels; is it continuous? Then leave it out of --kinds`,
  );
}

/** Numbers by size, other names by the alphabet. */
export const levelsInOrder = (levels: Iterable<string>): string[] =>
  [...levels].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));

/** Names of the coordinates of a column: "x"; "cos x" and "sin x"; "x=level" for each level. */
export function coordinateNames(column: CodedColumn): string[] {
  if (column.kind === "continuous") return [column.name];
  if (column.kind === "circular") return [`cos ${column.name}`, `sin ${column.name}`];
  return column.levels.map((level) => `${column.name}=${level}`);
}

/** For each column that has several coordinates or is joined with others by name: the numbers of its coordinates. */
export function coordinateGroups(
  columns: readonly CodedColumn[],
  joined: readonly (readonly string[])[] = [],
): number[][] {
  let at = 0;
  const indices = new Map(columns.map((column) => [column.name, coordinateNames(column).map(() => at++)]));
  const together = joined.map((names) => names.flatMap((name) => indices.get(name) ?? []));
  const named = new Set(joined.flat());
  const alone = columns.filter(({ name }) => !named.has(name)).map(({ name }) => indices.get(name) ?? []);
  return [...together, ...alone].filter((group) => group.length > 1);
}

/** Coordinates [rows x coordinates] of values given by column, [rows] each. Throws InputError on an unknown level. */
export function codeColumns(columns: readonly CodedColumn[], values: readonly ArrayLike<number>[]): Matrix {
  const width = columns.reduce((sum, column) => sum + coordinateNames(column).length, 0);
  const rows = values[0]?.length ?? 0;
  const out = matrix(rows, width);
  let at = 0;
  columns.forEach((column, k) => {
    writeColumn(column, values[k], out, at);
    at += coordinateNames(column).length;
  });
  return out;
}

function writeColumn(column: CodedColumn, values: ArrayLike<number>, out: Matrix, at: number): void {
  const { data, columns: width, rows } = out;
  for (let row = 0, to = at; row < rows; row++, to += width) {
    if (column.kind === "continuous") data[to] = values[row];
    else if (column.kind === "circular") {
      const angle = (2 * Math.PI * values[row]) / column.period;
      data[to] = Math.cos(angle);
      data[to + 1] = Math.sin(angle);
    } else if (values[row] >= 0 && values[row] < column.levels.length) data[to + values[row]] = 1;
    else throw new InputError(`categorical factor "${column.name}" has no level number ${values[row]}`);
  }
}

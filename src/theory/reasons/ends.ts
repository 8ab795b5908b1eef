/**
 * The ends of factors: the values beyond which a factor does not go. A continuous factor has two, a categorical one its levels, a
 * circular one as many directions as are looked at. A corner of the joint range is one end of each of several factors.
 */
import { type CodedColumn, coordinateNames } from "../coordinates.js";

/** Directions in which a circular factor is looked at. */
const ANGLES = 8;

export type Place =
  | { readonly kind: "minimum" }
  | { readonly kind: "maximum" }
  | { readonly kind: "level"; readonly level: string }
  /** In the units of the factor's period. */
  | { readonly kind: "angle"; readonly angle: number };

export interface End {
  /** Name of the column. */
  readonly name: string;
  readonly place: Place;
  /** Factors of one block count as one, and have no corners among themselves. */
  readonly block: number;
  /** [coordinates] a linear function of a row that is greatest at this end */
  readonly towards: Float64Array;
}

/** Names of continuous factors, where no kinds are given. */
export const continuousColumns = (names: readonly string[]): CodedColumn[] =>
  names.map((name) => ({ name, kind: "continuous" }));

/** Ends of all factors but the `dropped` coordinates; `groups` are the coordinates that count as one factor. */
export function endsOf(
  columns: readonly CodedColumn[],
  groups: readonly (readonly number[])[],
  dropped: readonly string[],
): End[] {
  const names = columns.flatMap(coordinateNames);
  const blockOf = (coordinate: number): number => {
    const group = groups.findIndex((members) => members.includes(coordinate));
    return group < 0 ? groups.length + coordinate : group;
  };
  let next = 0;
  return columns.flatMap((column) => {
    const at = next;
    next += coordinateNames(column).length;
    if (coordinateNames(column).every((name) => dropped.includes(name))) return [];
    return endsOfColumn(column).map(({ place, parts }) => {
      const towards = new Float64Array(names.length);
      towards.set(parts, at);
      return { name: column.name, place, block: blockOf(at), towards };
    });
  });
}

function endsOfColumn(column: CodedColumn): { readonly place: Place; readonly parts: readonly number[] }[] {
  if (column.kind === "continuous") {
    return [
      { place: { kind: "minimum" }, parts: [-1] },
      { place: { kind: "maximum" }, parts: [1] },
    ];
  }
  if (column.kind === "categorical") {
    return column.levels.map((level, at) => ({
      place: { kind: "level", level },
      parts: column.levels.map((_, other) => (other === at ? 1 : 0)),
    }));
  }
  return Array.from({ length: ANGLES }, (_, k) => ({
    place: { kind: "angle", angle: (k * column.period) / ANGLES },
    parts: [Math.cos((2 * Math.PI * k) / ANGLES), Math.sin((2 * Math.PI * k) / ANGLES)],
  }));
}

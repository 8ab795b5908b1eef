/** The cells of a map that are known so far. */
import type { MapCell } from "../worker/clouds/protocol.js";

/** By column and row, as `keyOfCell` writes them. */
export type KnownCells = ReadonlyMap<string, MapCell>;
export const keyOfCell = (column: number, row: number): string => `${column},${row}`;

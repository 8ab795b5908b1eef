/** What a shape says of an array. */
import type { DataEntry } from "../protocols.js";

/** One value a row: [rows], or [rows x 1] as Kilosort, MATLAB and column vectors of NumPy have it. */
export const isList = ({ shape }: Pick<DataEntry, "shape">): boolean =>
  shape.length === 1 || (shape.length === 2 && shape[1] === 1);

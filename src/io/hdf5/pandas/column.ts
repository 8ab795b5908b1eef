/** One column of a table of pandas as an entry. */
import { kindOf } from "../../entries.js";
import type { DataEntry } from "../../protocols.js";
import { type Hdf5Dataset, TYPE_CLASS } from "../protocols.js";
import { problemOfStorage, unreadable } from "../types.js";
import type { Cells, FrameColumn } from "./protocols.js";

export interface ColumnParts {
  readonly name: string;
  readonly cells: Cells;
  readonly index?: boolean;
  /** What pandas says of the values: "datetime64[ns]", "category", ... */
  readonly kind?: string;
}

/** Names or numbers of rows that have no name of their own are no data. */
const INDEX: Pick<DataEntry, "role" | "note"> = { role: "description", note: "numbers or names the rows" };

export function frameColumn({ name, cells, index = false, kind = "" }: ColumnParts): FrameColumn {
  const { dataset, item, offset, rowBytes } = cells;
  const dtype = dtypeOf(item);
  const problem = problemOfKind(kind) ?? problemOfStorage(dataset);
  if (problem !== undefined) return { entry: unreadable(name, problem) };
  if (dtype === undefined || offset < 0 || offset + item.size > rowBytes)
    return { entry: unreadable(name, `holds values that are not read here: ${SAVE_TEXT}`) };
  const shape = [dataset.shape?.[0] ?? 0];
  return { entry: { name, shape, dtype, kind: kindOf(dtype), ...(index && INDEX) }, cells };
}

const SAVE_TEXT = "save the table with to_csv";

function problemOfKind(kind: string): string | undefined {
  if (/^(datetime|timedelta|date)/.test(kind)) return "holds dates or times of day: save seconds as numbers";
  if (kind === "category") return 'holds categories of pandas: save them as text, with .astype("str")';
  return undefined;
}

function dtypeOf({ class: number, size, signed, littleEndian }: Cells["item"]): string | undefined {
  const isNumber = size === 1 || littleEndian;
  switch (number) {
    case TYPE_CLASS.integer:
      return isNumber && [1, 2, 4, 8].includes(size) ? `${signed ? "i" : "u"}${size}` : undefined;
    case TYPE_CLASS.float:
      return isNumber && [2, 4, 8].includes(size) ? `f${size}` : undefined;
    case TYPE_CLASS.bitfield:
      return size === 1 ? "b1" : undefined;
    case TYPE_CLASS.string:
      return "U";
    default:
      return undefined;
  }
}

/** Of a dataset of plain values [rows] or [rows x columns], the values of one column. */
export function cellsOf(dataset: Hdf5Dataset, column: number): Cells {
  const { type, shape = [] } = dataset;
  return { dataset, item: type, offset: column * type.size, rowBytes: (shape[1] ?? 1) * type.size };
}

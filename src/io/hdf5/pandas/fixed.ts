/**
 * Tables in pandas' fixed format: columns of one type are the columns of a block `block0_values` [rows x n], their names
 * `block0_items`, or in levels `block0_items_level0`, ... with the place of each name in `block0_items_label0`, ... A series is `values`.
 * Source: `GenericFixed` in pandas/io/pytables.py.
 */
import { numberOf, textOf } from "../contents.js";
import type { AttributeValue, Hdf5Dataset } from "../protocols.js";
import { unreadable } from "../types.js";
import { cellsOf, frameColumn } from "./column.js";
import { keyOf, type Label, textsOf } from "./names.js";
import { unpickled } from "./pickled.js";
import type { Frame, FrameColumn } from "./protocols.js";

/** What the group of a table holds. */
export interface Group {
  readonly path: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** By its name in the group. */
  dataset(name: string): Hdf5Dataset | undefined;
  /** Values of a dataset of plain numbers or texts; none where there is none. */
  list(name: string): Promise<readonly string[]>;
}

/** More blocks are damage: there is one for each type of values. */
const MOST_BLOCKS = 4096;

export async function fixedFrame(group: Group): Promise<Frame> {
  const blocks = Math.min(numberOf(group.attributes.nblocks) ?? 0, MOST_BLOCKS);
  const order = await labelsIn(group, "axis0");
  const texts = textsOf(order);
  const found = new Map<string, FrameColumn>();
  for (let block = 0; block < blocks; block++) {
    const labels = await labelsIn(group, `block${block}_items`);
    for (const [at, label] of labels.entries()) {
      const name = texts.get(keyOf(label)) ?? label.join(" ");
      found.set(name, blockColumn(group.dataset(`block${block}_values`), name, { at, of: labels.length }));
    }
  }
  const named = order.flatMap((label) => found.get(texts.get(keyOf(label)) ?? "") ?? []);
  return { path: group.path, ...withIndex(group, "axis1", named) };
}

export function fixedSeries(group: Group): Frame {
  const name = textOf(group.attributes.name);
  const own = name === undefined || unpickled(name) === null ? "values" : name;
  return {
    path: group.path,
    ...withIndex(group, "index", [blockColumn(group.dataset("values"), own, { at: 0, of: 1 })]),
  };
}

/** Names of columns, in one level or several. */
async function labelsIn(group: Group, axis: string): Promise<readonly Label[]> {
  if (textOf(group.attributes[`${axis}_variety`]) !== "multi") return (await group.list(axis)).map((name) => [name]);
  const levels = numberOf(group.attributes[`${axis}_nlevels`]) ?? 0;
  const columns: (readonly string[])[] = [];
  for (let level = 0; level < levels; level++) {
    const names = await group.list(`${axis}_level${level}`);
    const places = await group.list(`${axis}_label${level}`);
    columns.push(places.map((place) => names[Number(place)] ?? ""));
  }
  return (columns[0] ?? []).map((_, at) => columns.map((column) => column[at] ?? ""));
}

interface Place {
  readonly at: number;
  /** Columns of the block. */
  readonly of: number;
}

function blockColumn(dataset: Hdf5Dataset | undefined, name: string, { at, of }: Place): FrameColumn {
  if (!dataset) return { entry: unreadable(name, "is not there: the file is damaged") };
  if (textOf(dataset.attributes.PSEUDOATOM) !== undefined) return { entry: unreadable(name, PICKLED) };
  if ((dataset.shape?.[1] ?? 1) !== of)
    return { entry: unreadable(name, `is one of ${of} columns, which its block has not`) };
  const kind = textOf(dataset.attributes.value_type);
  return frameColumn({ name, cells: cellsOf(dataset, at), ...(kind !== undefined && { kind }) });
}

const PICKLED = 'holds texts that Python pickled: save the table with to_csv, or with to_hdf(..., format="table")';

/** The index is a column of its name, or else one that names the rows; in levels it is left out. */
function withIndex(group: Group, axis: string, columns: readonly FrameColumn[]): Pick<Frame, "columns" | "said"> {
  if (textOf(group.attributes[`${axis}_variety`]) === "multi") {
    const levels = numberOf(group.attributes[`${axis}_nlevels`]) ?? 0;
    return { columns, said: `the index of rows, of ${levels} levels, is left out` };
  }
  const dataset = group.dataset(axis);
  if (!dataset) return { columns };
  const stated = textOf(dataset.attributes.name) ?? "N.";
  const name = unpickled(stated) === null ? undefined : stated;
  const kind = textOf(dataset.attributes.kind);
  return { columns: [indexColumn(dataset, name, kind), ...columns] };
}

const indexColumn = (dataset: Hdf5Dataset, name: string | undefined, kind = ""): FrameColumn =>
  frameColumn({ name: name ?? "index", cells: cellsOf(dataset, 0), index: name === undefined, kind });

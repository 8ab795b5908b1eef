/** Tables that pandas wrote (HDFStore, PyTables), as DeepLabCut's .h5 files are: a column of a table is an array of its name. */
import { InputError } from "../../../math/errors.js";
import { elements, findEntry, rowRange } from "../../entries.js";
import { decodeItems, type NpyArray } from "../../npy.js";
import type { Choice, DataFile, OpenOptions } from "../../protocols.js";
import { textOf } from "../contents.js";
import { readBox, texts } from "../file.js";
import type { OpenHdf5 } from "../library.js";
import type { Hdf5Dataset, Hdf5Node } from "../protocols.js";
import { fixedFrame, fixedSeries, type Group } from "./fixed.js";
import type { Cells, Frame, FrameColumn } from "./protocols.js";
import { tableFrame } from "./table.js";

type PlainFile = Omit<DataFile, "close">;

const FRAME = /^(frame|series|wide)/;

/** The same file with the columns of its tables in place of what pandas keeps them in; other files as they were. */
export async function pandasFile(plain: PlainFile, opened: OpenHdf5, options: OpenOptions): Promise<PlainFile> {
  const tables = opened.nodes.filter((node) => node.kind === "group" && FRAME.test(typeOf(node)));
  // what pandas keeps of a table's categories is a table in it
  const groups = tables.filter((node) => !tables.some(({ path }) => node.path.startsWith(`${path}/`)));
  if (groups.length === 0) return plain;
  const frames: Frame[] = [];
  for (const node of groups) frames.push(await frameOf(groupAt(node, plain, opened), plain.name));
  const columns = columnsByName(frames, plain.name);
  const isInside = (name: string) => groups.some(({ path }) => name.startsWith(`${path}/`));
  const entries = [
    ...[...columns.values()].map(({ entry }) => entry),
    ...plain.entries.filter(({ name }) => !isInside(name)),
  ];
  const read = reader(opened, options);
  return {
    ...plain,
    entries,
    choices: [...(plain.choices ?? []), ...frames.flatMap(choicesOf)],
    async read(name, { rows } = {}) {
      const entry = findEntry({ name: plain.name, entries }, name);
      const { cells } = columns.get(entry.name) ?? {};
      if (!cells) return plain.read(name, rows && { rows });
      return read(cells, { entry, range: rowRange(plain, entry, rows), label: `${plain.name}: "${entry.name}"` });
    },
  };
}

const typeOf = (node: Hdf5Node): string => ("attributes" in node ? (textOf(node.attributes.pandas_type) ?? "") : "");

function groupAt(node: Hdf5Node, plain: PlainFile, opened: OpenHdf5): Group {
  const inGroup = (name: string) => `${node.path}/${name}`;
  return {
    path: node.path,
    attributes: "attributes" in node ? node.attributes : {},
    dataset(name) {
      const found = opened.nodes.find(({ path }) => path === inGroup(name));
      return found?.kind === "dataset" ? found : undefined;
    },
    async list(name) {
      const isThere = plain.entries.some((entry) => entry.name === inGroup(name) && entry.problem === undefined);
      if (!isThere) return [];
      const { data } = await plain.read(inGroup(name));
      return Array.from<number | bigint | string, string>(data, String);
    },
  };
}

/** Throws InputError for a table of another kind, with the line that converts it. */
async function frameOf(group: Group, file: string): Promise<Frame> {
  const type = textOf(group.attributes.pandas_type);
  if (type === "frame") return fixedFrame(group);
  if (type === "series") return fixedSeries(group);
  const table = tableFrame(group);
  if (table) return table;
  throw new InputError(
    `${file} holds a table of pandas ("${group.path}") of a kind that is not read here ("${type}"): ` +
      `python -c 'import pandas; pandas.read_hdf("${file}", "${group.path}").to_csv("${file}.csv")', then give the csv`,
  );
}

/** Throws InputError where two have one name. */
function columnsByName(frames: readonly Frame[], file: string): ReadonlyMap<string, FrameColumn> {
  const columns = frames.flatMap((frame) => named(frame, frames.length > 1));
  const byName = new Map(columns);
  const twice = columns.find(([name, column]) => byName.get(name) !== column);
  if (twice) throw new InputError(`${file}: two columns are named "${twice[0]}"`);
  return byName;
}

/** Of several tables each column is called by its table, too. */
const named = ({ path, columns }: Frame, isOneOfMany: boolean): (readonly [string, FrameColumn])[] =>
  columns.map(({ entry, cells }) => {
    const name = isOneOfMany ? `${path}/${entry.name}` : entry.name;
    return [name, { entry: { ...entry, name }, ...(cells && { cells }) }];
  });

const choicesOf = ({ path, said }: Frame): Choice[] => (said === undefined ? [] : [{ said: `${path}: ${said}` }]);

interface Wanted {
  readonly entry: Pick<FrameColumn["entry"], "dtype" | "shape">;
  readonly range: readonly [number, number];
  readonly label: string;
}

/** Columns of a block are read one after the other: its rows are fetched once. */
function reader(opened: OpenHdf5, { mostBytes }: OpenOptions) {
  let last: { readonly key: string; readonly bytes: Uint8Array } | undefined;
  const rowsOf = (dataset: Hdf5Dataset, { range: [from, to], label }: Wanted): Uint8Array => {
    const { path, type, shape = [] } = dataset;
    const key = `${from} ${to} ${path}`;
    if (last?.key === key) return last.bytes;
    const count = [to - from, ...shape.slice(1)];
    const bytes = elements(count) * type.size;
    if (bytes > mostBytes)
      throw new InputError(`${label}: ${bytes} bytes, more than the limit of ${mostBytes}: read fewer rows`);
    const items = readBox(opened, { path, type, start: [from, ...shape.slice(1).map(() => 0)], count }, label);
    if (!(items instanceof Uint8Array)) throw new InputError(`${label} came as text`);
    last = { key, bytes: items };
    return items;
  };
  return (cells: Cells, wanted: Wanted): NpyArray => columnOf(rowsOf(cells.dataset, wanted), cells, wanted);
}

function columnOf(
  rows: Uint8Array,
  { item, offset, rowBytes, missing }: Cells,
  { entry, range, label }: Wanted,
): NpyArray {
  const [count, size] = [range[1] - range[0], item.size];
  const bytes = new Uint8Array(count * size);
  for (let row = 0; row < count; row++) {
    const at = row * rowBytes + offset;
    bytes.set(rows.subarray(at, at + size), row * size);
  }
  if (entry.dtype === "U") {
    return { shape: [count], dtype: "U", data: texts(bytes, size).map((text) => (text === missing ? "" : text)) };
  }
  const header = { dtype: entry.dtype, bigEndian: false, itemSize: size, shape: [count], count, dataOffset: 0 };
  return decodeItems(bytes, { ...header, fortranOrder: false }, label);
}

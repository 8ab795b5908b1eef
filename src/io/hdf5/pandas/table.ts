/**
 * Tables in pandas' table format: records of `table`, whose fields are the index, blocks of columns of one type
 * (`values_block_0`) and columns of their own. The names of a block's columns stand pickled in its attributes. Source: `Table` in
 * pandas/io/pytables.py.
 */
import { textOf } from "../contents.js";
import type { AttributeValue, Hdf5Dataset, Hdf5Member } from "../protocols.js";
import { frameColumn } from "./column.js";
import type { Group } from "./fixed.js";
import { keyOf, labelsOf, textsOf } from "./names.js";
import { type Pickled, unpickled } from "./pickled.js";
import type { Cells, Frame, FrameColumn } from "./protocols.js";

/** Undefined where the group holds no records. */
export function tableFrame(group: Group): Frame | undefined {
  const table = group.dataset("table");
  if (!table?.type.members) return undefined;
  const missing = nameOr(textOf(group.attributes.nan_rep), "nan");
  const order = labelsOf(columnsIn(group));
  const texts = textsOf(order);
  const fields = table.type.members.flatMap((member): FrameColumn[] => {
    if (member.name === "index") return [indexColumn(group, table, member)];
    const labels = labelsOf(pickledIn(table.attributes, `${member.name}_kind`));
    const parts = Array.from({ length: member.count }, (_, at) => labels[at] ?? [`${member.name}[${at}]`]);
    const kind = kindOf(table, member.name);
    return parts.map((label, at) =>
      frameColumn({
        name: texts.get(keyOf(label)) ?? label.join(" "),
        cells: cellsAt(table, member, { at, missing }),
        kind,
      }),
    );
  });
  return { path: group.path, columns: inOrder(fields, [...texts.values()]) };
}

function indexColumn(group: Group, table: Hdf5Dataset, member: Hdf5Member): FrameColumn {
  const name = indexName(group);
  const kind = textOf(table.attributes.index_kind) ?? "";
  return frameColumn({ name: name ?? "index", cells: cellsAt(table, member), index: name === undefined, kind });
}

/** `info` is a dictionary in which that of "index" may have an "index_name". */
function indexName(group: Group): string | undefined {
  const info = pickledIn(group.attributes, "info");
  const index = info instanceof Map ? info.get("index") : undefined;
  const name = index instanceof Map ? index.get("index_name") : undefined;
  return typeof name === "string" ? name : undefined;
}

/** The last item of the pair (1, names). */
function columnsIn({ attributes }: Group): Pickled | undefined {
  const axes = pickledIn(attributes, "non_index_axes");
  const [first] = Array.isArray(axes) ? axes : [];
  return Array.isArray(first) ? first[1] : undefined;
}

function pickledIn(attributes: Readonly<Record<string, AttributeValue>>, name: string): Pickled | undefined {
  const text = textOf(attributes[name]);
  return text === undefined ? undefined : unpickled(text);
}

const nameOr = (text: string | undefined, otherwise: string): string =>
  text === undefined || unpickled(text) === null ? otherwise : text;

function kindOf({ attributes }: Hdf5Dataset, field: string): string {
  const meta = textOf(attributes[`${field}_meta`]);
  return meta === "category" ? meta : (textOf(attributes[`${field}_dtype`]) ?? "");
}

const cellsAt = (
  dataset: Hdf5Dataset,
  member: Hdf5Member,
  { at = 0, missing = "nan" }: { readonly at?: number; readonly missing?: string } = {},
): Cells => ({
  dataset,
  item: member,
  offset: member.offset + at * member.size,
  rowBytes: dataset.type.size,
  missing,
});

/** The index first, then as the table had them. */
function inOrder(columns: readonly FrameColumn[], names: readonly string[]): readonly FrameColumn[] {
  const places = new Map(names.map((name, place) => [name, place]));
  const place = ({ entry }: FrameColumn) => places.get(entry.name) ?? -1;
  return [...columns].sort((a, b) => place(a) - place(b));
}

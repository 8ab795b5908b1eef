/** Tables that pandas wrote (HDFStore, PyTables), as DeepLabCut's .h5 files are: named with the line that converts them. */
import { InputError } from "../../math/errors.js";
import { textOf } from "./contents.js";
import type { Hdf5Node } from "./protocols.js";

const FRAME = /^(frame|series|wide)/;

/** Throws InputError for a file that holds a table of pandas: its blocks and codes say nothing one by one. */
export function refusePandasTables(nodes: readonly Hdf5Node[], name: string): void {
  const tables = nodes.filter((node) => node.kind === "group" && FRAME.test(textOf(node.attributes.pandas_type) ?? ""));
  const [table] = tables;
  if (!table) return;
  const key = tables.length === 1 ? "" : `, "${table.path}"`;
  throw new InputError(
    `${name} holds a table of pandas ("${table.path}"), as DeepLabCut writes them, which is not read here: ` +
      `python -c 'import pandas; pandas.read_hdf("${name}"${key}).to_csv("${name}.csv")', then give the csv`,
  );
}

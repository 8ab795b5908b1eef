/**
 * MATLAB's v7.3 files: HDF5 with the axes of every array reversed, since MATLAB lets the first index run fastest. Row and
 * column vectors count as one-dimensional, single numbers as single values. Attributes as MATLAB writes them: MATLAB_class,
 * MATLAB_sparse, MATLAB_empty, MATLAB_object_decode.
 */
import { kindOf } from "../entries.js";
import { problemOfClass, withoutUnitAxes } from "../matlabShape.js";
import { type Hdf5Entry, plainEntry, textOf } from "./contents.js";
import type { Hdf5Dataset, Hdf5Node } from "./protocols.js";
import { unreadable } from "./types.js";

/** The entries of a MATLAB file. */
export function matlabEntries(nodes: readonly Hdf5Node[]): Hdf5Entry[] {
  const sparse = nodes.filter((node) => node.kind === "group" && "MATLAB_sparse" in node.attributes);
  const inSparse = ({ path }: Hdf5Node) => sparse.some((group) => path.startsWith(`${group.path}/`));
  const own = nodes.filter((node) => !/^#(refs|subsystem)#/.test(node.path) && !inSparse(node));
  const entries = own.map((node) => (node.kind === "dataset" ? matlabEntry(node) : plainEntry(node)));
  const refused = sparse.map(({ path }) => ({
    entry: unreadable(path, problemOfClass("sparse") ?? "", "sparse"),
  }));
  return [...entries.filter((entry) => entry !== undefined), ...refused];
}

function matlabEntry(dataset: Hdf5Dataset): Hdf5Entry | undefined {
  const { path, attributes, shape } = dataset;
  const kind = textOf(attributes.MATLAB_class) ?? "double";
  const isObject = "MATLAB_object_decode" in attributes;
  const problem = isObject ? problemOfClass(kind === "struct" ? "object" : kind) : problemOfClass(kind);
  if (problem !== undefined) return { entry: unreadable(path, problem, kind) };
  const plain = plainEntry(dataset);
  if (!plain?.stored || !shape) return plain;
  if ("MATLAB_empty" in attributes && attributes.MATLAB_empty !== 0)
    return { entry: unreadable(path, "is empty", kind) };
  const axes = [...shape].reverse();
  if (kind === "char")
    return {
      ...plain,
      entry: { name: path, shape: axes[0] === 1 ? [] : [axes[0]], dtype: "U", kind: "text" },
      matlab: "text",
    };
  const dtype = kind === "logical" && dataset.type.size === 1 ? "b1" : plain.entry.dtype;
  return {
    ...plain,
    entry: { ...plain.entry, dtype, kind: kindOf(dtype), shape: withoutUnitAxes(axes) },
    matlab: "numbers",
  };
}

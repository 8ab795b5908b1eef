/** The links of an HDF5 file as entries, and how each is read: plain HDF5, where axes are in the order that NumPy has. */
import { kindOf } from "../entries.js";
import type { DataEntry } from "../protocols.js";
import type { AttributeValue, Hdf5Dataset, Hdf5Node } from "./protocols.js";
import { dtypeOfHdf5, problemOf, unreadable, wordFor } from "./types.js";

/** An entry, and where it is kept if that is a dataset. */
export interface Hdf5Entry {
  readonly entry: DataEntry;
  readonly stored?: Hdf5Dataset;
  /** MATLAB keeps arrays with the first axis running fastest, and text as numbers. */
  readonly matlab?: "numbers" | "text" | "empty";
  /** Of MATLAB's arrays that are put together: single values of cells or structs, or the parts of a sparse matrix. */
  readonly parts?: { readonly kind: "joined" | "sparse"; readonly of: readonly Hdf5Entry[] };
}

/** The entry of a link; undefined for groups. */
export function plainEntry(node: Hdf5Node): Hdf5Entry | undefined {
  switch (node.kind) {
    case "group":
      return undefined;
    case "dataset":
      return datasetEntry(node);
    case "external":
      return {
        entry: unreadable(
          node.path,
          `is a link to another file ("${node.file}"), which is not opened: copy the data in`,
        ),
      };
    case "broken":
      return { entry: unreadable(node.path, `is a link to "${node.target}", which is not in this file`) };
    default:
      return { entry: unreadable(node.path, `cannot be read: ${node.reason}`) };
  }
}

function datasetEntry(dataset: Hdf5Dataset): Hdf5Entry {
  const { path, shape = [], type } = dataset;
  const problem = problemOf(dataset);
  const dtype = dtypeOfHdf5(type) ?? wordFor(type);
  if (problem !== undefined) return { entry: { ...unreadable(path, problem, dtype), shape } };
  const note = type.names && dtype !== "b1" ? describeLevels(type.names) : undefined;
  return {
    entry: { name: path, shape, dtype, kind: kindOf(dtype), ...unitsOf(dataset), ...(note && { note }) },
    stored: dataset,
  };
}

const describeLevels = (names: Readonly<Record<string, number>>): string =>
  Object.entries(names)
    .slice(0, 12)
    .map(([name, value]) => `${value} ${name}`)
    .join(", ");

function unitsOf({ attributes: { units, unit } }: Hdf5Dataset): Pick<DataEntry, "units"> {
  const stated = textOf(units) ?? textOf(unit);
  return stated === undefined ? {} : { units: stated };
}

/** Text of an attribute, which writers put as one string or as an array of one. */
export function textOf(value: AttributeValue | undefined): string | undefined {
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === "string" && single !== "" ? single : undefined;
}

/** A number of an attribute, likewise. */
export function numberOf(value: AttributeValue | undefined): number | undefined {
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === "number" && Number.isFinite(single) ? single : undefined;
}

/**
 * MATLAB's v7.3 files: HDF5 with the axes of every array reversed, since MATLAB lets the first index run fastest. Row and
 * column vectors count as one-dimensional, single numbers as single values. Attributes as MATLAB writes them: MATLAB_class,
 * MATLAB_sparse, MATLAB_empty, MATLAB_object_decode. The elements of cell arrays and of arrays of structs lie in the group "#refs#",
 * and arrays of references lead to them.
 */
import { elements, kindOf } from "../entries.js";
import { isArrayClass, problemOfObject, withoutUnitAxes } from "../matlabShape.js";
import { type MatlabValue, matlabEntriesOf } from "../matlabTree.js";
import { type Hdf5Entry, numberOf, plainEntry, textOf } from "./contents.js";
import type { OpenHdf5 } from "./library.js";
import { type Hdf5Dataset, type Hdf5Node, TYPE_CLASS } from "./protocols.js";

/** More, one in the other, is damage, or leads back to itself. */
const MOST_DEPTH = 32;
const REFERENCE_BYTES = 8;

/** The entries of a MATLAB file. Throws InputError where its references cannot be read. */
export function matlabEntries(opened: OpenHdf5, file: string): Hdf5Entry[] {
  const tree = new MatlabTree(opened, file);
  const own = opened.nodes.filter(
    ({ path }) => path !== "" && !path.includes("/") && !/^#(refs|subsystem)#$/.test(path),
  );
  return own.flatMap((node) => tree.entries(node));
}

type Value = MatlabValue<Hdf5Entry>;

class MatlabTree {
  readonly #opened: OpenHdf5;
  readonly #file: string;
  readonly #children = new Map<string, Hdf5Node[]>();
  #targets: ReadonlyMap<number, Hdf5Node> | undefined;

  constructor(opened: OpenHdf5, file: string) {
    this.#opened = opened;
    this.#file = file;
    for (const node of opened.nodes) {
      const parent = node.path.slice(0, Math.max(0, node.path.lastIndexOf("/")));
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(node);
      else this.#children.set(parent, [node]);
    }
  }

  entries(node: Hdf5Node): Hdf5Entry[] {
    if (node.kind !== "group" && node.kind !== "dataset") {
      const plain = plainEntry(node);
      return plain ? [plain] : [];
    }
    return matlabEntriesOf(node.path, this.#value(node, 0)).map(({ entry, parts, isJoined }): Hdf5Entry => {
      const of = parts.map(({ source }) => source);
      if (isJoined) return { entry, parts: { kind: "joined", of } };
      return of.length === 0
        ? { entry }
        : { ...of[0], entry: { ...of[0].entry, name: entry.name, shape: entry.shape } };
    });
  }

  #value(node: Hdf5Node, depth: number): Value {
    if (depth > MOST_DEPTH) return refused("cell", `holds more than ${MOST_DEPTH} arrays, one in the other`);
    if (node.kind === "group")
      return "MATLAB_sparse" in node.attributes ? this.#sparse(node) : this.#struct(node, depth);
    if (node.kind !== "dataset") return refused("?", plainEntry(node)?.entry.problem ?? "cannot be read");
    const kind = textOf(node.attributes.MATLAB_class) ?? "double";
    if ("MATLAB_object_decode" in node.attributes || /^function_handle$/.test(kind))
      return refused(kind, problemOfObject(kind === "struct" ? "object" : kind));
    const isEmpty = (numberOf(node.attributes.MATLAB_empty) ?? 0) !== 0;
    if (kind === "cell") {
      return { kind, shape: shapeOf(node), cells: isEmpty ? [] : this.#elementsOf(node, depth) };
    }
    if (kind === "struct") return { kind, shape: [0], fields: new Map() };
    if (isArrayClass(kind) || /^canonical empty$/.test(kind)) return leaf(node, kind, isEmpty);
    return refused(kind, problemOfObject(kind));
  }

  /** The fields of a single struct are groups and datasets; those of an array of structs are datasets of references without a class. */
  #struct({ path }: Hdf5Node, depth: number): Value {
    const children = (this.#children.get(path) ?? []).filter((node) => node.path !== path);
    const isArray = (node: Hdf5Node): node is Hdf5Dataset =>
      node.kind === "dataset" && isReference(node) && !("MATLAB_class" in node.attributes);
    const arrays = children.filter(isArray);
    const shape = arrays.length === 0 ? [1, 1] : shapeOf(arrays[0]);
    const name = (node: Hdf5Node) => node.path.slice(path.length + 1);
    if (arrays.length === 0) {
      return {
        kind: "struct",
        shape,
        fields: new Map(children.map((node) => [name(node), [this.#value(node, depth + 1)]])),
      };
    }
    const count = elements(shape);
    const fields = arrays.map((node): [string, readonly Value[]] => [name(node), this.#elementsOf(node, depth)]);
    const isWhole = fields.every(([, values]) => values.length === count);
    return isWhole
      ? { kind: "struct", shape, fields: new Map(fields) }
      : refused("struct", "is damaged: its fields have different lengths");
  }

  /** What an array of references leads to, in MATLAB's order. */
  #elementsOf(node: Hdf5Dataset, depth: number): Value[] {
    const { path, type, shape = [] } = node;
    if (!isReference(node) || plainProblem(node)) return [refused("cell", "holds no references: the file is damaged")];
    const items = this.#opened.read(
      { path, type, start: shape.map(() => 0), count: shape },
      `${this.#file}: "${path}"`,
    );
    if (!(items instanceof Uint8Array)) return [];
    const view = new DataView(items.buffer, items.byteOffset, items.byteLength);
    const count = Math.floor(items.byteLength / REFERENCE_BYTES);
    return Array.from({ length: count }, (_, at) => {
      const target = this.#target(Number(view.getBigUint64(REFERENCE_BYTES * at, true)));
      return target ? this.#value(target, depth + 1) : refused("cell", "leads to nothing: the file is damaged");
    });
  }

  #target(address: number): Hdf5Node | undefined {
    this.#targets ??= new Map(
      this.#opened.nodes
        .filter(({ path, kind }) => path.startsWith("#refs#/") && (kind === "group" || kind === "dataset"))
        .map((node) => [this.#opened.addressOf(node.path), node]),
    );
    return this.#targets.get(address);
  }

  #sparse({ path, attributes }: Extract<Hdf5Node, { kind: "group" }>): Value {
    const rows = numberOf(attributes.MATLAB_sparse) ?? -1;
    const parts = ["ir", "jc", "data"].map((name) => {
      const node = (this.#children.get(path) ?? []).find((one) => one.path === `${path}/${name}`);
      return node && plainEntry(node);
    });
    const found = parts.filter((part) => part?.stored !== undefined).filter((part) => part !== undefined);
    const columns = (found[1]?.entry.shape[0] ?? 0) - 1;
    if (found.length < 3 || rows < 0 || columns < 0)
      return refused("sparse", "is a sparse matrix without entries, or damaged: save full(x)");
    const shape = [rows, columns];
    const source: Hdf5Entry = {
      entry: { name: path, shape, dtype: "f8", kind: "numbers" },
      parts: { kind: "sparse", of: found },
    };
    return { kind: "array", shape, dtype: "f8", source };
  }
}

const refused = (word: string, problem: string): Value => ({ kind: "refused", word, shape: [], problem });
const isReference = ({ type }: Hdf5Dataset): boolean =>
  type.class === TYPE_CLASS.reference && type.size === REFERENCE_BYTES;
const shapeOf = ({ shape = [] }: Hdf5Dataset): readonly number[] => [...shape].reverse();

/** What keeps a dataset of references from being read, other than that they are references. */
function plainProblem(node: Hdf5Dataset): string | undefined {
  return plainEntry({ ...node, type: { ...node.type, class: TYPE_CLASS.integer } })?.entry.problem;
}

/** Numbers or text. */
function leaf(dataset: Hdf5Dataset, kind: string, isEmpty: boolean): Value {
  const { path, shape } = dataset;
  if (isEmpty) {
    const dtype = kind === "char" ? "U" : "f8";
    const entry = { name: path, shape: [0], dtype, kind: kindOf(dtype) };
    return { kind: "array", shape: [0], dtype, source: { entry, matlab: "empty" } };
  }
  const plain = plainEntry(dataset);
  if (!plain?.stored || !shape) return refused(plain?.entry.dtype ?? "?", plain?.entry.problem ?? "cannot be read");
  const axes = shapeOf(dataset);
  const isText = kind === "char";
  const dtype = isText ? "U" : kind === "logical" && dataset.type.size === 1 ? "b1" : plain.entry.dtype;
  const own = isText ? (axes[0] === 1 ? [] : [axes[0]]) : withoutUnitAxes(axes);
  const entry = { ...plain.entry, dtype, kind: kindOf(dtype), shape: own };
  return { kind: "array", shape: own, dtype, source: { ...plain, entry, matlab: isText ? "text" : "numbers" } };
}

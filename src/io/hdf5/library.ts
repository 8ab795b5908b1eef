/**
 * The HDF5 library (h5wasm) over a file of which it sees the bytes and nothing else: it runs on a file system of its own that
 * holds this one file, so links, external storage and virtual datasets that lead to other files lead nowhere.
 */
import { InputError } from "../../math/errors.js";
import { storedNumbers } from "./layout.js";
import { ObjectHeaders } from "./objectHeader.js";
import type {
  AttributeValue,
  Hdf5Box,
  Hdf5Dataset,
  Hdf5Filter,
  Hdf5Items,
  Hdf5Member,
  Hdf5Node,
  Hdf5Type,
  SyncSource,
} from "./protocols.js";
import { TYPE_CLASS } from "./protocols.js";

/** The part of h5wasm that is used. */
export interface Hdf5Library {
  readonly ready: Promise<unknown>;
  /** There once the library is ready. */
  readonly Module: LibraryModule | undefined;
  /** There once the library is ready. */
  readonly FS: unknown;
  readonly File: new (path: string, mode: "r") => LibraryFile;
}

interface LibraryFile {
  readonly file_id: bigint;
  get(path: string): unknown;
  close(): number;
}

interface LibraryObject {
  readonly type: string;
  readonly attrs?: Record<string, { readonly metadata: LibraryMetadata; readonly json_value: unknown }>;
  readonly metadata?: LibraryMetadata;
  readonly filters?: readonly Hdf5Filter[];
  readonly filename?: string;
  readonly target?: string;
}

interface LibraryMetadata {
  readonly type: number;
  readonly size: number;
  readonly total_size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  readonly vlen: boolean;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly compound_type?: { readonly members: readonly LibraryMember[] };
  readonly enum_type?: { readonly members: Readonly<Record<string, number>> };
  readonly virtual_sources?: readonly { readonly file_name: string }[];
}

interface LibraryItem {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
}

interface LibraryMember extends LibraryItem {
  readonly name: string;
  readonly offset: number;
  readonly array_type?: LibraryItem & { readonly total_size: number };
}

interface LibraryModule {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  UTF8ToString(pointer: number): string;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[],
    offset: bigint[],
    strides: bigint[],
    pointer: bigint,
  ): number;
  /** The address of an object, as HDF5's references have it. */
  create_object_reference(file: bigint, path: string): Uint8Array;
  reclaim_vlen_memory_count(file: bigint, path: string, attribute: string, pointer: bigint, count: bigint[]): number;
}

interface FileNode {
  usedBytes: number;
  contents: unknown;
  node_ops: Record<string, unknown>;
  stream_ops: Record<string, unknown>;
}

interface PrivateFileSystem {
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): FileNode;
  unlink(path: string): void;
}

const isFileSystem = (value: unknown): value is PrivateFileSystem =>
  typeof value === "object" && value !== null && "createFile" in value && "unlink" in value;

/** Files are served side by side, each under a name of its own. */
let served = 0;
const MOST_LINKS = 100_000;
/** To find an object is to go through all groups above it, so that deep files take time without end. */
const MOST_DEPTH = 64;
const LONGEST_ATTRIBUTE = 65_536;

export interface OpenHdf5 {
  /** Every link of the file, each group entered once. */
  readonly nodes: readonly Hdf5Node[];
  /** Throws InputError where the library reports a failure, rather than hand out the memory it did not fill. */
  read(box: Hdf5Box, label: string): Hdf5Items;
  /** Where an object lies, as references to it have it. */
  addressOf(path: string): number;
  readonly close: () => void;
}

/** Opens the file. Throws whatever the library throws on damaged files; it may also abort, and is then of no more use. */
export async function openWithLibrary(library: Hdf5Library, source: SyncSource): Promise<OpenHdf5> {
  await library.ready;
  const { FS, Module } = library;
  if (!isFileSystem(FS) || !Module) throw new Error("this version of the HDF5 library has no file system of its own");
  const path = `/data${served++}`;
  serve(FS, path, source);
  try {
    const file = new library.File(path, "r");
    if (file.file_id < 0n) throw new InputError(`${source.name} is not an HDF5 file, or is cut short or damaged`);
    const close = () => {
      file.close();
      FS.unlink(path);
    };
    return {
      nodes: listNodes({ module: Module, file, headers: new ObjectHeaders(source) }, source.name),
      read: (box, label) => readBox(Module, file.file_id, box, label),
      addressOf: (path) => addressOf({ module: Module, file }, path),
      close,
    };
  } catch (error) {
    FS.unlink(path);
    throw error;
  }
}

/** Puts a file at `path` whose bytes come from the source. */
function serve(fileSystem: PrivateFileSystem, path: string, source: SyncSource): void {
  const node = fileSystem.createFile("/", path.slice(1), {}, true, false);
  const { getattr } = node.node_ops;
  if (typeof getattr !== "function") throw new Error("the HDF5 library's file system has changed");
  node.contents = null;
  Object.defineProperty(node, "usedBytes", { get: () => source.size });
  node.node_ops = { ...node.node_ops, getattr: (of: unknown) => ({ ...getattr(of), size: source.size }) };
  node.stream_ops = {
    ...node.stream_ops,
    llseek: (stream: { position: number }, offset: number, whence: number) =>
      offset + [0, stream.position, source.size][whence],
    read: (_: unknown, heap: Uint8Array, at: number, length: number, position: number) =>
      position >= source.size ? 0 : source.read(new Uint8Array(heap.buffer, heap.byteOffset + at, length), position),
  };
}

const tooDeep = (path: string): Hdf5Node => ({
  path,
  kind: "unknown",
  reason: `it lies in more than ${MOST_DEPTH - 1} groups, one in the other; copy it to a place nearer the root`,
});

/** A file as the library and as its bytes have it. */
interface Listed {
  readonly module: LibraryModule;
  readonly file: LibraryFile;
  readonly headers: ObjectHeaders;
}

function listNodes(listed: Listed, name: string): Hdf5Node[] {
  const { module, file } = listed;
  const names = module.get_names(file.file_id, "/", true);
  if (names.length > MOST_LINKS)
    throw new InputError(`${name} holds ${names.length} objects; at most ${MOST_LINKS} are listed`);
  return ["", ...names].flatMap((path) => {
    const depth = path.split("/").length;
    if (depth > MOST_DEPTH + 1) return [];
    const bare = path.replace(/^\//, "");
    return [depth > MOST_DEPTH ? tooDeep(bare) : describe(listed, bare)];
  });
}

/** A damaged object must not hide the others. */
function describe(listed: Listed, path: string): Hdf5Node {
  try {
    const node = describeObject(listed.file.get(`/${path}`), path);
    return node.kind === "dataset" ? withNumbers(listed, node) : node;
  } catch (error) {
    if (isFatal(error)) throw error;
    return { path, kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
  }
}

function addressOf({ module, file }: Pick<Listed, "module" | "file">, path: string): number {
  const reference = module.create_object_reference(file.file_id, `/${path}`);
  return reference.reduceRight((sum, byte) => 256 * sum + byte, 0);
}

const HAVE_NUMBERS: readonly number[] = [TYPE_CLASS.integer, TYPE_CLASS.float, TYPE_CLASS.enumeration];

function withNumbers({ module, file, headers }: Listed, dataset: Hdf5Dataset): Hdf5Dataset {
  const { path, type } = dataset;
  if (!HAVE_NUMBERS.includes(type.class)) return dataset;
  const address = addressOf({ module, file }, path);
  const numbers = storedNumbers(headers.datatype(address));
  const known = withoutOddAttributes(dataset, headers.attributeTypes(address));
  return numbers === undefined ? known : { ...known, type: { ...type, numbers } };
}

/** The library reads attributes whose numbers lie otherwise than the machine's as if they were the machine's. */
function withoutOddAttributes(dataset: Hdf5Dataset, types: ReadonlyMap<string, DataView>): Hdf5Dataset {
  const odd = new Set<string>();
  for (const [name, type] of types) {
    const { layout, problem } = storedNumbers(type) ?? {};
    if (layout || problem !== undefined) odd.add(name);
  }
  const attributes = Object.fromEntries(Object.entries(dataset.attributes).filter(([name]) => !odd.has(name)));
  return { ...dataset, attributes, unread: [...new Set([...dataset.unread, ...odd])] };
}

/** An abort of the library, or a trap of WebAssembly: its memory may be in any state. */
const isFatal = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError || error instanceof RangeError;

const isObject = (value: unknown): value is LibraryObject =>
  typeof value === "object" && value !== null && "type" in value;

function describeObject(object: unknown, path: string): Hdf5Node {
  if (!isObject(object)) return { path, kind: "unknown", reason: "it cannot be opened" };
  switch (object.type) {
    case "Group":
      return { path, kind: "group", attributes: readAttributes(object) };
    case "Dataset":
      return describeDataset(object, path);
    case "ExternalLink":
      return { path, kind: "external", file: object.filename ?? "" };
    case "BrokenSoftLink":
      return { path, kind: "broken", target: object.target ?? "" };
    default:
      return { path, kind: "unknown", reason: "it is a named type" };
  }
}

function describeDataset(object: LibraryObject, path: string): Hdf5Dataset {
  const { metadata, filters } = object;
  if (!metadata || !filters) throw new Error("it has no description");
  const { shape, chunks, virtual_sources: virtual } = metadata;
  const attributes = readAttributes(object);
  return {
    path,
    kind: "dataset",
    attributes,
    unread: Object.keys(object.attrs ?? {}).filter((name) => !(name in attributes)),
    ...(shape && { shape: Array.from(shape, Number) }),
    ...(chunks && { chunks: Array.from(chunks, Number) }),
    type: describeType(metadata),
    filters: Array.from(filters, ({ id, name }) => ({ id, name })),
    ...(virtual && { virtualFrom: Array.from(virtual, ({ file_name: name }) => name) }),
  };
}

function describeType(metadata: LibraryMetadata): Hdf5Type {
  const { type, size, signed, littleEndian, vlen, compound_type: compound, enum_type: enumeration } = metadata;
  return {
    class: type,
    size,
    signed,
    littleEndian,
    variableString: type === TYPE_CLASS.string && vlen,
    ...(compound && { members: Array.from(compound.members, describeMember) }),
    ...(enumeration && { names: { ...enumeration.members } }),
  };
}

function describeMember({ name, offset, array_type: array, ...single }: LibraryMember): Hdf5Member {
  const { type, size, signed, littleEndian } = array ?? single;
  return { name, offset, count: array?.total_size ?? 1, class: type, size, signed, littleEndian };
}

/** Short strings and numbers; others, and damaged ones, are left out. */
function readAttributes({ attrs = {} }: LibraryObject): Record<string, AttributeValue> {
  const found = Object.keys(attrs).flatMap((name): [string, AttributeValue][] => {
    const value = readAttribute(attrs, name);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

const PLAIN: readonly number[] = [TYPE_CLASS.integer, TYPE_CLASS.float, TYPE_CLASS.string, TYPE_CLASS.enumeration];

function readAttribute(attributes: NonNullable<LibraryObject["attrs"]>, name: string): AttributeValue | undefined {
  try {
    const { metadata, json_value: value } = attributes[name];
    if (!PLAIN.includes(metadata.type) || metadata.size * metadata.total_size > LONGEST_ATTRIBUTE) return undefined;
    return isPlain(value) ? value : undefined;
  } catch (error) {
    if (isFatal(error)) throw error;
    return undefined;
  }
}

function isPlain(value: unknown): value is AttributeValue {
  if (typeof value === "string" || typeof value === "number") return true;
  return Array.isArray(value) && value.every((item) => typeof item === typeof value[0]) && typeof value[0] !== "object";
}

function readBox(module: LibraryModule, file: bigint, box: Hdf5Box, label: string): Hdf5Items {
  const { path, type } = box;
  const [count, start] = [box.count, box.start].map((sizes) => sizes.map(BigInt));
  const bytes = box.count.reduce((product, size) => product * size, type.size);
  const pointer = module._malloc(Math.max(1, bytes));
  if (pointer === 0) throw new InputError(`${label}: no memory left for ${bytes} bytes: read fewer rows`);
  try {
    const status = module.get_dataset_data(
      file,
      `/${path}`,
      count,
      start,
      count.map(() => 1n),
      BigInt(pointer),
    );
    if (status < 0)
      throw new InputError(`${label}: the data could not be read: they are damaged, cut short, or lie in another file`);
    if (!type.variableString) return module.HEAPU8.slice(pointer, pointer + bytes);
    const texts = variableStrings(module, pointer, bytes);
    module.reclaim_vlen_memory_count(file, `/${path}`, "", BigInt(pointer), count);
    return texts;
  } finally {
    module._free(pointer);
  }
}

function variableStrings(module: LibraryModule, pointer: number, bytes: number): string[] {
  const pointers = new Uint32Array(module.HEAPU8.slice(pointer, pointer + bytes).buffer);
  return Array.from(pointers, (at) => module.UTF8ToString(at));
}

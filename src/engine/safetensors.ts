/**
 * Trees of tensors as safetensors: 8 bytes header length (little-endian), a JSON header, raw little-endian numbers.
 * Format: Hugging Face safetensors, "Format" section of its README. Float32 and int32; float16 ("F16") is
 * widened to float32 when read, and written on request.
 */
import { halfBits, halfFloat } from "../io/halfFloat.js";
import { InputError } from "../math/errors.js";
import type { HostTensor, HostTree } from "./tensor.js";

const MAXIMUM_HEADER = 100_000_000;

const elementCount = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** How float32 tensors are stored. */
export type StoredFloat = "F32" | "F16";

/**
 * Tensors sorted by name, so equal trees give equal bytes. `metadata` is kept under the format's own "__metadata__". With "F16" every
 * float is rounded to the nearest half float; throws RangeError for a finite one beyond their range, 65504.
 */
export function toSafetensors(
  tree: HostTree,
  metadata: Readonly<Record<string, string>> = {},
  floats: StoredFloat = "F32",
): Uint8Array {
  const stored = Object.keys(tree)
    .sort()
    .map((name) => ({ name, shape: tree[name].shape, ...bodyOf(tree[name], floats) }))
    .sort((a, b) => WIDTHS[b.dtype] - WIDTHS[a.dtype]); // so that every tensor stands at a multiple of its numbers' width
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, dtype, shape, body } of stored) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + body.length] };
    offset += body.length;
  }
  const json = paddedHeader(header);
  const bytes = new Uint8Array(8 + json.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  let at = 8 + json.length;
  for (const { body } of stored) {
    bytes.set(body, at);
    at += body.length;
  }
  return bytes;
}

type Dtype = StoredFloat | "I32";

/** Bytes of a number. */
const WIDTHS: Readonly<Record<Dtype, number>> = { F16: 2, F32: 4, I32: 4 };

const isRead = (dtype: string): dtype is Dtype => Object.hasOwn(WIDTHS, dtype);

function bodyOf({ data }: HostTensor, floats: StoredFloat): { readonly dtype: Dtype; readonly body: Uint8Array } {
  if (data instanceof Float32Array && floats === "F16") {
    return { dtype: "F16", body: new Uint8Array(Uint16Array.from(data, asHalf).buffer) };
  }
  const body = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype: data instanceof Int32Array ? "I32" : "F32", body };
}

function asHalf(value: number): number {
  const bits = halfBits(value);
  if (Number.isFinite(value) && !Number.isFinite(halfFloat(bits))) {
    throw new RangeError(`${value} is beyond the range of a half float, 65504`);
  }
  return bits;
}

/** JSON padded with spaces to whole 8-byte words, so that the numbers behind it are aligned. */
function paddedHeader(header: Readonly<Record<string, unknown>>): Uint8Array {
  const json = JSON.stringify(header);
  const length = new TextEncoder().encode(json).length;
  return new TextEncoder().encode(json + " ".repeat((8 - (length % 8)) % 8));
}

export interface SafetensorsFile {
  readonly tree: HostTree;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Throws InputError, naming `source`, when the bytes are not a complete safetensors file of float16, float32 and int32. */
export function fromSafetensors(bytes: Uint8Array, source = "safetensors"): SafetensorsFile {
  const { header, start } = readHeader(bytes, source);
  const tree: Record<string, HostTensor> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name !== "__metadata__")
      tree[name] = readTensor(bytes.subarray(start), name, asEntry(entry, name, source), source);
  }
  return { tree, metadata: readMetadata(header.__metadata__) };
}

function readHeader(bytes: Uint8Array, source: string): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw new InputError(`${source}: ${bytes.length} bytes is too short for a safetensors file`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > MAXIMUM_HEADER || 8 + length > bytes.length) {
    throw new InputError(`${source}: truncated, or not a safetensors file (header of ${length} bytes announced)`);
  }
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  return { header: parseObject(text, source), start: 8 + length };
}

function parseObject(text: string, source: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch (cause) {
    throw new InputError(`${source}: the safetensors header is not JSON`, { cause });
  }
  throw new InputError(`${source}: the safetensors header is not a JSON object`);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function asEntry(value: unknown, name: string, source: string): Entry {
  if (typeof value === "object" && value !== null && "dtype" in value && "shape" in value && "data_offsets" in value) {
    const { dtype, shape, data_offsets: offsets } = value;
    if (typeof dtype === "string" && Array.isArray(shape) && shape.every(isCount)) {
      if (Array.isArray(offsets) && offsets.length === 2 && offsets.every(isCount)) {
        return { dtype, shape, data_offsets: [offsets[0], offsets[1]] };
      }
    }
  }
  throw new InputError(`${source}: the header entry of tensor "${name}" is malformed`);
}

function readTensor(body: Uint8Array, name: string, entry: Entry, source: string): HostTensor {
  const [begin, end] = entry.data_offsets;
  if (end > body.length) throw new InputError(`${source}: truncated inside tensor "${name}"`);
  if (!isRead(entry.dtype)) {
    throw new InputError(`${source}: tensor "${name}" is ${entry.dtype}; only F16, F32 and I32 are read`);
  }
  if (end - begin !== WIDTHS[entry.dtype] * elementCount(entry.shape)) {
    throw new InputError(`${source}: tensor "${name}" of shape [${entry.shape}] has ${end - begin} bytes`);
  }
  const copy = new Uint8Array(body.subarray(begin, end)).buffer; // a Buffer's own slice would not copy
  return { shape: entry.shape, data: READERS[entry.dtype](copy) };
}

const READERS: Readonly<Record<Dtype, (bytes: ArrayBuffer) => HostTensor["data"]>> = {
  F16: (bytes) => Float32Array.from(new Uint16Array(bytes), halfFloat),
  F32: (bytes) => new Float32Array(bytes),
  I32: (bytes) => new Int32Array(bytes),
};

function readMetadata(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

/** The header of a .npy array: NumPy Enhancement Proposal 1 and numpy/lib/format.py, versions 1 to 3. */
import { InputError } from "../math/errors.js";
import { latin1 } from "./latin1.js";

export interface NpyHeader {
  /** Kind and bytes of an item as NumPy writes them, without byte order: "f8", "i4", "b1", "U12" (characters). */
  readonly dtype: string;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Product of the shape. */
  readonly count: number;
  /** Bytes of one item. */
  readonly itemSize: number;
  /** Where the data begin, in bytes. */
  readonly dataOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 1 << 20;
/** Reads the header with no more bytes than it needs: `start(length)` gives the first so many bytes, or all there are. */
export async function fetchNpyHeader(start: (length: number) => Promise<Uint8Array>, name: string): Promise<NpyHeader> {
  const few = await start(1024);
  const isLonger = few.length === 1024 && (few[6] > 1 || few[8] + 256 * few[9] > 1024 - 10);
  return parseNpyHeader(isLonger ? await start(LONGEST_HEADER + 12) : few, name);
}

/** Reads the header. `name` names the array in messages. Throws InputError for whatever is not plain numbers or strings. */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new InputError(`${name} is not a .npy array`);
  const version = bytes[6];
  if (!(version >= 1 && version <= 3))
    throw new InputError(`${name} has .npy version ${version}; 1, 2 and 3 are known`);
  const prefix = version === 1 ? 10 : 12;
  if (bytes.length < prefix) throw new InputError(`${name} is cut short within its header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataOffset = prefix + length;
  if (length > LONGEST_HEADER) throw new InputError(`${name} has a header of ${length} bytes; it is damaged`);
  if (bytes.length < dataOffset) throw new InputError(`${name} is cut short within its header`);
  const header = bytes.subarray(prefix, dataOffset);
  const text = version === 3 ? new TextDecoder().decode(header) : latin1(header);
  const { dtype, bigEndian, itemSize } = parseDescription(text, name);
  const shape = parseShape(text, name);
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  if (!fortran) throw new InputError(`${name} does not say its memory order; it is damaged`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(count * Math.max(1, itemSize))) throw new InputError(`${name} has an impossible shape`);
  return { dtype, bigEndian, itemSize, shape, count, fortranOrder: fortran[1] === "True", dataOffset };
}

const REFUSED: Readonly<Record<string, string>> = {
  O: "holds Python objects (a pickle), which may run code when opened: save plain numbers, or strings as dtype str",
  c: "holds complex numbers: save its real and imaginary parts, or its magnitude, by themselves",
  M: "holds dates: save seconds as numbers",
  m: "holds time differences: save seconds as numbers",
  V: "holds raw records: save each field as an array of its own",
};

const SIZES: Readonly<Record<string, readonly number[]>> = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] };

function parseDescription(text: string, name: string): Pick<NpyHeader, "dtype" | "bigEndian" | "itemSize"> {
  const found = /'descr'\s*:\s*(?:'([<>|=]?)([a-zA-Z])(\d*)[^']*'|(\[))/.exec(text);
  if (!found) throw new InputError(`${name} does not say what it holds; it is damaged`);
  const [, order, kind, digits, record] = found;
  if (record) throw new InputError(`${name} holds records with named fields: save each field as an array of its own`);
  if (kind in REFUSED) throw new InputError(`${name} ${REFUSED[kind]}`);
  const size = Number(digits);
  const known = kind === "U" || kind === "S" ? size <= 1 << 20 : SIZES[kind]?.includes(size);
  if (!known || digits === "") throw new InputError(`${name} has dtype ${order}${kind}${digits}, which cannot be read`);
  return { dtype: kind + digits, bigEndian: order === ">", itemSize: kind === "U" ? 4 * size : size };
}

function parseShape(text: string, name: string): number[] {
  const found = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text);
  if (!found) throw new InputError(`${name} does not give its shape; it is damaged`);
  const sizes = found[1].split(",").map((size) => size.trim().replace(/L$/, ""));
  if (sizes.at(-1) === "") sizes.pop();
  if (sizes.length > 32 || sizes.some((size) => !/^\d{1,15}$/.test(size))) {
    throw new InputError(`${name} has the shape (${found[1].slice(0, 60)}), which cannot be read`);
  }
  return sizes.map(Number);
}

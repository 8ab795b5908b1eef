/** Bytes of a text file as characters: UTF-8, UTF-16 with or without a mark, and what Windows wrote before them. */
import { InputError } from "../../math/errors.js";

/** Decodes pieces in order; `undefined` ends the text. Throws InputError for bytes that are no text. */
export interface TextReader {
  decode(bytes: Uint8Array | undefined): string;
  /** What was taken for granted, in words; undefined where nothing was. */
  readonly note?: string;
}

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** So much of a file tells its encoding, in bytes. */
const ENOUGH = 4096;

/** A reader for the text that begins with `start`. Throws InputError where that is no text. */
export function textReader(start: Uint8Array, name: string): TextReader {
  const marked = MARKS.find(([, mark]) => mark.length <= start.length && mark.every((byte, i) => start[i] === byte));
  if (marked?.[0] === "utf-32le") throw new InputError(`${name} is text in UTF-32: save it as UTF-8`);
  if (marked) return readerOf(marked[0], name);
  const unmarked = unmarkedUtf16(start);
  if (unmarked !== undefined) return { ...readerOf(unmarked.encoding, name), note: saidOf(unmarked, name) };
  const isText = !start.subarray(0, ENOUGH).includes(0);
  if (isText && isUtf8(start)) return readerOf("utf-8", name);
  if (!isText || hasControls(start.subarray(0, ENOUGH))) {
    throw new InputError(`${name} is not text, nor of a binary format that is known here: save it as csv, npz or HDF5`);
  }
  const note = `${name}: not UTF-8, read as Windows-1252 (Western European); save it as UTF-8 if letters come out wrong`;
  return { ...readerOf("windows-1252", name), note };
}

interface Utf16 {
  readonly encoding: "utf-16le" | "utf-16be";
  /** In words. */
  readonly order: string;
}

const ORDERS: readonly Utf16[] = [
  { encoding: "utf-16le", order: "lowest byte first" },
  { encoding: "utf-16be", order: "highest byte first" },
];

/**
 * Digits, marks and line ends of a table have a high byte of zero whatever its letters are, and no letter in use has a low one. What
 * else has zeros, such as numbers in binary, gives control characters.
 */
function unmarkedUtf16(start: Uint8Array): Utf16 | undefined {
  const even = start.subarray(0, start.length - (start.length % 2));
  const zeros = [0, 1].map((side) => even.filter((byte, at) => at % 2 === side && byte === 0).length);
  const [found] = ORDERS.filter((_, low) => zeros[1 - low] > 20 * zeros[low]);
  return found && isWritten(even, found) ? found : undefined;
}

function isWritten(bytes: Uint8Array, { encoding }: Utf16): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return !hasControls(Array.from(text, (letter) => letter.charCodeAt(0)));
  } catch {
    return false;
  }
}

const saidOf = ({ order }: Utf16, name: string): string =>
  `${name}: no mark of its encoding, read as UTF-16, ${order}; save it as UTF-8 if letters come out wrong`;

/** Numbers of letters below the space, other than tab, line ends, form feed and the end mark of DOS. */
const hasControls = (bytes: ArrayLike<number>): boolean =>
  Array.prototype.some.call(bytes, (byte: number) => byte < 32 && ![9, 10, 11, 12, 13, 26].includes(byte));

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function readerOf(encoding: string, name: string): TextReader {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes: Uint8Array | undefined): string => {
    let text: string;
    try {
      text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new InputError(`${name} is not text in ${encoding.toUpperCase()}: save it as a UTF-8 csv file`, { cause });
    }
    if (text.includes("\0"))
      throw new InputError(`${name} holds bytes of zero, as no text does: save it as a UTF-8 csv file`);
    return text;
  };
  return { decode };
}

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
  const encoding = marked?.[0] ?? unmarkedUtf16(start.subarray(0, ENOUGH));
  if (encoding === "utf-32le") throw new InputError(`${name} is text in UTF-32: save it as UTF-8`);
  if (encoding !== undefined) return readerOf(encoding, name);
  const isText = !start.subarray(0, ENOUGH).includes(0);
  if (isText && isUtf8(start)) return readerOf("utf-8", name);
  if (!isText || hasControls(start.subarray(0, ENOUGH))) {
    throw new InputError(`${name} is not text, nor of a binary format that is known here: save it as csv, npz or HDF5`);
  }
  const note = `${name}: not UTF-8, read as Windows-1252 (Western European); save it as UTF-8 if letters come out wrong`;
  return { ...readerOf("windows-1252", name), note };
}

/** Of Latin letters one byte of two is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const pairs = bytes.length >> 1;
  const zeros = [0, 1].map((side) => bytes.filter((byte, at) => at % 2 === side && byte === 0).length);
  if (pairs < 2) return undefined;
  if (zeros[1] > 0.4 * pairs && zeros[0] < 0.1 * pairs) return "utf-16le";
  return zeros[0] > 0.4 * pairs && zeros[1] < 0.1 * pairs ? "utf-16be" : undefined;
}

/** Bytes below the space, other than tab, line ends, form feed and the end mark of DOS. */
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 32 && ![9, 10, 11, 12, 13, 26].includes(byte));

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
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new InputError(`${name} is not text in ${encoding.toUpperCase()}: save it as a UTF-8 csv file`, { cause });
    }
  };
  return { decode };
}

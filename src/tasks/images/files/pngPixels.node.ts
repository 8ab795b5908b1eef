/** A folder of numbered PNG images. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { InputError } from "../../../math/errors.js";
import type { Pixels } from "./pixels.js";

export interface PngFolder {
  /** Where the images themselves are. */
  readonly path: string;
  /** In the order of their names. */
  readonly names: readonly string[];
}

/** The images of a folder, or of its folder `images`. Throws InputError where there are none, or they may not be listed. */
export function listPngs(folder: string): PngFolder {
  for (const path of [join(folder, "images"), folder]) {
    const names = readNames(path).filter((name) => /\.png$/i.test(name));
    if (names.length > 0) return { path, names: names.sort() };
  }
  throw new InputError(`${folder} holds no PNG images, nor does a folder "images" in it`);
}

function readNames(path: string): readonly string[] {
  try {
    return isFolder(path) ? readdirSync(path) : [];
  } catch (cause) {
    throw new InputError(`${path} is a folder that cannot be listed: make it readable (chmod u+rx)`, { cause });
  }
}

/** False for whatever cannot be reached. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

export interface Picture {
  readonly height: number;
  readonly width: number;
  /** [height x width x 3] */
  readonly data: Uint8Array;
}

/** Throws InputError where it is no PNG file of 8-bit red, green and blue (transparency is left out). */
export function readPng(path: string): Picture {
  const { width, height, data, channels, depth } = decoded(path);
  if (depth !== 8 || (channels !== 3 && channels !== 4) || !(data instanceof Uint8Array)) {
    throw new InputError(`${path} has ${channels} channels of ${depth} bits; 3 of 8 bits are expected`);
  }
  if (channels === 3) return { width, height, data };
  return { width, height, data: data.filter((_, at) => at % 4 !== 3) };
}

/** Sides beyond this are no data set's; a small file could claim more than memory holds. */
const LONGEST_SIDE = 4096;
/** Four channels of 16 bits need 8 bytes a pixel; beside them may stand so many bytes of text and colour profiles. */
const MOST_BESIDE = 2 ** 16;

function decoded(path: string) {
  const { bytes, width, height } = announced(path);
  if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
    throw new InputError(`${path} says that it is ${height} x ${width}; at most ${LONGEST_SIDE} a side are read`);
  }
  if (bytes.length > 8 * width * height + MOST_BESIDE) {
    throw new InputError(`${path} has ${bytes.length} bytes, more than an image of ${height} x ${width} can need`);
  }
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    throw damaged(path, cause);
  }
}

const damaged = (path: string, cause?: unknown): InputError =>
  new InputError(`${path} cannot be read as a PNG image: it is damaged, cut short or missing`, { cause });

/** The size stands at a fixed place of every PNG file. */
function announced(path: string) {
  try {
    const bytes = readFileSync(path);
    return { bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** Images of one size. Throws InputError, when an image is read, where it is damaged or of another size. */
export function pngPixels({ path, names }: PngFolder, side: number): Pixels {
  return {
    close: () => {},
    read(index) {
      const file = join(path, names[index]);
      const { width, height, data } = readPng(file);
      if (width === side && height === side) return data;
      throw new InputError(`${file} is ${height} x ${width}; the first image is ${side} x ${side}`);
    },
  };
}

/** Pixels as a PNG file: the W3C's Portable Network Graphics specification, 8 bits a channel, unfiltered rows. */
import { zlibSync } from "fflate";
import { crc32 } from "../math/crc32.js";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of every pixel, row by row, [height x width x 3] */
  readonly rgb: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bit depth 8, colour type "truecolour", and the only methods there are of compression, filtering and no interlacing. */
const FORMAT = [8, 2, 0, 0, 0];

export function pngBytes({ width, height, rgb }: Pixels): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let row = 0; row < height; row++) {
    rows.set(rgb.subarray(row * 3 * width, (row + 1) * 3 * width), row * (1 + 3 * width) + 1);
  }
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", joined([bigEndian(width), bigEndian(height), Uint8Array.from(FORMAT)])),
    chunk("IDAT", zlibSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** As a link that holds the picture itself. */
export function pngLink(pixels: Pixels): string {
  const binary = Array.from(pngBytes(pixels), (byte) => String.fromCharCode(byte)).join("");
  return `data:image/png;base64,${btoa(binary)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

const bigEndian = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => {
    out.set(part, at);
    return at + part.length;
  }, 0);
  return out;
}

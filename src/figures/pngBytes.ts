/** Pixels as a PNG file, 8 bits a channel. */
import { encode } from "fast-png";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of every pixel, row by row, [height x width x 3] */
  readonly rgb: Uint8Array;
}

/** A PNG file of the pixels [height x width x 3], 8 bits a channel; the same pixels give the same bytes. */
export const pngBytes = ({ width, height, rgb }: Pixels): Uint8Array =>
  encode({ width, height, data: rgb, channels: 3, depth: 8 }, { zlib: { level: 9 } });

/** As a link that holds the picture itself. */
export function pngLink(pixels: Pixels): string {
  const binary = Array.from(pngBytes(pixels), (byte) => String.fromCharCode(byte)).join("");
  return `data:image/png;base64,${btoa(binary)}`;
}

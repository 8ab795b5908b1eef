/** Pictures for the site: as sharp as its column can show, in fewer colours, and so in a sixth of the bytes. */
import UPNG from "upng-js";

/** More than any figure's scales need; text stays smooth. */
const COLOURS = 96;

/** Twice the width of a page's column. */
const WIDEST = 1400;

export function smaller(png: Uint8Array): Uint8Array {
  const { width, height, pixels } = narrowed(decoded(png));
  const reduced = new Uint8Array(UPNG.encode([buffer(pixels)], width, height, COLOURS));
  return reduced.length < png.length ? reduced : png;
}

/** Four bytes a pixel, row by row. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

function decoded(png: Uint8Array): Picture {
  const image = UPNG.decode(buffer(png));
  return { width: image.width, height: image.height, pixels: new Uint8Array(UPNG.toRGBA8(image)[0]) };
}

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Each pixel the mean of the square that it covers, edges by their share. */
function narrowed(picture: Picture): Picture {
  const scale = picture.width / WIDEST;
  if (scale <= 1) return picture;
  const height = Math.round(picture.height / scale);
  const rows = shares(picture.height, height);
  const columns = shares(picture.width, WIDEST);
  const pixels = new Uint8Array(4 * WIDEST * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < WIDEST; x++)
      for (let channel = 0; channel < 4; channel++)
        pixels[4 * (y * WIDEST + x) + channel] = mean(picture, rows[y], columns[x], channel);
  return { width: WIDEST, height, pixels };
}

/** Old positions that a new one covers, with the share of each. */
type Share = readonly (readonly [number, number])[];

function shares(from: number, to: number): Share[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, at) => {
    const [start, end] = [at * scale, Math.min(from, (at + 1) * scale)];
    const first = Math.floor(start);
    return Array.from({ length: Math.ceil(end) - first }, (_, i) => {
      const position = first + i;
      return [position, Math.min(end, position + 1) - Math.max(start, position)] as const;
    });
  });
}

function mean({ width, pixels }: Picture, rows: Share, columns: Share, channel: number): number {
  let sum = 0;
  let area = 0;
  for (const [y, tall] of rows)
    for (const [x, wide] of columns) {
      sum += tall * wide * pixels[4 * (y * width + x) + channel];
      area += tall * wide;
    }
  return Math.round(sum / area);
}

/** Small pictures in rows, each row named: reconstructions, and what one latent does to an image. */
import { element } from "./dom.js";
import type { Panel } from "./panel.js";
import { pngLink } from "./pngBytes.js";
import { textWidth } from "./text.js";
import { FONT_FAMILY, INK, SIZE } from "./theme.js";

export interface ImageRow {
  readonly label: string;
  /** Each [height x width x channels], values 0 to 1; others are cut off. */
  readonly images: readonly ArrayLike<number>[];
}

export interface ImageSheetData {
  readonly title: string;
  readonly rows: readonly ImageRow[];
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red, green and blue */
  readonly channels: number;
  /** Height of a picture in px; default 36. */
  readonly size?: number;
}

/** Of the pictures' own pixels, white, between pictures. */
const GAP = 2;

/** Pictures in rows, each `size` px high and exactly as many pixels as it has. */
export function imageSheet(data: ImageSheetData): Panel {
  const { title, rows, height, width, size = 36 } = data;
  const most = Math.max(1, ...rows.map(({ images }) => images.length));
  const left = Math.ceil(8 + Math.max(0, ...rows.map(({ label }) => textWidth(label, SIZE.text))));
  const scale = size / height;
  const [wide, high] = [most * (width + GAP) - GAP, rows.length * (height + GAP) - GAP];
  return {
    title,
    width: Math.ceil(left + wide * scale),
    height: Math.ceil(high * scale),
    draw(document) {
      const labels = rows.map(({ label }, row) => {
        const middle = (row * (height + GAP) + height / 2) * scale;
        return element(document, "text", { x: left - 8, y: middle, "text-anchor": "end", dy: "0.35em" }, [label]);
      });
      const picture = element(document, "image", {
        x: left,
        width: wide * scale,
        height: high * scale,
        href: pngLink({ width: wide, height: high, rgb: sheetPixels(data, wide, high) }),
        preserveAspectRatio: "none",
        style: "image-rendering:pixelated",
      });
      const text = { "font-family": FONT_FAMILY, "font-size": SIZE.text, fill: INK };
      return element(document, "g", text, [...labels, picture]);
    },
  };
}

function sheetPixels({ rows, height, width, channels }: ImageSheetData, wide: number, high: number): Uint8Array {
  const rgb = new Uint8Array(wide * high * 3).fill(255);
  for (const [row, { images }] of rows.entries()) {
    for (const [column, image] of images.entries()) {
      const corner = row * (height + GAP) * wide + column * (width + GAP);
      for (let at = 0; at < height * width * 3; at++) {
        const [pixel, colour] = [Math.floor(at / 3), at % 3];
        const value = image[pixel * channels + Math.min(colour, channels - 1)];
        const place = corner + Math.floor(pixel / width) * wide + (pixel % width);
        rgb[place * 3 + colour] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
  }
  return rgb;
}

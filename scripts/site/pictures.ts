/** Pictures for the site: the same, at half the size where they are far wider than a page, and in fewer colours; a fifth of the bytes. */
import UPNG from "upng-js";

/** Enough for any figure's scales; text stays smooth. */
const COLOURS = 64;
/** Pixels; the text of a page is 690 wide. */
const WIDEST = 1800;

export function smaller(png: Uint8Array): Uint8Array {
  const image = UPNG.decode(new Uint8Array(png).buffer);
  const [whole] = UPNG.toRGBA8(image).map((frame) => new Uint8Array(frame));
  const drawn = { width: image.width, height: image.height, pixels: whole };
  const { width, height, pixels } = image.width > WIDEST ? halved(drawn) : drawn;
  const reduced = new Uint8Array(UPNG.encode([new Uint8Array(pixels).buffer], width, height, COLOURS));
  return reduced.length < png.length ? reduced : png;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** [height x width x 4] */
  readonly pixels: Uint8Array;
}

/** Every pixel the mean of four; an odd last row or column is left out. */
function halved({ width, height, pixels }: Pixels): Pixels {
  const [across, down] = [width >> 1, height >> 1];
  const half = new Uint8Array(across * down * 4);
  for (let y = 0; y < down; y++) {
    for (let at = 0; at < across * 4; at++) {
      const first = 2 * y * width * 4 + (at >> 2) * 8 + (at & 3);
      const below = first + width * 4;
      half[y * across * 4 + at] = Math.round(
        (pixels[first] + pixels[first + 4] + pixels[below] + pixels[below + 4]) / 4,
      );
    }
  }
  return { width: across, height: down, pixels: half };
}

/** Pictures as one tall image that a page can draw parts of. */
import type { Pictures } from "../worker/images/protocol.js";

/** All pictures below one another, as a data address of a PNG. */
export function pictureAddress({ width, height, channels, pixels }: Pictures): string {
  const count = pixels.length / (width * height * channels);
  const colours = new Uint8ClampedArray(4 * width * height * count).fill(255);
  for (let pixel = 0; pixel < width * height * count; pixel++) {
    for (let c = 0; c < 3; c++) colours[4 * pixel + c] = pixels[pixel * channels + (channels === 3 ? c : 0)];
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height * count;
  canvas.getContext("2d")?.putImageData(new ImageData(colours, width, height * count), 0, 0);
  return canvas.toDataURL();
}

/** From numbers between 0 and 1 to bytes that travel to the page. */
import type { ImageTask } from "../../../src/protocols.js";
import type { Pictures } from "./protocol.js";

type Shape = Pick<ImageTask, "width" | "height" | "channels">;

/** Of parts [images x pixels], one after the other; numbers beyond the ends are cut off. */
export function pictures({ width, height, channels }: Shape, parts: readonly Float32Array[]): Pictures {
  const pixels = new Uint8ClampedArray(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    for (const value of part) pixels[at++] = 255 * value;
  }
  return { width, height, channels, pixels };
}

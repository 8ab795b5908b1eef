/** Smaller images by area average: a pixel is the mean of the square of pixels that it covers. */
import { UsageError } from "../../math/errors.js";
import type { ImageTask } from "../../protocols.js";

/** The task at `size` x `size`. Throws UsageError where that does not divide its own size. */
export function resized(task: ImageTask, size: number): ImageTask {
  const { height, width, channels } = task;
  if (size === height && size === width) return task;
  if (!(Number.isInteger(size) && size >= 1 && height === width && height % size === 0)) {
    throw new UsageError(
      `${task.name} is ${height} x ${width}; its size can be divided by a whole number, not become ${size}`,
    );
  }
  const whole = new Float32Array(height * width * channels);
  return {
    ...task,
    height: size,
    width: size,
    render(index, into, at = 0) {
      task.render(index, whole);
      average({ data: whole, side: height, channels }, size, into.subarray(at, at + size * size * channels));
    },
  };
}

interface Pixels {
  readonly data: Float32Array;
  readonly side: number;
  readonly channels: number;
}

function average({ data, side, channels }: Pixels, size: number, into: Float32Array): void {
  const block = side / size;
  const step = block * channels;
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const corner = (row * block * side + column * block) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let dy = 0; dy < block; dy++) {
          const first = corner + dy * side * channels + channel;
          for (let from = first; from < first + step; from += channels) sum += data[from];
        }
        into[at++] = sum / (block * block);
      }
    }
  }
}

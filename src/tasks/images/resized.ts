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
  for (let at = 0; at < into.length; at++) {
    const channel = at % channels;
    const pixel = (at - channel) / channels;
    const [row, column] = [Math.floor(pixel / size) * block, (pixel % size) * block];
    let sum = 0;
    for (let dy = 0; dy < block; dy++) {
      for (let dx = 0; dx < block; dx++) sum += data[((row + dy) * side + column + dx) * channels + channel];
    }
    into[at] = sum / (block * block);
  }
}

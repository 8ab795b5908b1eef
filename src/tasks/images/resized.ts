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
  if (task.smaller) return task.smaller(size);
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
  const sums = new Float64Array(size * channels);
  for (let row = 0; row < size; row++) {
    sums.fill(0);
    for (let line = row * block; line < (row + 1) * block; line++) {
      addLine(data.subarray(line * side * channels, (line + 1) * side * channels), block, channels, sums);
    }
    for (let i = 0; i < sums.length; i++) into[row * sums.length + i] = sums[i] / (block * block);
  }
}

/** Adds a line of pixels [side x channels], `block` of them each, to sums [side / block x channels]. */
function addLine(line: Float32Array, block: number, channels: number, sums: Float64Array): void {
  let from = 0;
  for (let to = 0; to < sums.length; to += channels) {
    for (let column = 0; column < block; column++) {
      for (let channel = 0; channel < channels; channel++) sums[to + channel] += line[from++];
    }
  }
}

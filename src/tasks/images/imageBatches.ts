/** Batches of images drawn at random, and samples of them, for autoencoders. */
import { fold, integers, type Key, normal } from "../../math/random.js";
import type { BatchStream, Factor, ImageTask } from "../../protocols.js";
import { factorsAt } from "./factorGrid.js";

export interface ImageBatchOptions {
  readonly batch: number;
  /** Standard normal numbers that follow the pixels of every input row: the noise of a VAE's latents. */
  readonly noise: number;
  /** Conditions to draw from; all of the grid unless given. */
  readonly conditions?: Int32Array;
}

/** Inputs [batch x (pixels, noise)], targets [batch x pixels]; each image is drawn uniformly from the conditions. */
export function imageBatches(task: ImageTask, { batch, noise, conditions }: ImageBatchOptions, key: Key): BatchStream {
  const pixels = pixelCount(task);
  return {
    inputShape: [batch, pixels + noise],
    targetShape: [batch, pixels],
    batch(step) {
      const own = fold(key, step);
      const target = rendered(task, drawConditions(task, batch, fold(own, "images"), conditions));
      return { input: besideNoise(target, pixels, normal(fold(own, "noise"), batch * noise), noise), target };
    },
  };
}

export interface ImageSample {
  readonly count: number;
  /** [count x pixels] */
  readonly images: Float32Array;
  readonly factors: readonly Factor[];
}

/** Images drawn uniformly from the conditions (all unless given), with replacement. */
export function imageSample(task: ImageTask, count: number, key: Key, conditions?: Int32Array): ImageSample {
  const drawn = drawConditions(task, count, key, conditions);
  return { count, images: rendered(task, drawn), factors: factorsAt(task.grid, drawn) };
}

function drawConditions({ grid }: ImageTask, count: number, key: Key, conditions?: Int32Array): Int32Array {
  const drawn = integers(key, count, conditions?.length ?? grid.count);
  return conditions ? drawn.map((place) => conditions[place]) : drawn;
}

const pixelCount = ({ height, width, channels }: ImageTask): number => height * width * channels;

/** [conditions x pixels] */
export function rendered(task: ImageTask, conditions: ArrayLike<number>): Float32Array {
  const pixels = pixelCount(task);
  const images = new Float32Array(conditions.length * pixels);
  for (let i = 0; i < conditions.length; i++) task.render(conditions[i], images, i * pixels);
  return images;
}

/** Rows of pixels, each followed by its noise; zeros where none is given. */
export function besideNoise(
  images: Float32Array,
  pixels: number,
  noise: ArrayLike<number>,
  columns: number,
): Float32Array {
  const width = pixels + columns;
  const input = new Float32Array((images.length / pixels) * width);
  for (let row = 0; row * width < input.length; row++) {
    input.set(images.subarray(row * pixels, (row + 1) * pixels), row * width);
    for (let j = 0; j < columns; j++) input[row * width + pixels + j] = noise[row * columns + j] ?? 0;
  }
  return input;
}

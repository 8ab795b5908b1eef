/** Images of a task: one condition, and what each factor alone does to it. */
import { UsageError } from "../../../src/math/errors.js";
import type { GridFactor, ImageTask } from "../../../src/protocols.js";
import { indexOf } from "../../../src/tasks/images/factorGrid.js";
import { renderedTask } from "../../../src/tasks/images/renderedTask.js";
import type { ImageQuestion, Traversal, Traversals } from "./protocol.js";

const MOST_SHOWN = 8;

/** Another share of its levels for every factor, so that a picture's colours differ. */
const first = (sizes: readonly number[]): number[] =>
  sizes.map((size, f) => Math.floor((size * (f + 1)) / (sizes.length + 1)));

/** Throws UsageError for an unknown task, or levels that it does not have. */
export function traversals({ task: name, at: asked }: ImageQuestion): Traversals {
  const task = renderedTask(name);
  const { factors, sizes, count } = task.grid;
  const at = asked.length === 0 ? first(sizes) : asked;
  const legal =
    at.length === sizes.length && at.every((level, f) => Number.isInteger(level) && level >= 0 && level < sizes[f]);
  if (!legal) {
    const ranges = factors.map((factor, f) => `${factor.name} 0 to ${sizes[f] - 1}`).join(", ");
    throw new UsageError(`at=${at.join(",")} is no condition of ${name}, whose levels are ${ranges}`);
  }
  const rows = factors.map((factor, f) => traversalOf(factor, sizes[f], at[f]));
  const conditions = [
    at,
    ...rows.flatMap(({ levels }, f) => levels.map((level) => at.map((own, g) => (g === f ? level : own)))),
  ];
  return { width: task.width, height: task.height, count, at, rows, pixels: pixelsOf(task, conditions) };
}

/** Evenly spaced levels; the chosen one takes the place of the nearest. */
function traversalOf(factor: GridFactor, size: number, chosen: number): Traversal {
  const shown = Math.min(size, MOST_SHOWN);
  const even = Array.from({ length: shown }, (_, i) => Math.round((i * (size - 1)) / Math.max(1, shown - 1)));
  const nearest = even.reduce(
    (best, level, i) => (Math.abs(level - chosen) < Math.abs(even[best] - chosen) ? i : best),
    0,
  );
  even[nearest] = chosen;
  return { factor: factor.name, size, levels: even, names: even.map((level) => nameOf(factor, level)) };
}

const nameOf = ({ levels, values }: GridFactor, level: number): string =>
  levels?.[level] ?? String(Number(values[level].toPrecision(2)));

function pixelsOf({ grid, width, height, channels, render }: ImageTask, conditions: readonly (readonly number[])[]) {
  const size = width * height;
  const grey = new Float32Array(size * channels);
  const pixels = new Uint8ClampedArray(4 * size * conditions.length).fill(255);
  for (const [i, levels] of conditions.entries()) {
    render(indexOf(grid, levels), grey);
    for (let pixel = 0; pixel < size; pixel++) {
      for (let c = 0; c < 3; c++) {
        pixels[4 * (i * size + pixel) + c] = 255 * grey[pixel * channels + (channels === 3 ? c : 0)];
      }
    }
  }
  return pixels;
}

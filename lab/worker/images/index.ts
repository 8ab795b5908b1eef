/** Images of a task: one condition, and what each factor alone does to it. */

import { imageStudies } from "../../../src/experiments/images/index.js";
import { UsageError } from "../../../src/math/errors.js";
import type { GridFactor, ImageTask } from "../../../src/protocols.js";
import { indexOf } from "../../../src/tasks/images/factorGrid.js";
import { rendered } from "../../../src/tasks/images/imageBatches.js";
import { pictures } from "./pictures.js";
import type { ImageQuestion, Traversal, Traversals } from "./protocol.js";

const MOST_SHOWN = 8;

/** Another share of its levels for every factor, so that a picture's colours differ. */
const first = (sizes: readonly number[]): number[] =>
  sizes.map((size, f) => Math.floor((size * (f + 1)) / (sizes.length + 1)));

/** The task of an experiment. Throws UsageError for one that is not about images. */
export function taskOf(experiment: string): ImageTask {
  if (Object.hasOwn(imageStudies, experiment)) return imageStudies[experiment].task;
  throw new UsageError(`${experiment} has no images; ${Object.keys(imageStudies).join(" and ")} have`);
}

/** Levels as asked, or to begin with. Throws UsageError where the task does not have them. */
export function levelsOf({ name, grid }: ImageTask, asked: readonly number[]): readonly number[] {
  const { factors, sizes } = grid;
  if (asked.length === 0) return first(sizes);
  const legal = (level: number, f: number) => Number.isInteger(level) && level >= 0 && level < sizes[f];
  if (asked.length === sizes.length && asked.every(legal)) return asked;
  const ranges = factors.map((factor, f) => `${factor.name} 0 to ${sizes[f] - 1}`).join(", ");
  throw new UsageError(`at=${asked.join(",")} is no condition of ${name}, whose levels are ${ranges}`);
}

/** Throws UsageError for an experiment without images, or levels that they do not have. */
export function traversals({ experiment, at: asked }: ImageQuestion): Traversals {
  const task = taskOf(experiment);
  const { factors, sizes, count } = task.grid;
  const at = levelsOf(task, asked);
  const rows = factors.map((factor, f) => traversalOf(factor, sizes[f], at[f]));
  const conditions = [
    at,
    ...rows.flatMap(({ levels }, f) => levels.map((level) => at.map((own, g) => (g === f ? level : own)))),
  ];
  const images = rendered(
    task,
    conditions.map((levels) => indexOf(task.grid, levels)),
  );
  return { count, at, rows, pictures: pictures(task, [images]) };
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

/** The image tasks that need no file. */
import { UsageError } from "../../math/errors.js";
import type { ImageTask } from "../../protocols.js";
import { dsprites } from "./dsprites.js";
import { resized } from "./resized.js";
import { shapes3d } from "./shapes3d/shapes3d.js";

export const renderedTasks: Readonly<Record<string, ImageTask>> = { dsprites, shapes3d };

/** A re-rendered task, by default at its own size. Throws UsageError for an unknown name or an impossible size. */
export function renderedTask(name: string, size?: number): ImageTask {
  if (!Object.hasOwn(renderedTasks, name)) {
    throw new UsageError(`there is no image task "${name}"; there are ${Object.keys(renderedTasks).join(", ")}`);
  }
  const task = renderedTasks[name];
  return size === undefined ? task : resized(task, size);
}

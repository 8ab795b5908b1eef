/** An image task by its name, or from the file or folder of a published data set. */
import { existsSync } from "node:fs";
import { InputError, UsageError } from "../../../math/errors.js";
import type { ImageTask, OpenImageTask } from "../../../protocols.js";
import { levelsOf } from "../factorGrid.js";
import type { ImageLayout } from "../layouts.js";
import { renderedTask, renderedTasks } from "../renderedTask.js";
import { resized } from "../resized.js";
import { type CheckOptions, checkImageFile, refusal } from "./checkImageFile.node.js";
import { filePixels } from "./filePixels.node.js";
import type { ImageFileReport } from "./imageFileReport.js";
import type { Pixels } from "./pixels.js";
import { listPngs, pngPixels } from "./pngPixels.node.js";

export interface OpenImageOptions extends CheckOptions {
  /** Height and width; by default the task's own. */
  readonly size?: number;
  /** "ignored" accepts a file of the right layout whose checksum is not a published one; default "required". */
  readonly checksum?: "required" | "ignored";
  /** Told the share that is unpacked, where images must be unpacked first. */
  readonly unpacking?: (share: number) => void;
}

/**
 * The task. Files are checked first, wholly: nothing is trained on a damaged one. Of a folder, the names, the first and the last
 * image are; another that is damaged is refused when it is read. Throws UsageError for an unknown name or an
 * impossible size, InputError for a file that is missing, cut short, damaged, of another layout or another checksum.
 */
export async function openImageTask(nameOrPath: string, options: OpenImageOptions = {}): Promise<OpenImageTask> {
  if (Object.hasOwn(renderedTasks, nameOrPath)) {
    return { ...renderedTask(nameOrPath, options.size), close: () => {} };
  }
  if (!existsSync(nameOrPath)) {
    const names = Object.keys(renderedTasks).join(", ");
    throw new UsageError(`"${nameOrPath}" is no image task (${names}), and there is no such file or folder`);
  }
  const report = await checkImageFile(nameOrPath, options);
  return taskOf(acceptable(report, options), options);
}

type Acceptable = ImageFileReport & { readonly layout: ImageLayout; readonly side: number };

/** Throws InputError unless the file may be used. */
export function acceptable(report: ImageFileReport, { checksum = "required" }: OpenImageOptions): Acceptable {
  const { layout, side, problems } = report;
  if (!layout || side === undefined || problems.length > 0) throw refusal(report);
  const unknown = checksumProblem(report);
  if (unknown !== undefined && checksum === "required") {
    throw new InputError(`${report.path} ${unknown}. Get it again, or accept it as it is with --ignore-checksum.`);
  }
  return { ...report, layout, side };
}

/** Undefined where the checksum is a published one, or none is published. */
export function checksumProblem({ layout, md5, published }: ImageFileReport): string | undefined {
  if (!layout || layout.format === "png" || published !== undefined) return undefined;
  const known = Object.entries(layout.checksums).map(([sum, title]) => `${sum} (${title})`);
  if (known.length === 0) return undefined;
  return `has the layout of ${layout.title}, but not the checksum: its MD5 is ${md5}; published ${known.join(", ")}`;
}

async function taskOf(report: Acceptable, { size, unpacking = () => {} }: OpenImageOptions): Promise<OpenImageTask> {
  const { path, layout, side, published, md5 = "" } = report;
  const isFile = layout.format !== "png";
  const pixels = isFile ? await filePixels({ path, layout, md5, unpacking }) : pngPixels(listPngs(path), side);
  const task: ImageTask = {
    name: published ?? layout.title,
    origin: published === undefined ? "unverified" : "original",
    height: side,
    width: side,
    channels: layout.channels,
    grid: layout.grid,
    render: renderer(pixels, layout, isFile ? layout.white : 255),
  };
  try {
    return { ...(size === undefined ? task : resized(task, size)), close: pixels.close };
  } catch (error) {
    pixels.close();
    throw error;
  }
}

function renderer(pixels: Pixels, { grid }: ImageLayout, white: number): ImageTask["render"] {
  return (index, into, at = 0) => {
    levelsOf(grid, index);
    const values = pixels.read(index);
    for (let i = 0; i < values.length; i++) into[at + i] = values[i] / white;
  };
}

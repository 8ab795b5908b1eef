/** Whether a folder of PNG images is a published data set: their number, names, size, and labels where there are any. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type NpyArray, readNpy, toFloat64 } from "../../../io/index.js";
import { withFile } from "../../../io/source.node.js";
import type { FolderLayout } from "../layouts.js";
import type { ImageFileReport } from "./checkImageFile.node.js";
import { listPngs, type PngFolder, readPng } from "./pngPixels.node.js";
import { labelCheck } from "./wrongLabel.js";

/** Throws InputError where the folder holds no images, or the first cannot be read. */
export async function checkImageFolder(path: string, layouts: readonly FolderLayout[]): Promise<ImageFileReport> {
  const images = listPngs(path);
  const { height, width } = readPng(join(images.path, images.names[0]));
  const entries = [{ name: "*.png", shape: [images.names.length, height, width, 3], dtype: "u1" }];
  const layout = layouts.find(({ grid }) => grid.count === images.names.length) ?? closest(path, layouts);
  const found = { path, entries, side: height, ...(layout && { layout }) };
  if (!layout) {
    const known = layouts.map(({ title, grid }) => `${title} has ${grid.count}`).join(", ");
    return { ...found, problems: [`it holds ${images.names.length} images; ${known}`] };
  }
  const problems = [...numberProblems(images, layout), ...sizeProblems({ height, width }, images, layout)];
  if (problems.length > 0) return { ...found, problems };
  return { ...found, problems: await labelProblems(path, layout) };
}

const closest = (path: string, layouts: readonly FolderLayout[]): FolderLayout | undefined =>
  layouts.find(({ name }) => path.toLowerCase().includes(name));

function numberProblems({ names }: PngFolder, { grid }: FolderLayout): string[] {
  if (names.length !== grid.count) return [`it holds ${names.length} images; ${grid.count} are expected`];
  const wrong = names.findIndex((name, index) => name !== `${String(index).padStart(6, "0")}.png`);
  if (wrong < 0) return [];
  return [`image ${wrong} is called ${names[wrong]}; ${String(wrong).padStart(6, "0")}.png is expected`];
}

function sizeProblems(
  { height, width }: { readonly height: number; readonly width: number },
  { path, names }: PngFolder,
  { sides }: FolderLayout,
): string[] {
  if (height !== width || !sides.includes(height)) {
    return [`images are ${height} x ${width}; ${sides.map((side) => `${side} x ${side}`).join(" or ")} is expected`];
  }
  const last = readPng(join(path, names[names.length - 1]));
  if (last.height === height && last.width === width) return [];
  return [`the first image is ${height} x ${width}, the last ${last.height} x ${last.width}`];
}

const LABEL_FILES = ["train-rec.labels", "labels.npy"];

/** The authors' labels, [conditions x factors], where they lie beside the images. */
async function labelProblems(path: string, { grid }: FolderLayout): Promise<string[]> {
  const name = LABEL_FILES.find((candidate) => existsSync(join(path, candidate)));
  if (name === undefined) return [];
  const labels: NpyArray = await withFile(join(path, name), readNpy);
  const width = grid.sizes.length;
  if (labels.shape.join(" x ") !== `${grid.count} x ${width}`) {
    return [`${name} is ${labels.shape.join(" x ")}; ${grid.count} x ${width} is expected`];
  }
  const problem = labelCheck(grid, "values")(0, grid.count, toFloat64(labels, name));
  return problem === undefined ? [] : [`${name}, ${problem}`];
}

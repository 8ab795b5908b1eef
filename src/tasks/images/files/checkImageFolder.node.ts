/** Whether a folder of PNG images is a published data set: their number, names, size, and labels where there are any. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readNpy, toFloat64 } from "../../../io/index.js";
import { readNpyHeader } from "../../../io/npyFile.js";
import type { ByteSource } from "../../../io/source.js";
import { withFile } from "../../../io/source.node.js";
import type { FactorGrid } from "../../../protocols.js";
import type { FolderLayout } from "../layouts.js";
import type { ImageFileReport } from "./imageFileReport.js";
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

const nameOf = (index: number): string => `${String(index).padStart(6, "0")}.png`;

function numberProblems({ names }: PngFolder, { grid }: FolderLayout): string[] {
  const number = names.length === grid.count ? [] : [`it holds ${names.length} images; ${grid.count} are expected`];
  const wrong = names.slice(0, grid.count).findIndex((name, index) => name !== nameOf(index));
  return wrong < 0 ? number : [...number, `image ${wrong} is called ${names[wrong]}; ${nameOf(wrong)} is expected`];
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
  const problem = await withFile(join(path, name), (source) => labelProblem(source, grid));
  return problem === undefined ? [] : [`${name}${problem}`];
}

/** In words that go on after the file's name. No more is read of labels of another shape than that. */
async function labelProblem(source: ByteSource, grid: FactorGrid): Promise<string | undefined> {
  const shape = (await readNpyHeader(source)).shape.join(" x ");
  const expected = `${grid.count} x ${grid.sizes.length}`;
  if (shape !== expected) return ` is ${shape}; ${expected} is expected`;
  const problem = labelCheck(grid, "values")(0, grid.count, toFloat64(await readNpy(source), source.name));
  return problem && `, ${problem}`;
}

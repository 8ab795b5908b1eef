/** Whether a file or folder is a published image data set: names, shapes and types of its arrays, its numbering, its checksum. */
import { basename } from "node:path";
import { type DataFile, namesOf } from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { InputError } from "../../../math/errors.js";
import { type ExpectedArray, type FileLayout, type ImageLayout, imageLayouts } from "../layouts.js";
import { checkImageFolder } from "./checkImageFolder.node.js";
import type { ImageFileReport } from "./imageFileReport.js";
import { md5Of } from "./md5.node.js";
import { isFolder } from "./pngPixels.node.js";
import { wrongLabel } from "./wrongLabel.js";
import { wrongStorage } from "./wrongStorage.node.js";

export interface CheckOptions {
  /** Data sets that can be recognised; by default all that are known. */
  readonly layouts?: readonly ImageLayout[];
  /** The share of the file whose checksum has been taken. */
  readonly progress?: (share: number) => void;
}

/** Throws InputError where it cannot be opened at all: missing, cut short, damaged, of an unknown format. */
export async function checkImageFile(path: string, options: CheckOptions = {}): Promise<ImageFileReport> {
  const { layouts = imageLayouts, progress = () => {} } = options;
  if (isFolder(path)) {
    return checkImageFolder(
      path,
      layouts.filter((layout) => layout.format === "png"),
    );
  }
  const files = layouts.filter((layout) => layout.format !== "png");
  return withDataPath(path, async (file) => {
    const entries = file.entries.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
    const md5 = await md5Of(path, progress);
    const layout = files.find(({ checksums }) => Object.hasOwn(checksums, md5)) ?? likeliest(file, files);
    const found = { path, entries, md5 };
    if (!layout) return { ...found, problems: [unknown(file, files)] };
    const published = layout.checksums[md5];
    const problems = published === undefined ? await allProblems(file, layout) : difference(file, layout.images);
    return { ...found, layout, problems, side: layout.images.shape[1], ...(published !== undefined && { published }) };
  });
}

/** What the checksum of a published file covers. Labels and storage are looked at when the arrays are right. */
async function allProblems(file: DataFile, layout: FileLayout): Promise<string[]> {
  const { images, labels, others, grid, format } = layout;
  const problems = [images, ...(labels ? [labels] : []), ...others].flatMap((expected) => difference(file, expected));
  if (problems.length > 0) return problems;
  const wrong =
    (labels && (await wrongLabel(file, grid, labels))) ??
    (format === "npz" ? await wrongStorage(file.name, images.name) : undefined);
  return wrong === undefined ? [] : [wrong];
}

/** What the file is meant to be: by its name, by the arrays it shares with the layout, and by their length. */
function likeliest(file: DataFile, layouts: readonly FileLayout[]): FileLayout | undefined {
  const likeness = ({ format, usualName, images, labels, others }: FileLayout): number => {
    if (format !== file.format) return 0;
    const expected = [images, ...(labels ? [labels] : []), ...others];
    const shared = expected.filter(({ name }) => file.entries.some((entry) => entry.name === name)).length;
    const isAsLong = file.entries.some(({ name, shape }) => name === images.name && shape[0] === images.shape[0]);
    return shared / expected.length + (usualName.test(basename(file.name)) ? 2 : 0) + (isAsLong ? 0.5 : 0);
  };
  const best = layouts.reduce<FileLayout | undefined>((a, b) => (a && likeness(a) >= likeness(b) ? a : b), undefined);
  return best && likeness(best) > 0 ? best : undefined;
}

function unknown(file: DataFile, layouts: readonly FileLayout[]): string {
  const known = layouts.map(({ format, title, images }) => `${title}: ${format} with "${images.name}"`).join("; ");
  return `it is a ${file.format} file that holds ${namesOf(file.entries)}; known are ${known}`;
}

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? "single" : shape.join(" x "));

function difference(file: DataFile, { name, shape, dtype }: ExpectedArray): string[] {
  const entry = file.entries.find((candidate) => candidate.name === name);
  if (!entry) return [`array "${name}" is missing; the file holds ${namesOf(file.entries)}`];
  if (entry.problem !== undefined) return [`array "${name}" ${entry.problem}`];
  const found = [];
  if (shapeText(entry.shape) !== shapeText(shape)) {
    found.push(`array "${name}" is ${shapeText(entry.shape)}; ${shapeText(shape)} is expected`);
  }
  if (entry.dtype !== dtype) found.push(`array "${name}" holds ${entry.dtype}; ${dtype} is expected`);
  return found;
}

/** What is wrong as one error that says what to do. */
export function refusal({ path, layout, problems }: ImageFileReport): InputError {
  const what = layout ? `${path} is not ${layout.title} as published` : `${path} is no known image data set`;
  const where = layout ? ` Get it from ${layout.where}.` : ' See "purecell data list".';
  return new InputError(`${what}: ${problems.join("; ")}.${where}`);
}

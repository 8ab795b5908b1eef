/** `purecell data preview TASK`: a contact sheet, one factor varied in each row. */
import { basename, dirname, resolve } from "node:path";
import { drawFigure, type ImageRow, imageSheet } from "../../../figures/index.js";
import { svgToPng, whyNoPng } from "../../../figures/png.node.js";
import { UsageError } from "../../../math/errors.js";
import type { FactorGrid, GridFactor, ImageTask } from "../../../protocols.js";
import { makeFolder, writeDurably } from "../../../runs/index.js";
import { openImageTask } from "../../../tasks/images/files/openImageTask.node.js";
import { indexOf, levelsOf } from "../../../tasks/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { Narration } from "../../terminal/narration.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { describeFactor } from "./describe.js";
import type { PreviewRequest } from "./request.js";

/** Images in a row at most; of more levels, evenly spaced ones are shown. */
const MOST = 15;

export async function preview(request: PreviewRequest, { terminal }: Context): Promise<number> {
  const { task: name, size, condition } = request;
  const narration = new Narration(terminal);
  const task = await openImageTask(name, {
    ...(size === undefined ? {} : { size }),
    checksum: request.ignoreChecksum ? "ignored" : "required",
    progress: (share) => narration.update(`${name}: taking its checksum  ${Math.floor(100 * share)} %`),
    unpacking: (share) => narration.update(`${name}: unpacking once, for this and later  ${Math.floor(100 * share)} %`),
  });
  try {
    const around = aroundOf(task.grid, condition);
    const path = drawable(resolve(request.out ?? `${basename(name).replace(/\.\w+$/, "")}-preview.png`));
    const rows = rowsAround(task, around);
    const svg = contactSheet(task, rows, around);
    makeFolder(dirname(path));
    await writeDurably(path, path.endsWith(".svg") ? svg : svgToPng(svg));
    narration.clear();
    await noteMissingPng(terminal);
    const { name: title, origin, height, width, channels, grid } = task;
    const factors = grid.factors.map(describeFactor);
    const answer = {
      task: title,
      origin,
      height,
      width,
      channels,
      count: grid.count,
      factors,
      condition: around,
      file: path,
    };
    if (request.form === "json") printJson(terminal, "data preview", answer);
    else terminal.out(`${titleOf(task)}: ${grid.count} images, ${height} x ${width} x ${channels}\nsheet    ${path}`);
    return EXIT.done;
  } finally {
    task.close();
  }
}

/** The same name as .svg where PNG cannot be drawn here. */
const drawable = (path: string): string => (whyNoPng() === undefined ? path : path.replace(/(\.png)?$/i, ".svg"));

/** The condition around which factors are varied, unless one is named: middles of ranges, and colours and shapes that differ. */
function aroundOf(grid: FactorGrid, condition: number | undefined): number {
  if (condition === undefined) {
    const share = (place: number) => (grid.factors[place].kind === "continuous" ? 0.5 : (0.5 + 0.382 * place) % 1);
    return indexOf(
      grid,
      grid.sizes.map((levels, place) => Math.floor(levels * share(place))),
    );
  }
  if (condition < grid.count) return condition;
  throw new UsageError(`--condition takes a number from 0 to ${grid.count - 1}; got ${condition}.`);
}

function rowsAround(task: ImageTask, condition: number): ImageRow[] {
  const levels = levelsOf(task.grid, condition);
  return task.grid.factors.flatMap((factor, place) => {
    if (factor.values.length < 2) return [];
    const images = shownLevels(factor.values.length).map((level) => {
      const image = new Float32Array(task.height * task.width * task.channels);
      task.render(indexOf(task.grid, levels.with(place, level)), image);
      return image;
    });
    return [{ label: labelOf(factor), images }];
  });
}

function shownLevels(count: number): number[] {
  const shown = Math.min(MOST, count);
  return Array.from({ length: shown }, (_, i) => Math.round((i * (count - 1)) / (shown - 1)));
}

const labelOf = ({ name, values }: GridFactor): string =>
  values.length > MOST ? `${name} (${MOST} of ${values.length})` : name;

function contactSheet(task: ImageTask, rows: readonly ImageRow[], condition: number): string {
  const { name, origin, height, width, channels } = task;
  const size = Math.min(128, Math.max(48, height));
  const panel = imageSheet({ title: "", rows, height, width, channels, size });
  const title = `${titleOf({ name, origin })}, around condition ${condition}`;
  const summary = `In each row one factor varies: ${rows.map(({ label }) => label).join(", ")}.`;
  return drawFigure({ id: "preview", title, caption: "", summary, panels: [{ ...panel, title }] }).svg;
}

const titleOf = ({ name, origin }: Pick<ImageTask, "name" | "origin">): string =>
  name.includes(origin) ? name : `${name}, ${origin}`;

/** `purecell data list`: image tasks that need no file, and data sets that are read from files. */

import type { ImageTask } from "../../../protocols.js";
import { type ImageLayout, imageLayouts, renderedTasks } from "../../../tasks/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Terminal } from "../../terminal/terminal.js";
import { describeFactor, describeLayout, factorLines, heldLines } from "./describe.js";
import type { DataRequest } from "./request.js";

export function list({ form }: Pick<DataRequest, "form">, { terminal }: Context): number {
  const tasks = Object.entries(renderedTasks);
  if (form === "json") {
    printJson(terminal, "data list", {
      tasks: tasks.map(([name, task]) => describeTask(name, task)),
      files: imageLayouts.map(describeLayout),
    });
    return EXIT.done;
  }
  const { out, outStyle } = terminal;
  out(outStyle.bold("Without a file, re-rendered from formulas"));
  for (const [name, task] of tasks) for (const line of taskLines(name, task, terminal)) out(line);
  out("");
  out(outStyle.bold("From files that you have"));
  for (const layout of imageLayouts) for (const line of layoutLines(layout, terminal)) out(line);
  out("");
  out("purecell data preview dsprites     what the images look like");
  out("purecell data check FILE           whether a file is one of these, complete and unchanged");
  return EXIT.done;
}

function describeTask(name: string, { name: title, origin, height, width, channels, grid }: ImageTask) {
  return { name, title, origin, height, width, channels, count: grid.count, factors: grid.factors.map(describeFactor) };
}

function taskLines(name: string, { name: title, height, width, channels, grid }: ImageTask, { outStyle }: Terminal) {
  return [
    `${outStyle.bold(name)}  ${title}: ${grid.count} images, ${height} x ${width} x ${channels}`,
    ...factorLines(grid).map((line) => `    ${line}`),
  ];
}

function layoutLines(layout: ImageLayout, { outStyle }: Terminal): string[] {
  const { name, title, source, where, grid, notes = [] } = layout;
  return [
    `${outStyle.bold(name)}  ${title} (${source}): ${grid.count} images`,
    `    ${where}`,
    ...heldLines(layout).map((line) => `    ${line}`),
    ...factorLines(grid).map((line) => `    ${line}`),
    ...notes.map((note) => `    note: ${note}`),
  ];
}

/** `purecell cells` */

import { analyseSessions, frameOf } from "../../../answers/cells/analyse.js";
import { modulesOf } from "../../../answers/cells/modules.js";
import { answerOf, type CellsResult } from "../../../answers/cells/result.js";
import { mapRow } from "../../../answers/cells/row.js";
import { csvOf } from "../../../answers/cells/table.js";
import { analyseMaps } from "../../../cells/index.js";
import { fold, key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import { fileOnDisk } from "../../../recordings/otherFiles.node.js";
import { openSessions } from "../../../recordings/sessions.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { type Terminal, visible } from "../../terminal/terminal.js";
import { openMaps } from "./mapsFile.js";
import type { CellsRequest } from "./request.js";
import { printTable } from "./text.js";

export async function carryOut(request: CellsRequest, { terminal, argv }: Context): Promise<number> {
  const { finishedMaps, form, out } = request;
  const result =
    finishedMaps === undefined ? await ofSessions(request, terminal) : await ofMaps(finishedMaps, request, terminal);
  for (const note of result.notes) terminal.say(note);
  if (form === "json") printJson(terminal, "cells", answerOf(result));
  else if (form === "csv") terminal.out(csvOf(result.rows).trimEnd());
  else printTable(result, terminal);
  if (out !== undefined) {
    const { writeReport } = await import("./report.js");
    await noteMissingPng(terminal);
    terminal.say(`report: ${await writeReport(out, result, argv)}`);
  }
  return EXIT.done;
}

async function ofSessions(request: CellsRequest, terminal: Terminal): Promise<CellsResult> {
  const { files } = request;
  const recorded = await openSessions(files.map(fileOnDisk), request.session);
  const frame = frameOf(recorded, request);
  const { rows, columns, binSize } = frame.bins;
  terminal.say(
    `${counted(recorded.names.length, "cell")}, ${counted(recorded.sessions.length, "session")} of ` +
      `${recorded.sessions.map(({ duration }) => `${duration.toFixed(0)} s`).join(", ")}; ` +
      `${columns} x ${rows} bins of ${binSize} cm`,
  );
  const steps = analyseSessions(recorded, frame, request);
  return withProgress(steps, ({ done, total }) => `cell ${done} of ${total}`, terminal);
}

async function ofMaps(
  name: string,
  { files, options, binSize, seed }: CellsRequest,
  terminal: Terminal,
): Promise<CellsResult> {
  const maps = await openMaps(files, name, binSize ?? 1);
  terminal.say(`${counted(maps.length, "map")} of ${maps[0].columns} x ${maps[0].rows} bins`);
  const steps = analyseMaps(maps, options.fieldShuffles, fold(key(seed), "cells"), options);
  const analysed = await withProgress(steps, (done) => `map ${done} of ${maps.length}`, terminal);
  const grids = analysed.flatMap(({ map, grid, label }, i) =>
    label === "grid" ? [{ cell: String(i), map, grid }] : [],
  );
  return {
    files,
    rows: analysed.map((map, cell) => mapRow(String(cell), map)),
    modules: modulesOf(grids, fold(key(seed), "modules")),
    lengthUnit: binSize === undefined ? "bins" : "cm",
    settings: {
      fieldShuffles: options.fieldShuffles,
      significance: options.significance,
      seed,
      gridScore: options.gridScore,
      gridNull: "field-shuffle",
      borderNull: "smooth random maps",
      p: "(1 + draws at least as high) / (1 + draws); q: Benjamini-Hochberg within the file",
    },
    notes: ["maps alone cannot show that a cell depends on place: no cell is called a place cell"],
    maps: analysed,
  };
}

/** Seconds between two lines of progress. */
const PAUSE = 2;

/** Runs a generator to its end, saying now and then how far it is, and leaving room for signals. */
async function withProgress<Step, Result>(
  steps: Generator<Step, Result>,
  describe: (step: Step) => string,
  terminal: Terminal,
): Promise<Result> {
  let said = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      if (terminal.live) terminal.write("\r\u001b[K");
      return step.value;
    }
    if (performance.now() - said < (terminal.live ? 200 : 1000 * PAUSE)) continue;
    said = performance.now();
    if (terminal.live) terminal.write(`\r\u001b[K${visible(describe(step.value))}`);
    else terminal.say(describe(step.value));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** `purecell cells` */

import { frameOf, sessionRounds, sessionTester } from "../../../answers/cells/analyse.js";
import { modulesOf } from "../../../answers/cells/modules.js";
import { answerOf, type CellsResult } from "../../../answers/cells/result.js";
import { mapRow } from "../../../answers/cells/row.js";
import { csvOf } from "../../../answers/cells/table.js";
import { mapRounds } from "../../../cells/index.js";
import { fold, key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import { fileOnDisk } from "../../../recordings/otherFiles.node.js";
import { openSessions } from "../../../recordings/sessions.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { inSharedMemory } from "../../threads/sharedMemory.js";
import { openMaps } from "./mapsFile.js";
import type { CellsRequest } from "./request.js";
import { printTable } from "./text.js";
import { lanesFor, sizeOf } from "./threads/lanes.js";
import { carryOutRounds } from "./threads/rounds.js";
import { type MapsJob, mapRunner } from "./threads/tasks.js";

export async function carryOut(request: CellsRequest, context: Context): Promise<number> {
  const { terminal, argv } = context;
  const { finishedMaps, form, out } = request;
  const result =
    finishedMaps === undefined ? await ofSessions(request, context) : await ofMaps(finishedMaps, request, context);
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

async function ofSessions(request: CellsRequest, context: Context): Promise<CellsResult> {
  const { files, binSize, maps, options, seed, workers } = request;
  const recorded = inSharedMemory(await openSessions(files.map(fileOnDisk), request.session));
  const { sessions, objects, activity } = recorded;
  const frame = frameOf(recorded, request);
  const { rows, columns, binSize: side } = frame.bins;
  context.terminal.say(
    `${counted(recorded.names.length, "cell")}, ${counted(sessions.length, "session")} of ` +
      `${sessions.map(({ duration }) => `${duration.toFixed(0)} s`).join(", ")}; ` +
      `${columns} x ${rows} bins of ${side} cm`,
  );
  const work = {
    carryOut: sessionTester(recorded, frame, request),
    job: { kind: "sessions", recorded: { sessions, objects, activity }, analysis: { binSize, maps, options, seed } },
    lanes: lanesFor(sizeOf(recorded, frame.bins, options), workers),
    what: "cell",
  } as const;
  return carryOutRounds(sessionRounds(recorded, frame, request), work, context);
}

async function ofMaps(
  name: string,
  { files, options, binSize, seed, workers }: CellsRequest,
  context: Context,
): Promise<CellsResult> {
  const maps = inSharedMemory(await openMaps(files, name, binSize ?? 1));
  const [{ rows, columns }] = maps;
  context.terminal.say(`${counted(maps.length, "map")} of ${columns} x ${rows} bins`);
  const { fieldShuffles } = options;
  const size = { cells: maps.length, draws: 2 * fieldShuffles, bins: rows * columns, samples: 0 };
  const job: MapsJob = { kind: "maps", maps, options, seed };
  const work = { carryOut: mapRunner(job), job, lanes: lanesFor(size, workers), what: "map" };
  const analysed = await carryOutRounds(mapRounds(maps.length, fieldShuffles, options), work, context);
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

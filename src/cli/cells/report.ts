/** The folder of `--out`: report, a sheet for every cell, table, results. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../../io/writeFileAtomic.node.js";
import { InputError } from "../../math/errors.js";
import { packageVersion } from "../../runs/index.js";
import { answerOf, type CellsResult } from "./result.js";
import { occupancyFigure, sheetOf } from "./sheets.js";
import { csvOf, populationLine, tableOf } from "./table.js";

/** More would make a page that browsers are slow to open. */
const MOST_SHEETS = 25;
const FURTHER_SHEETS = `The first ${MOST_SHEETS} sheets are shown here; those of all cells are in the folder "figures".`;

/** Writes everything and resolves to the path of the report. Throws InputError where the folder cannot be written. */
export async function writeReport(folder: string, result: CellsResult, argv: readonly string[]): Promise<string> {
  await mkdir(join(folder, "figures"), { recursive: true }).catch((cause: unknown) => {
    throw new InputError(`cannot make the folder ${folder}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  const { cellsReportHtml, drawFigure } = await import("../../figures/index.js");
  const { svgToPng } = await import("../../figures/png.node.js");
  const occupancy = occupancyFigure(result);
  const specs = [...(occupancy ? [occupancy] : []), ...result.rows.map((_, cell) => sheetOf(result, cell))];
  const sheets = specs.map((spec) => drawFigure(spec));
  for (const { id, svg } of sheets) {
    await writeFileAtomic(join(folder, "figures", `${id}.svg`), svg);
    await writeFileAtomic(join(folder, "figures", `${id}.png`), svgToPng(svg));
  }
  await writeFileAtomic(join(folder, "cells.csv"), csvOf(result.rows));
  const answer = { schemaVersion: 1, ...answerOf(result) };
  await writeFileAtomic(join(folder, "results.json"), `${JSON.stringify(answer, null, 2)}\n`);
  const { header, body } = tableOf(result.rows, result.lengthUnit);
  const html = cellsReportHtml({
    title: `Which cells are these? ${result.files.join(", ")}`,
    introduction: populationLine(result.rows),
    header,
    rows: body,
    sheets: sheets.slice(0, MOST_SHEETS),
    methods: methodsOf(result),
    provenance: {
      files: result.files.join(", "),
      command: `purecell ${argv.join(" ")}`,
      ...result.settings,
      purecell: packageVersion(),
      node: process.version,
    },
    notes: sheets.length > MOST_SHEETS ? [...result.notes, FURTHER_SHEETS] : result.notes,
  });
  const report = join(folder, "report.html");
  await writeFileAtomic(report, html);
  return report;
}

function methodsOf({ rows, settings, maps }: CellsResult): string {
  const grid =
    `Grid scores were those of an expanding ring (Langston et al. 2010) and were compared with ${settings.fieldShuffles} ` +
    "maps in which the fields were placed at random (field shuffle, Barry and Burgess 2017).";
  const corrected =
    `P-values are (1 + n) / (1 + draws), n the draws that scored at least as high, corrected for ${rows.length} cells ` +
    `(Benjamini and Hochberg 1995); q < ${settings.significance} was called significant.`;
  if (maps) return `Rate maps were analysed with purecell ${packageVersion()}. ${grid} ${corrected}`;
  return (
    `Rate maps had bins of ${settings.binCm} cm; spikes and seconds were smoothed with a Gaussian of ${settings.sigmaBins} bins ` +
    `before division (purecell ${packageVersion()}). ${grid} Spatial information (Skaggs et al. 1993), border score (Solstad et al. ` +
    "2008), mean vector length, object-vector score (Hoydal et al. 2019) and speed score (Kropff et al. 2015) were compared with " +
    `${settings.shifts} shifts of the activity in time by at least ${settings.smallestShift} s. ${corrected}`
  );
}

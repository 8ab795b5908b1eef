/** The folder of `--out`: report, a sheet for every cell, table, results. */
import { join } from "node:path";
import { modulesLine } from "../../../answers/cells/modules.js";
import { answerOf, type CellsResult } from "../../../answers/cells/result.js";
import { type CellRow, population } from "../../../answers/cells/row.js";
import { overviewOf, sheetOf } from "../../../answers/cells/sheets.js";
import { csvOf, populationLine, tableOf } from "../../../answers/cells/table.js";
import { sentence } from "../../../math/words.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";

/** More would make a page that browsers are slow to open. */
const MOST_SHEETS = 25;
const FURTHER_SHEETS = `The first ${MOST_SHEETS} sheets are shown here; those of all cells are in the folder "figures".`;

/** Writes everything and resolves to the path of the report. Throws InputError where the folder cannot be written. */
export async function writeReport(folder: string, result: CellsResult, argv: readonly string[]): Promise<string> {
  makeFolder(join(folder, "figures"));
  const { cellsReportHtml, drawFigure } = await import("../../../figures/index.js");
  const { figureFiles } = await import("../../../figures/png.node.js");
  const sheets = result.rows.map((_, cell) => drawFigure(sheetOf(result, cell)));
  for (const [name, contents] of sheets.flatMap((figure) => [...figureFiles(figure)])) {
    await writeDurably(join(folder, "figures", name), contents);
  }
  await writeDurably(join(folder, "cells.csv"), csvOf(result.rows));
  const answer = { schemaVersion: 1, ...answerOf(result) };
  await writeDurably(join(folder, "results.json"), `${JSON.stringify(answer, null, 2)}\n`);
  const overview = overviewOf(result);
  const { header, body } = tableOf(result.rows, result.lengthUnit);
  const html = cellsReportHtml({
    title: "Which cells are these?",
    subject: result.files.join(", "),
    headline: headlineOf(result.rows),
    lead: leadOf(result),
    overview: overview && drawFigure(overview),
    header,
    rows: body,
    sheets: sheets.slice(0, MOST_SHEETS),
    paper: { methods: methodsOf(result), rule: RULE, supplement: supplementOf(result), cited: [] },
    command: resumeCommand(argv),
    settings: result.settings,
    provenance: { purecell: packageVersion(), node: process.version },
    notes: sheets.length > MOST_SHEETS ? [...result.notes, FURTHER_SHEETS] : result.notes,
  });
  const report = join(folder, "report.html");
  await writeDurably(report, html);
  return report;
}

/** The label that most cells have, of those that are labelled. */
function headlineOf(rows: readonly CellRow[]) {
  const [most] = Object.entries(population(rows))
    .filter(([label]) => label !== "none")
    .sort(([, a], [, b]) => b - a);
  return most && { value: `${most[1]} of ${rows.length}`, label: `are labelled ${most[0]}` };
}

const leadOf = ({ rows, modules, lengthUnit }: CellsResult): string =>
  [populationLine(rows), ...(modules ? [modulesLine(modules, lengthUnit)] : [])].map(sentence).join(" ");

const RULE =
  "The paragraph counts labels; scores, p and q of every cell stand in cells.csv, a supplement table. A label is given by the first " +
  "test that is significant after correction for the number of cells.";

/** Short: what was asked of the cells, and how many are which. */
const methodsOf = ({ rows, settings, maps }: CellsResult): string =>
  `${maps ? "Rate maps were" : `Cells were analysed in bins of ${settings.binCm} cm and`} labelled with purecell ${packageVersion()} by scores beyond those ` +
  `of a null (q < ${settings.significance} over cells; Benjamini and Hochberg 1995): ${populationLine(rows)}.`;

const GRID_SCORE_WORDS: Readonly<Record<string, string>> = {
  tolerant:
    "an expanding ring (Langston et al. 2010), before or after an elliptic distortion of up to 8 : 5 was undone (Brandon et al. 2011), " +
    "whichever was higher",
  expanding: "an expanding ring (Langston et al. 2010)",
  fixed: "one ring around the six inner peaks (Sargolini et al. 2006)",
  banino: "the released scorer of Banino et al. (2018)",
  elliptic: "an expanding ring after an elliptic distortion was undone (Brandon et al. 2011)",
};

const NULL_WORDS: Readonly<Record<string, string>> = {
  "field-shuffle": "maps in which the fields were placed at random (field shuffle, Barry and Burgess 2017)",
  "time-shift": "shifts of the activity in time",
  "phase-randomise": "activities whose phases in time were randomised (Theiler et al. 1992)",
};

function supplementOf({ rows, settings, maps }: CellsResult): string {
  const grid =
    `Grid scores were those of ${GRID_SCORE_WORDS[settings.gridScore]} and were compared with ${settings.fieldShuffles} ` +
    `${NULL_WORDS[settings.gridNull]}.`;
  const corrected =
    `P-values are (1 + n) / (1 + draws), n the draws that scored at least as high, corrected for ${rows.length} cells ` +
    `(Benjamini and Hochberg 1995); q < ${settings.significance} was called significant.`;
  if (maps) {
    const border = `Border scores (Solstad et al. 2008) were compared with as many smooth random maps that hold the same rates.`;
    return `Rate maps were analysed with purecell ${packageVersion()}. ${grid} ${border} ${corrected}`;
  }
  const smoothing =
    settings.smooth === "rates"
      ? `rates were smoothed with a Gaussian of ${settings.sigmaBins} bins`
      : `spikes and seconds were smoothed with a Gaussian of ${settings.sigmaBins} bins before division`;
  const shifted = settings.null === "time-shift" ? ` by at least ${settings.smallestShift} s` : "";
  return (
    `Rate maps had bins of ${settings.binCm} cm; ${smoothing} (purecell ${packageVersion()}). ${grid} Spatial information (Skaggs et ` +
    "al. 1993), border score (Solstad et al. 2008), mean vector length, object-vector score (Hoydal et al. 2019) and speed score " +
    `(Kropff et al. 2015) were compared with ${settings.shifts} ${NULL_WORDS[settings.null]}${shifted}. ${corrected}`
  );
}

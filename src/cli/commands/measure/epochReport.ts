/** The report of epochs that were compared: a figure, a table, the numbers. */
import { join } from "node:path";
import type { ScoreAgainstChance } from "../../../figures/index.js";
import type { EpochComparison, EpochMeasures } from "../../../metrics/index.js";
import type { Figure } from "../../../protocols.js";
import { packageVersion, writeDurably } from "../../../runs/index.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import type { AnswerParts } from "./answer.js";
import { comparedWords, EPOCH_COLUMNS, EPOCH_MEANING, epochCells, epochSummaries, epochsCsv } from "./epochs.js";

export const EPOCH_CITATIONS: readonly string[] = [
  "angles: Bjoerck and Golub, Numerical methods for computing angles between linear subspaces, Math. Comput. 27, 579, 1973",
  "their correction: Spearman, The proof and measurement of association between two things, Am. J. Psychol. 15, 72, 1904",
  'overlap: Dorrell et al., "Don\'t Cut Corners", arXiv 2410.06232v1',
  "parallelism: Bernardi et al., The geometry of abstraction in the hippocampus and prefrontal cortex, Cell 183, 954, 2020",
  "directions that stand out: Horn, A rationale and test for the number of factors in factor analysis, Psychometrika 30, 179, 1965",
];

type Parts = Pick<AnswerParts, "file" | "seed" | "notes"> & {
  readonly epochs: EpochMeasures;
  readonly argv: readonly string[];
};

/** Writes `epochs.csv`, the figure, and the page under its name; resolves to the path of the page. */
export async function writeEpochReport(folder: string, name: string, parts: Parts): Promise<string> {
  const { file, seed, notes, epochs, argv } = parts;
  const { documentHtml } = await import("../../../figures/index.js");
  const { figureFiles } = await import("../../../figures/png.node.js");
  const figure = await epochFigure(epochs);
  for (const [path, contents] of figureFiles(figure)) await writeDurably(join(folder, "figures", path), contents);
  await writeDurably(join(folder, "epochs.csv"), epochsCsv(epochs));
  const page = documentHtml({
    title: "What do epochs share?",
    subject: file,
    headline: headlineOf(epochs),
    lead: `Directions in which ${epochs.epochs.map((epoch) => epoch.name).join(", ")} encode their variables, compared.`,
    findings: epochSummaries(epochs),
    figures: [figure],
    tables: [{ title: "Comparisons", columns: EPOCH_COLUMNS, rows: epochCells(epochs) }],
    notes: [EPOCH_MEANING, ...notes],
    paper: { cited: EPOCH_CITATIONS },
    again: {
      command: resumeCommand(argv),
      settings: { ...epochs.options },
      provenance: { file, seed, purecell: packageVersion(), node: process.version },
    },
  });
  const path = join(folder, name);
  await writeDurably(path, page);
  return path;
}

/** By rule: the first variable that two epochs both encode, in the first two that do. */
function headlineOf({ epochs, comparisons }: EpochMeasures): { value: string; label: string } {
  const first = comparisons.find(
    ({ measure, variables, epochs: [one, other], values }) =>
      measure === "principalAngles" && variables !== undefined && one !== other && values.some(Number.isFinite),
  );
  if (first === undefined) return { value: String(epochs.length), label: "epochs" };
  const degrees = (value: number) => `${value.toFixed(0)}°`;
  const [variable] = first.variables ?? [];
  const { median } = first.chance;
  const chance = Number.isNaN(median) ? "" : `; ${degrees(median)} with units exchanged`;
  return {
    value: first.values.map(degrees).join(", "),
    label: `between what ${first.epochs.join(" and ")} encode of ${variable}${chance}`,
  };
}

async function epochFigure({ comparisons }: EpochMeasures): Promise<Figure> {
  const { drawFigure, scoresAgainstChance } = await import("../../../figures/index.js");
  const panel = (title: string, valueLabel: string, of: readonly EpochComparison[]) =>
    of.length === 0 ? [] : [scoresAgainstChance({ title, valueLabel, scores: of.flatMap(scoresOf) })];
  const of = (measure: EpochComparison["measure"]) => comparisons.filter((row) => row.measure === measure);
  return drawFigure({
    id: "epochs",
    title: "What epochs share",
    caption:
      "Dots: without the noise of trials, with two standard errors on either side, of angles within 0 and 90. Bands: central 95 % where the units of one of the two codes are exchanged; of angles for the smallest.",
    summary: comparisons
      .map((row) => `${comparedWords(row)}: ${row.values.map((value) => value.toFixed(2)).join(", ")}`)
      .join("; "),
    panels: [
      ...panel("Principal angles", "degrees", of("principalAngles")),
      ...panel("Overlap", "share of what is encoded", of("periodOverlap")),
      ...panel("Parallelism", "cosine", of("parallelism")),
    ],
    columns: 1,
  });
}

/** A row for every value; chance belongs to the first. */
function scoresOf(row: EpochComparison): ScoreAgainstChance[] {
  const [low, high] = row.chance.interval;
  return row.values.map((score, k) => {
    const error = row.standardErrors[k];
    return {
      label: row.values.length > 1 ? `${comparedWords(row)} ${k + 1}` : comparedWords(row),
      score,
      ...(Number.isFinite(error) && { interval: within(row, [score - 2 * error, score + 2 * error]) }),
      chance: k === 0 && Number.isFinite(low) ? [{ name: "units exchanged", low, high }] : [],
    };
  });
}

/** Angles end at 0 and at 90 degrees. */
const within = ({ measure }: EpochComparison, [low, high]: readonly [number, number]): readonly [number, number] =>
  measure === "principalAngles" ? [Math.max(0, low), Math.min(90, high)] : [low, high];

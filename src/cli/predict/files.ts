/** What `--out` writes: the figure, a page for readers, and the answer as data. */
import { join } from "node:path";
import type { DocumentTable } from "../../figures/index.js";
import type { Json } from "../../protocols.js";
import { makeFolder, packageVersion, writeDurably } from "../../runs/index.js";
import { type CodingProblem, describePair, type Prediction } from "../../theory/index.js";
import { resumeCommand } from "../resumeCommand.js";
import type { Factors } from "./gather.js";
import type { Sensitivity } from "./sensitivity.js";
import {
  certificateText,
  digits,
  directionText,
  percent,
  reasonTexts,
  savingText,
  selectivityText,
  sensitivityTexts,
} from "./text.js";

export interface Answer {
  readonly prediction: Prediction;
  readonly problem: CodingProblem;
  readonly factors: Factors;
  readonly sensitivity: Sensitivity | undefined;
  /** All that the answer depends on, as it was asked. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly argv: readonly string[];
}

export interface WrittenFiles {
  readonly svg: string;
  /** Null where PNG cannot be drawn here. */
  readonly png: string | null;
  readonly report: string;
  readonly data: string;
}

/** Writes into `folder`, which is made. `data` is the JSON answer. Throws InputError where that is not possible. */
export async function writeFiles(folder: string, answer: Answer, data: object): Promise<WrittenFiles> {
  const { predictionFigure } = await import("./drawing.js");
  const { documentHtml } = await import("../../figures/index.js");
  const { figureFiles } = await import("../../figures/png.node.js");
  makeFolder(folder);
  const place = (name: string): string => join(folder, name);
  const figure = predictionFigure(answer.prediction, answer.problem, answer.factors);
  const drawn = figureFiles(figure);
  const files = {
    svg: place("prediction.svg"),
    png: drawn.has("prediction.png") ? place("prediction.png") : null,
    report: place("report.html"),
    data: place("prediction.json"),
  };
  for (const [name, contents] of drawn) await writeDurably(place(name), contents);
  await writeDurably(files.report, documentHtml({ ...pageOf(answer), figures: [figure] }));
  await writeDurably(files.data, `${JSON.stringify({ ...data, files }, null, 2)}\n`);
  return files;
}

function pageOf({ prediction, factors, sensitivity, settings, argv }: Answer) {
  const { mean } = factors.support;
  const names = prediction.settings.factors;
  const { selectivity, saving } = prediction;
  return {
    title: "Which neurons should grow",
    lead: `${prediction.statement}.`,
    findings: [
      certificateText(prediction),
      `Mixing saves ${savingText(saving)}.`,
      ...reasonTexts(prediction, mean, names),
      ...(selectivity === null ? [] : [selectivityText(selectivity)]),
      ...(sensitivity === undefined ? [] : sensitivityTexts(sensitivity)),
    ].map(sentence),
    tables: [
      energyTable(prediction),
      neuronTable(prediction),
      ...pairTable(prediction),
      ...cornerTable(sensitivity, names),
    ],
    notes: prediction.notes.map(sentence),
    command: resumeCommand(argv),
    settings,
    provenance: { purecell: packageVersion(), node: process.version },
  };
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

const energyTable = ({ energy }: Prediction): DocumentTable => ({
  title: "Energy",
  columns: ["Code", "Energy"],
  rows: [
    ["best modular code", digits(energy.modular, 8)],
    ["optimal code", digits(energy.optimal, 8)],
    ["proven lower bound", digits(energy.lowerBound, 8)],
  ],
});

const neuronTable = ({ neurons, settings }: Prediction): DocumentTable => ({
  title: "Optimal neurons",
  columns: ["Neuron", "Share of the code's cost", "Gain", "Bias", "Direction (unit vector)"],
  rows: neurons.map((neuron, i) => [
    String(i + 1),
    percent(neuron.energyShare),
    digits(neuron.gain),
    digits(neuron.bias),
    directionText(neuron, settings.factors),
  ]),
});

function pairTable({ pairs }: Prediction): DocumentTable[] {
  if (pairs.length === 0) return [];
  return [
    {
      title: "Pairs of factors",
      columns: ["While this factor", "is at its", "this one", "reaches from", "to", "and purity needs", "Holds"],
      rows: pairs.map(({ factors: [own, other], side, extreme, reachFound, reachNeeded, holds }) => [
        own,
        `${side}, ${digits(extreme)}`,
        other,
        digits(reachFound[0]),
        digits(reachFound[1]),
        digits(reachNeeded),
        holds ? "yes" : "no",
      ]),
    },
  ];
}

function cornerTable(sensitivity: Sensitivity | undefined, names: readonly string[]): DocumentTable[] {
  if (sensitivity === undefined) return [];
  return [
    {
      title: "Without one corner of the hull",
      columns: ["Corner left out", "Verdict", "Energy", "Mixing saves at most"],
      rows: sensitivity.corners.map(({ vertex, verdict, energy, saving }) => [
        names.map((name, i) => `${name} ${digits(vertex[i])}`).join(", "),
        verdict,
        digits(energy, 6),
        percent(saving),
      ]),
    },
  ];
}

/** The words of every pair that fails, for the JSON answer. */
export const pairWords = (prediction: Prediction): string[] =>
  prediction.pairs.filter(({ holds }) => !holds).map(describePair);

/** What `--out` writes: the figure, a page for readers, and the answer as data. */
import { join } from "node:path";
import type { DocumentTable } from "../../../figures/index.js";
import { counted, listed, sentence } from "../../../math/words.js";
import type { Json } from "../../../protocols.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import {
  cornerEndText,
  type Explanation,
  type Prediction,
  reasonTexts,
  recurrentTexts,
  type Sampling,
  type Support,
  samplingTexts,
} from "../../../theory/index.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import type { Factors } from "./gather.js";
import type { Sensitivity } from "./sensitivity.js";
import {
  certificateText,
  digits,
  fillTexts,
  neuronRows,
  percent,
  readingTexts,
  savingText,
  selectivityText,
  sensitivityTexts,
  settleTexts,
  type Told,
  uniqueTexts,
  unjudgedTexts,
} from "./text.js";

export interface Answer extends Told {
  readonly factors: Factors;
  /** All that the answer depends on, as it was asked. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly argv: readonly string[];
}

export interface WrittenFiles {
  readonly svg: string;
  /** Null where PNG cannot be drawn here. */
  readonly png: string | null;
  /** The verdict over p0 as SVG; null where the rows are not judged as a sample. */
  readonly sampling: string | null;
  readonly report: string;
  readonly data: string;
}

/** Writes into `folder`, which is made. `data` is the JSON answer. Throws InputError where that is not possible. */
export async function writeFiles(folder: string, answer: Answer, data: object): Promise<WrittenFiles> {
  const { predictionFigure } = await import("./figures.js");
  const { samplingFigure } = await import("./samplingFigure.js");
  const { documentHtml } = await import("../../../figures/index.js");
  const { figureFiles } = await import("../../../figures/png.node.js");
  makeFolder(folder);
  const place = (name: string): string => join(folder, name);
  const figure = predictionFigure(answer.explained.prediction, answer.explained.problem, answer.factors);
  const judged = samplingFigure(answer.sampling);
  const drawn = new Map([figure, ...judged].flatMap((one) => [...figureFiles(one)]));
  const files = {
    svg: place("prediction.svg"),
    png: drawn.has("prediction.png") ? place("prediction.png") : null,
    sampling: drawn.has("sampling.svg") ? place("sampling.svg") : null,
    report: place("report.html"),
    data: place("prediction.json"),
  };
  for (const [name, contents] of drawn) await writeDurably(place(name), contents);
  await writeDurably(files.report, documentHtml({ ...pageOf(answer), figures: [figure, ...judged] }));
  await writeDurably(files.data, `${JSON.stringify({ ...data, files }, null, 2)}\n`);
  return files;
}

function pageOf({ explained, factors, sampling, sensitivity, recurrent, settings, argv }: Answer) {
  const { prediction, explanation } = explained;
  const { support } = factors;
  return {
    title: "Which neurons should grow",
    subject: subjectOf(factors, settings),
    headline: headlineOf(prediction),
    lead: `${prediction.statement}.`,
    findings: [
      certificateText(prediction),
      ...settleTexts(prediction),
      ...(prediction.verdict === "silent" ? [] : codeFindings(explained)),
      ...(recurrent === undefined ? [] : recurrentTexts(recurrent)),
      ...(sampling === null ? unjudged(explained) : samplingTexts(sampling)),
      ...(sensitivity === undefined ? [] : sensitivityTexts(sensitivity)),
    ].map(sentence),
    tables: [
      energyTable(prediction),
      neuronTable(prediction, support),
      ...reasonTable(explanation),
      ...pairTable(prediction, explanation),
      ...emptinessTable(sampling),
      ...curveTable(sampling),
      ...cornerTable(sensitivity, support.names),
    ],
    notes: [...prediction.notes, ...readingTexts(explanation.range)].map(sentence),
    paper: { methods: paragraphOf(prediction, factors), cited: ["Whittington et al. 2023", "Dorrell et al. 2025"] },
    again: {
      command: resumeCommand(argv),
      settings,
      provenance: { purecell: packageVersion(), node: process.version },
    },
  };
}

const headlineOf = ({ verdict, saving }: Prediction) =>
  verdict === "silent"
    ? { value: "no neuron", label: "pays for itself at this gamma" }
    : { value: shownSaving(saving), label: "of the optimal energy is saved by mixing" };

const unjudged = ({ prediction, explanation }: Answer["explained"]): string[] =>
  prediction.verdict === "silent" ? [] : unjudgedTexts(explanation);

/** Of a code that there is: what mixing saves, why, and how pure it is. */
const codeFindings = ({ prediction, explanation }: Answer["explained"]): string[] => [
  `Mixing saves ${savingText(prediction.saving)}.`,
  ...reasonTexts(explanation),
  ...fillTexts(explanation, prediction).map((fill) => `what would fill it: ${fill}`),
  ...(prediction.selectivity === null ? [] : [selectivityText(prediction.selectivity)]),
  ...uniqueTexts(prediction),
];

const subjectOf = ({ support }: Factors, { file }: Answer["settings"]): string =>
  [...(typeof file === "string" ? [file] : []), `${counted(support.samples, "row")} of ${listed(support.names)}`].join(
    ": ",
  );

/** Short: the number to remember. The whole range stands below it. */
function shownSaving({ least, most }: Prediction["saving"]): string {
  if (most < 1e-5) return "0 %";
  if (!Number.isFinite(most)) return `≥ ${percent(least, 2)}`;
  return most - least <= 1e-3 * most ? percent(least, 2) : `${digits(100 * least, 2)} to ${percent(most, 2)}`;
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const paragraphOf = (prediction: Prediction, { support }: Factors): string =>
  `The nonnegative linear code of least energy for ${listed(support.names)} (${counted(support.samples, "sample")}) was computed with purecell ` +
  `${packageVersion()} (${certificateText(prediction)}). Result: ${lowered(prediction.statement)}; mixing saves ${savingText(prediction.saving)}.`;

const energyTable = ({ energy }: Prediction): DocumentTable => ({
  title: "Energy",
  columns: ["Code", "Energy"],
  rows: [
    ["best modular code", digits(energy.modular, 8)],
    ["optimal code", digits(energy.optimal, 8)],
    ["proven lower bound", digits(energy.lowerBound, 8)],
  ],
});

const neuronTable = ({ neurons }: Prediction, support: Support): DocumentTable => ({
  title: "Optimal neurons",
  columns: ["Neuron", "Share of the code's cost", "Gain", "Bias", "Direction (unit vector)"],
  rows: neuronRows(neurons, support),
});

function reasonTable({ reasons }: Explanation): DocumentTable[] {
  if (reasons.length === 0) return [];
  return [
    {
      title: "Why",
      columns: ["Factors", "Reason", "Mixing there saves", "Rows expected there", "Chance that a full range looks so"],
      rows: reasons.map(({ factors, words, saving, expectedRows, chance }) => [
        factors.join(", "),
        words,
        saving === null ? "" : saving === 0 ? "nothing" : percent(saving),
        expectedRows === null ? "" : digits(expectedRows, 3),
        chance === null ? "" : chance.toExponential(1),
      ]),
    },
  ];
}

/** Corners that may hold less than independent factors would have there. */
function emptinessTable(sampling: Sampling | null): DocumentTable[] {
  if (sampling === null || sampling.corners.length === 0) return [];
  const rows = sampling.corners.map((corner) => [
    corner.ends.map(cornerEndText).join(" and "),
    ...[corner.expected, corner.found, corner.foundAtMost, corner.missing, corner.upperLimit].map((part) =>
      percent(part),
    ),
  ]);
  return [
    {
      title: "Corners of two factors",
      columns: ["Corner", "Independent factors", "Found", "At most (95 %)", "Missing", "At most (95 %)"],
      rows,
    },
  ];
}

/** The verdict by what need not be served. */
function curveTable(sampling: Sampling | null): DocumentTable[] {
  if (sampling === null || sampling.curve.length === 0) return [];
  const rows = sampling.curve.map(({ rare, verdict, estimate, saving, baseline, excess }) => [
    percent(rare),
    verdict,
    percent(estimate),
    `${percent(saving[0])} to ${percent(saving[1])}`,
    percent(baseline),
    percent(excess),
  ]);
  return [
    {
      title: "By what need not be served",
      columns: ["p0", "Verdict", "Mixing saves", "95 %", "Of independent factors", "Excess"],
      rows,
    },
  ];
}

/** Not of draws, of which one at most is at an extreme. */
function pairTable({ pairs }: Prediction, { range }: Explanation): DocumentTable[] {
  if (pairs.length === 0 || range.reading === "draws") return [];
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

/** The folder of `--out`: report, figures, tables. */
import { join } from "node:path";
import type { Key } from "../../../math/random.js";
import { counted, sentence } from "../../../math/words.js";
import { type MetricRequest, metrics, sensitivity } from "../../../metrics/index.js";
import type { Figure, MetricResult } from "../../../protocols.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import { conditionsOf, type Recording } from "../../recordings/recordingFile.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import { type AnswerParts, answerOf, settingsLine } from "./answer.js";
import { range, shown } from "./digits.js";
import { writeEpochReport } from "./epochReport.js";
import {
  headlineFigure,
  informationFigure,
  scoresFigure,
  selectivityFigure,
  sensitivityFigure,
  tuningFigure,
  type UnitView,
} from "./figures.js";
import type { Measurement } from "./measurement.js";
import { methodsParagraph, methodsSupplement, NEURON_CITATIONS } from "./methods.js";
import { neuronLines } from "./neurons.js";
import { HEADLINE_RULE, headlineMetric, purity } from "./reading.js";
import { csvOf, notApplicable, scoreRows } from "./text.js";
import { neuronTable, unitsCsv } from "./unitTables.js";

export interface ReportParts extends AnswerParts {
  readonly requests: readonly MetricRequest[];
  readonly key: Key;
  readonly argv: readonly string[];
}

/** Writes everything and resolves to the path of the report. Throws InputError where the folder cannot be written. */
export async function writeReport(folder: string, parts: ReportParts): Promise<string> {
  const { epochs, ...others } = parts;
  makeFolder(join(folder, "figures"));
  await writeDurably(
    join(folder, "results.json"),
    `${JSON.stringify({ schemaVersion: 1, ...answerOf(parts) }, null, 2)}\n`,
  );
  const alone = epochs !== undefined && parts.requests.length === 0;
  const page = epochs && (await writeEpochReport(folder, alone ? "report.html" : "epochs.html", { ...others, epochs }));
  return alone && page !== undefined ? page : writeScores(folder, parts);
}

async function writeScores(folder: string, parts: ReportParts): Promise<string> {
  const view = unitView(parts);
  const figures = await drawFigures(parts, view);
  const { figureFiles } = await import("../../../figures/png.node.js");
  for (const [name, contents] of figures.flatMap((figure) => [...figureFiles(figure)])) {
    await writeDurably(join(folder, "figures", name), contents);
  }
  await writeDurably(join(folder, "scores.csv"), csvOf(parts.measurement));
  if (view) await writeDurably(join(folder, "units.csv"), unitsCsv(view, parts.neurons));
  const report = join(folder, "report.html");
  await writeDurably(report, await reportOf(parts, figures));
  return report;
}

/** Information and ratio of every unit, as MIR was measured. Undefined where it refuses. */
function unitView({ recording: { representation }, measurement }: ReportParts): UnitView | undefined {
  const asked = measurement.metrics.find(({ request }) => request.name === "mir");
  const result: MetricResult = asked?.result ?? metrics.mir.measure(representation, asked?.request.options);
  const { matrix, perUnit } = result;
  return matrix && perUnit && { representation, information: { ...result, matrix, perUnit } };
}

async function drawFigures(
  { measurement, neurons, recording, requests, key }: ReportParts,
  view: UnitView | undefined,
): Promise<Figure[]> {
  const { drawFigure } = await import("../../../figures/index.js");
  const moving = requests
    .filter(({ name }) => MOVING.includes(name))
    .flatMap((request) => sensitivity(request, recording.representation, key) ?? []);
  const specs = [
    ...(scoreRows(measurement).length > 0 ? [headlineFigure(measurement), scoresFigure(measurement)] : []),
    ...(view ? [informationFigure(view), tuningFigure(view)] : []),
    ...("value" in neurons.selectivity ? [selectivityFigure(neurons.selectivity.value)] : []),
    ...(moving.length > 0 ? [sensitivityFigure(moving)] : []),
  ];
  return specs.filter(({ panels }) => panels.length > 0).map((spec) => drawFigure(spec));
}

/** Metrics whose dependence on the estimator is drawn. */
const MOVING: readonly string[] = ["mir", "mig", "modularity", "infomec"];

async function reportOf(parts: ReportParts, figures: readonly Figure[]): Promise<string> {
  const { file, seed, recording, measurement, neurons, warnings, argv } = parts;
  const notes = [...warnings.map((warning) => `Warning: ${warning}.`), ...parts.notes];
  const { measureReportHtml } = await import("../../../figures/index.js");
  const { nulls } = measurement.drawing;
  const measured = new Map(measurement.metrics.map((metric) => [metric.request.name, metric]));
  return measureReportHtml({
    title: "How pure are these neurons?",
    subject: `${file}: ${introductionOf(recording)}`,
    headline: headlineOf(measurement),
    lead: leadOf(parts),
    nulls,
    scores: scoreRows(measurement).map(({ metric, part, score, interval, chance }) => {
      const { entry } = measured.get(metric)?.request ?? {};
      return {
        title: part === "" ? (entry?.title ?? metric) : `${entry?.title ?? metric}: ${part}`,
        name: part === "" ? metric : `${metric} ${part}`,
        meaning: (part === "" ? entry?.meaning : entry?.parts[part]) ?? "",
        score: shown(score),
        interval: interval ? range([interval.low, interval.high]) : "-",
        chance: nulls.map((kind) => chanceText(chance.find((level) => level.kind === kind))),
        settings: settingsLine(measured.get(metric)?.result?.settings ?? {}),
      };
    }),
    notApplicable: notApplicable(measurement),
    figures,
    neurons: { lines: neuronLines(neurons).map(sentence), ...neuronTable(neurons, recording.representation) },
    paper: {
      methods: methodsParagraph(recording, measurement, neurons, warnings),
      rule: HEADLINE_RULE,
      supplement: methodsSupplement(recording, measurement, neurons, warnings),
      cited: [],
    },
    citations: [
      ...new Set(measurement.metrics.flatMap(({ request, result }) => (result ? [request.entry.citation] : []))),
      ...("value" in neurons.selectivity ? NEURON_CITATIONS : []),
    ],
    command: resumeCommand(argv),
    provenance: { file, seed, purecell: packageVersion(), node: process.version },
    notes: measurement.interrupted
      ? ["Interrupted: chance levels and intervals are from fewer draws.", ...notes]
      : notes,
  });
}

/** The score to quote. Undefined where it is not a number. */
function headlineOf(measurement: Measurement) {
  const metric = headlineMetric(measurement);
  const [first] = Object.values(metric?.judged ?? {});
  if (metric === undefined || first === undefined || Number.isNaN(first.score)) return undefined;
  const { score, interval } = first;
  const around = interval ? ` (95 %: ${range([interval.low, interval.high])})` : "";
  return { value: shown(score), label: `${metric.request.entry.title}${around}` };
}

/** How the headline is to be read, else what it is, else why there is none. */
function leadOf({ measurement }: ReportParts): string {
  const { entry } = headlineMetric(measurement)?.request ?? {};
  return sentence(purity(measurement)?.words ?? entry?.meaning ?? "no metric could be had of these data");
}

const chanceText = (
  level: { readonly median: number; readonly interval: readonly [number, number]; readonly p: number } | undefined,
) => (level ? `${shown(level.median)} (${range(level.interval)}), p = ${level.p.toPrecision(2)}` : "-");

function introductionOf(recording: Recording): string {
  const { constantUnits: constant, representation } = recording;
  const { units, factors } = representation;
  const names = factors.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  const left = constant.length > 0 ? ` ${constant.length} constant units were left out.` : "";
  return `${counted(units, "unit")} in ${counted(conditionsOf(recording), "condition")}, against ${names}.${left}`;
}

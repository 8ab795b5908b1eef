/** A paragraph for a methods section: what was measured, with which settings, from how many draws. */
import type { JudgedScore, MeasuredMetric } from "../../metrics/index.js";
import type { Representation } from "../../protocols.js";
import { packageVersion } from "../../runs/index.js";
import type { Measurement } from "./measurement.js";
import type { Recording } from "./recordingFile.js";
import { range, shown } from "./table.js";

export function methodsParagraph({ representation, constantUnits }: Recording, measurement: Measurement): string {
  const measured = measurement.metrics.filter(({ result }) => result);
  return [
    `We measured the activity of ${representation.units} units in ${representation.conditions} conditions against ` +
      `${factorList(representation)} with purecell ${packageVersion()}.`,
    constantUnits.length > 0 && `${constantUnits.length} units that never changed were left out.`,
    chanceSentence(measurement),
    ...measured.map(metricSentence),
  ]
    .filter(Boolean)
    .join(" ");
}

function factorList({ factors }: Representation): string {
  const described = factors.map(({ name, kind, levels }) => `${name} (${levels ? `${levels.length} levels` : kind})`);
  return `${factors.length} task variables: ${described.join(", ")},`;
}

const NULL_WORDS = {
  permuted: "the task variables permuted over conditions",
  shifted: "the task variables shifted in time",
  rotated: "the activity turned by random rotations within the space it occupies",
} as const;

function chanceSentence({ drawing }: Measurement): string {
  const { nulls, block, smallestShift } = drawing;
  const words = nulls.map((kind) =>
    kind === "shifted" ? `${NULL_WORDS[kind]} by at least ${smallestShift} rows` : NULL_WORDS[kind],
  );
  const blocks = block > 1 ? ` in blocks of ${block}` : "";
  return (
    `Intervals (95 %) are from half of the conditions drawn without replacement${blocks}, rescaled; chance levels are medians ` +
    `and central 95 % ranges of scores with ${words.join(", and with ")}; p = (1 + draws at least as high) / (1 + draws).`
  );
}

function metricSentence({ request, judged }: MeasuredMetric): string {
  const parts = Object.entries(judged).map(
    ([part, score]) => `${part === "score" ? "" : `${part} `}${scoreWords(score)}`,
  );
  return `${request.entry.title} [${request.name}]: ${parts.join("; ")}.`;
}

function scoreWords({ score, interval, chance }: JudgedScore): string {
  const around = interval ? ` (${range([interval.low, interval.high])}, ${interval.draws} subsets)` : "";
  const levels = chance.map(
    (level) =>
      `${level.kind} ${shown(level.median)} (${range(level.interval)}), p = ${level.p.toPrecision(2)} of ${level.draws} draws`,
  );
  return `${shown(score)}${around}${levels.length > 0 ? `; chance, ${levels.join("; chance, ")}` : ""}`;
}

/** Sentences for a paper: a short paragraph around the headline metric, and all settings and scores for a supplement. */
import { counted, listed } from "../../../math/words.js";
import type { CellTypeTest, JudgedScore, MeasuredMetric, SelectivityReport } from "../../../metrics/index.js";
import type { Representation } from "../../../protocols.js";
import type { Population } from "../../../recordings/population.js";
import { packageVersion } from "../../../runs/index.js";
import { conditionsOf, type Recording } from "../../recordings/recordingFile.js";
import { range, shown } from "./digits.js";
import type { Measurement } from "./measurement.js";
import { labelCounts, type Neurons } from "./neurons.js";
import { headlineMetric } from "./reading.js";

/** What was measured, the headline score against chance, and the labels of single neurons. */
export function methodsParagraph(
  recording: Recording,
  measurement: Measurement,
  neurons: Neurons,
  warnings: readonly string[],
): string {
  const metric = headlineMetric(measurement);
  return [
    openingSentence(recording),
    recording.population && populationSentence(recording.population),
    metric && headlineSentence(metric),
    metric && estimateSentence([metric]),
    "value" in neurons.selectivity && labelSentence(neurons.selectivity.value),
    ...warnings.filter((warning) => metric && isAbout(warning, metric)).map((warning) => `Caution: ${warning}.`),
  ]
    .filter(Boolean)
    .join(" ");
}

/** A warning begins with the names of its metrics. */
const isAbout = (warning: string, { request }: MeasuredMetric): boolean =>
  warning.split(":")[0].split(", ").includes(request.name);

function openingSentence(recording: Recording): string {
  const { representation } = recording;
  return (
    `We measured the activity of ${counted(representation.units, "unit")} in ${counted(conditionsOf(recording), "condition")} against ` +
    `${factorList(representation)} with purecell ${packageVersion()}.`
  );
}

/** The first part of the metric, with its interval and what rotations, or else the first null, give. */
function headlineSentence({ request, judged }: MeasuredMetric): string {
  const [first] = Object.values(judged);
  if (first === undefined) return "";
  const { score, interval, chance } = first;
  const level = chance.find(({ kind }) => kind === "rotated") ?? chance[0];
  const around = interval ? ` (95 % interval ${range([interval.low, interval.high])})` : "";
  const against = level
    ? `, against a median of ${shown(level.median)} (central 95 %: ${range(level.interval)}) with ${NULL_WORDS[level.kind]} (p = ` +
      `${level.p.toPrecision(2)} of ${counted(level.draws, "draw")})`
    : "";
  return `${request.entry.title} was ${shown(score)}${around}${against}.`;
}

function labelSentence(report: SelectivityReport): string {
  const { draws, alpha } = report.settings;
  const counts = Object.entries(labelCounts(report)).map(([label, count]) => `${count} ${label}`);
  return `By nested linear models (${draws} draws, false discovery rate ${alpha}), units were ${listed(counts)}.`;
}

/** Everything: every setting, every score, every caution. */
export function methodsSupplement(
  recording: Recording,
  measurement: Measurement,
  neurons: Neurons,
  warnings: readonly string[],
): string {
  const { representation, constantUnits, allRows, population } = recording;
  const measured = measurement.metrics.filter(({ result }) => result);
  return [
    openingSentence(recording),
    population && populationSentence(population),
    constantUnits.length > 0 &&
      `${counted(constantUnits.length, "unit")} that never changed ${constantUnits.length === 1 ? "was" : "were"} left out.`,
    allRows && heldSentence(representation, allRows.spacing, measured),
    estimateSentence(measured),
    chanceSentence(measurement),
    ...measured.map(metricSentence),
    ...warnings.map((warning) => `Caution: ${warning}.`),
    "value" in neurons.selectivity && selectivitySentence(neurons.selectivity.value),
    "value" in neurons.cellTypes && cellTypeSentence(neurons.cellTypes.value),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Of neurons that were not recorded together. */
function populationSentence({ trials, cells, leftOut, representation: { units } }: Population): string {
  const out =
    leftOut.length === 0 ? "" : `; ${counted(leftOut.length, "unit")} with fewer trials in some cell left out`;
  const made =
    trials === "averages"
      ? `each condition is the mean of a unit's trials in one of ${counted(cells, "cell")} of the design`
      : `conditions are pseudo-trials, ${trials} drawn for each of ${counted(cells, "cell")} of the design without replacement from the trials of ` +
        "each unit";
  return `The ${counted(units, "unit")} were not recorded together: ${made}${out}. Permutations and halves act on the trials of each unit by itself.`;
}

function heldSentence({ conditions }: Representation, spacing: number, measured: readonly MeasuredMetric[]): string {
  const whole = measured.filter(({ onDrawn }) => onDrawn).map(({ request }) => request.name);
  const others = `${conditions} evenly spaced conditions (one in ${spacing.toFixed(1)})`;
  return whole.length === 0
    ? `All is from ${others}.`
    : `Scores of ${whole.join(", ")} are from all conditions; chance levels, intervals and all other scores from ${others}, and ` +
        "draws were compared with the scores on the same conditions.";
}

const BINNING: Readonly<Record<string, string>> = {
  quantile: "bins of equal counts (circular variables: of equal width)",
  "equal-width": "bins of equal width",
};
const CORRECTION: Readonly<Record<string, string>> = {
  none: "without correction of its bias",
  "miller-madow": "with the correction of Miller and Madow",
  shuffle: "less its mean over random re-pairings of the conditions",
};

/** How information was estimated, once for each way; metrics set differently each have their own. */
function estimateSentence(measured: readonly MeasuredMetric[]): string {
  const ways = new Map<string, string[]>();
  for (const { request, result } of measured) {
    const { estimator, bins, binning, correction } = result?.settings ?? {};
    if (request.entry.binned !== "information") continue;
    const way =
      estimator === "histogram"
        ? `in ${typeof bins === "number" ? `${bins} ${BINNING[String(binning)]}` : "their distinct values"}, ${CORRECTION[String(correction)]}`
        : `by nearest neighbours (${String(estimator)})`;
    ways.set(way, [...(ways.get(way) ?? []), request.name]);
  }
  return [...ways].map(([way, names]) => `Information for ${names.join(", ")} was estimated ${way}.`).join(" ");
}

function factorList({ factors }: Representation): string {
  const described = factors.map(
    ({ name, kind, levels }) => `${name} (${levels ? `${counted(levels.length, "level")}` : kind})`,
  );
  return `${counted(factors.length, "task variable")}: ${described.join(", ")},`;
}

const NULL_WORDS = {
  permuted: "the task variables permuted over conditions",
  shifted: "the task variables shifted in time",
  rotated: "the activity turned by random rotations within the space it occupies",
} as const;

function chanceSentence({ drawing }: Measurement): string {
  const { nulls, block, smallestShift } = drawing;
  const words = nulls.map((kind) =>
    kind === "shifted" ? `${NULL_WORDS[kind]} by at least ${counted(smallestShift, "row")}` : NULL_WORDS[kind],
  );
  const blocks = block > 1 ? ` in blocks of ${block}` : "";
  return (
    "Intervals (95 %) are of the mean score of recordings of this length, its bias included, from the differences of random " +
    `halves of the conditions${blocks}; chance levels are medians ` +
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
  const around = interval ? ` (${range([interval.low, interval.high])}, ${counted(interval.draws, "halving")})` : "";
  const levels = chance.map(
    (level) =>
      `${level.kind} ${shown(level.median)} (${range(level.interval)}), p = ${level.p.toPrecision(2)} of ${counted(level.draws, "draw")}`,
  );
  return `${shown(score)}${around}${levels.length > 0 ? `; chance, ${levels.join("; chance, ")}` : ""}`;
}

function selectivitySentence(report: SelectivityReport): string {
  const { draws, null: kind, bins, alpha, folds } = report.settings;
  const counts = Object.entries(labelCounts(report)).map(([label, count]) => `${count} ${label}`);
  return (
    `Each unit was classed by nested linear models on the levels of the task variables (numbers and angles in ${bins} bins): main ` +
    `effects, and interactions of every two, tested with ${draws} ${kind === "shifted" ? "shifts" : "permutations"} of the smaller ` +
    `model's residuals, false discovery rate ${alpha}, and ${folds}-fold cross-validated: ${counts.join(", ")}.`
  );
}

const cellTypeSentence = ({ index, p, settings }: CellTypeTest): string =>
  `Clustering of the units' regression coefficients (ePAIRS, ${settings.neighbours} neighbours, Gaussian draws with the population's mean ` +
  `and covariance): index ${shown(index)}, p = ${p.toPrecision(2)} of ${settings.draws} draws.`;

/** Sources of the tests of single neurons. */
export const NEURON_CITATIONS: readonly string[] = [
  "Rigotti et al., The importance of mixed selectivity in complex cognitive tasks, Nature 497, 585, 2013",
  "Freedman and Lane, A nonstochastic interpretation of reported significance levels, J. Bus. Econ. Stat. 1, 292, 1983",
  "Benjamini and Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57, 289, 1995",
  "Hirokawa et al., Frontal cortex neuron types categorically encode single decision variables, Nature 576, 446, 2019",
];

/** How a measurement is to be read: the comparison that answers whether single neurons matter, and what could mislead. */

import { listed } from "../../../math/words.js";
import { biasWarnings, type ChanceLevel, type MeasuredMetric } from "../../../metrics/index.js";
import type { Representation } from "../../../protocols.js";
import { range, shown } from "./digits.js";
import type { Measurement } from "./measurement.js";

const levelOf = (metric: MeasuredMetric, kind: ChanceLevel["kind"]): ChanceLevel | undefined =>
  Object.values(metric.judged)[0]?.chance.find((level) => level.kind === kind);

/** Metrics of single units, the one to quote first. */
const HEADLINES = ["mir", "modularity", "energyWeightedMir"];
const SIGNIFICANT = 0.05;
/** Of fewer draws no p is below 0.05. */
const FEWEST = 19;

const measuredInOrder = ({ metrics }: Measurement): MeasuredMetric[] =>
  HEADLINES.flatMap((name) => metrics.filter(({ request, result }) => request.name === name && result));

const isJudged = (metric: MeasuredMetric): boolean => (levelOf(metric, "rotated")?.draws ?? 0) >= FEWEST;

/** The metric to quote: of single units before others, compared with rotations before not. Undefined where nothing was measured. */
export function headlineMetric(measurement: Measurement): MeasuredMetric | undefined {
  const found = measuredInOrder(measurement);
  return found.find(isJudged) ?? found[0] ?? measurement.metrics.find(({ result }) => result);
}

/** The rule in words, for a reader of the report. */
export const HEADLINE_RULE =
  `The paragraph quotes one metric, by a rule that does not look at the scores: the first of ${listed(HEADLINES)} that was measured and compared ` +
  "with rotations, else the first that was measured. Every other score stands in scores.csv, a supplement table.";

/** The comparison with rotations in words; undefined where nothing was compared with them. */
export function purity(
  measurement: Measurement,
): { readonly name: string; readonly score: number; readonly words: string } | undefined {
  const metric = measuredInOrder(measurement).find(isJudged);
  const level = metric && levelOf(metric, "rotated");
  if (metric === undefined || level === undefined || Number.isNaN(level.p)) return undefined;
  const verdict = level.p < SIGNIFICANT ? "purer than" : "not purer than";
  const words =
    `${verdict} random rotations of the same population, which carry the same information ` +
    `(${shown(level.median)}, ${range(level.interval)}; p = ${level.p.toPrecision(2)} of ${level.draws} rotations)`;
  return { name: metric.request.name, score: level.observed, words };
}

/** The same as a line of its own. */
export function purityLine(measurement: Measurement): string | undefined {
  const found = purity(measurement);
  return found && `${found.name} ${shown(found.score)}: ${found.words}`;
}

/** What could turn a reading round, each said once with the metrics it is about. */
export function warningsOf({ metrics }: Measurement, representation: Pick<Representation, "factors">): string[] {
  const names = new Map<string, string[]>();
  const warn = (text: string, name: string) => void names.set(text, [...(names.get(text) ?? []), name]);
  for (const metric of metrics) {
    for (const text of biasWarnings(metric, representation)) warn(text, metric.request.name);
    if (noiseScoresHigher(metric)) warn(NOISE, metric.request.name);
  }
  return [...names].map(([text, about]) => `${about.join(", ")}: ${text}`);
}

const NOISE =
  "permuted variables score higher than rotations: the little information that chance leaves in a unit tends to be about one variable. " +
  "To judge purity, compare with rotated";

function noiseScoresHigher(metric: MeasuredMetric): boolean {
  const [rotated, parted] = [levelOf(metric, "rotated"), levelOf(metric, "permuted") ?? levelOf(metric, "shifted")];
  if (metric.request.entry.binned !== "information" || rotated === undefined || parted === undefined) return false;
  return parted.median > rotated.median;
}

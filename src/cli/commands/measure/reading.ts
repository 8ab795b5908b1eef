/** How a measurement is to be read: the comparison that answers whether single neurons matter, and what could mislead. */
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

/** One sentence on purity; undefined where nothing was compared with rotations. */
export function purityLine({ metrics }: Measurement): string | undefined {
  const found = HEADLINES.flatMap((name) => metrics.filter(({ request }) => request.name === name));
  const [metric] = found.filter((one) => (levelOf(one, "rotated")?.draws ?? 0) >= FEWEST);
  const level = metric && levelOf(metric, "rotated");
  if (metric === undefined || level === undefined || Number.isNaN(level.p)) return undefined;
  const verdict = level.p < SIGNIFICANT ? "purer than" : "not purer than";
  return (
    `${metric.request.name} ${shown(level.observed)}: ${verdict} the same population turned at random, which knows as much ` +
    `(${shown(level.median)}, ${range(level.interval)}; p = ${level.p.toPrecision(2)} of ${level.draws} rotations)`
  );
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
  "unrelated variables (permuted) score higher than the turned population (rotated): of the little that accident leaves a unit most is " +
  "about one variable. Whether units are pure is the comparison with rotated";

function noiseScoresHigher(metric: MeasuredMetric): boolean {
  const [rotated, parted] = [levelOf(metric, "rotated"), levelOf(metric, "permuted") ?? levelOf(metric, "shifted")];
  if (metric.request.entry.binned !== "information" || rotated === undefined || parted === undefined) return false;
  return parted.median > rotated.median;
}

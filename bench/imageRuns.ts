/**
 * Tables of docs/images.md from runs of `fig13` or `fig5`, those of one experiment taken together: the scores of every arm, matched pairs
 * of every strength of the weight energy, and what the energy adds to the network of the same seed without it.
 *
 * `node --import tsx bench/imageRuns.ts RUN...`, e.g. the default run and the one with `--set weightEnergies=0`
 */
import { join } from "node:path";
import {
  type ImageResult,
  imageJobs,
  imageResults,
  imageSchema,
  matchedPairs,
  ofKind,
} from "../src/experiments/images/index.js";
import { median } from "../src/math/statistics.js";
import { readRun } from "../src/runs/index.js";
import { readJobResult } from "../src/runs/jobFiles.node.js";

async function resultsOf(folder: string): Promise<ImageResult[]> {
  const settings = imageSchema.parse(readRun(folder).config.settings);
  const read = imageJobs(settings).map(({ id }) => readJobResult(join(folder, "jobs"), id, console.error));
  return imageResults(
    (await Promise.all(read)).flatMap((result) => result ?? []),
    settings,
  );
}

/** Median (least to most). */
function summary(values: readonly number[], digits: number): string {
  if (values.length === 0) return "none";
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

const perGroup = <Key>(all: readonly ImageResult[], keyOf: (result: ImageResult) => Key): [Key, ImageResult[]][] =>
  [...new Set(all.map(keyOf))].map((key) => [key, all.filter((result) => keyOf(result) === key)]);

const COLUMNS: readonly (readonly [name: string, digits: number, value: (result: ImageResult) => number])[] = [
  ["nats", 0, ({ reconstruction }) => reconstruction],
  ["R^2", 2, ({ explained }) => explained],
  ["MIG", 3, ({ scores }) => scores.mig],
  ["MIR", 2, ({ scores }) => scores.mir],
  ["DCI", 3, ({ scores }) => scores.disentanglement],
  ["InfoM", 2, ({ scores }) => scores.infoM],
];

function printArms(all: readonly ImageResult[]): void {
  console.log(`arm | ${COLUMNS.map(([name]) => name).join(" | ")}`);
  for (const [label, own] of perGroup(all, ({ arm }) => arm.label)) {
    console.log(`${label} | ${COLUMNS.map(([, digits, value]) => summary(own.map(value), digits)).join(" | ")}`);
  }
}

/** Median difference of each seed over its pairs, then over seeds. */
function printPairs(all: readonly ImageResult[]): void {
  for (const [strength, own] of perGroup(ofKind(all, "constrained"), ({ arm }) => arm.weightEnergy)) {
    const pairs = matchedPairs(own, ofKind(all, "beta"));
    const gains = perGroup(own, ({ seed }) => seed).flatMap(([seed]) => {
      const each = pairs.filter(({ constrained }) => constrained.seed === seed);
      return each.length === 0 ? [] : [median(each.map((pair) => pair.constrained.scores.mig - pair.other.scores.mig))];
    });
    console.log(
      `weight energy ${strength}: ${pairs.length} pairs, MIG larger by ${summary(gains, 3)}; ${counted(gains)}`,
    );
  }
}

const counted = (gains: readonly number[]): string =>
  `positive in ${gains.filter((gain) => gain > 0).length} of ${gains.length} seeds`;

function printAdded(all: readonly ImageResult[]): void {
  const constrained = ofKind(all, "constrained");
  const without = constrained.filter(({ arm }) => arm.weightEnergy === 0);
  if (without.length === 0) return;
  for (const [strength, own] of perGroup(constrained, ({ arm }) => arm.weightEnergy)) {
    if (strength === 0) continue;
    const gains = own.flatMap((result) =>
      without.filter(({ seed }) => seed === result.seed).map((other) => result.scores.mig - other.scores.mig),
    );
    console.log(`weight energy ${strength} adds to the MIG without it ${summary(gains, 3)}; ${counted(gains)}`);
  }
}

const all = (await Promise.all(process.argv.slice(2).map(resultsOf))).flat();
if (all.length === 0) throw new Error("give folders of finished runs");
printArms(all);
printPairs(all);
printAdded(all);

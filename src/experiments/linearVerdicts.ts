/** The claims of the linear studies as inequalities over seeds. */
import { median } from "../math/statistics.js";
import { type PairedDifference, pairedDifference } from "../math/statisticsPaired.js";
import type { JobResult, Met, Verdict } from "../protocols.js";
import { ABLATIONS, type Arm, FULL } from "./ablations.js";
import { type ArmResult, bySeed, MIR_RULES, type SeedResults } from "./linearResults.js";
import type { LinearSettings } from "./linearStudy.js";

/** Below these no verdict is given: the trainings are too short, or the seeds too few, to say anything. */
export interface Judgeable {
  readonly updates: number;
  readonly seeds: number;
}

/** All verdicts start from the seeds that finished; `least` is the smallest median difference that counts. */
export interface LinearClaims {
  readonly prefix: string;
  readonly judgeable: Judgeable;
  readonly least: number;
}

const two = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "undefined");

const range = (values: readonly number[]): string =>
  `median ${two(median(values))}, seeds from ${two(Math.min(...values))} to ${two(Math.max(...values))}`;

function settingsLine({ updates, evaluationSamples, bins }: LinearSettings, seeds: number): string {
  return (
    `MIR of ${evaluationSamples} fresh samples, ${bins} equal-width bins, units active above 1/20 of the largest mean ` +
    `activity and information; ${updates} updates; ${seeds} seeds`
  );
}

const tooSmall = (settings: LinearSettings, { updates, seeds }: Judgeable, finished: number): boolean =>
  settings.updates < updates || finished < seeds;

const judge = (small: boolean, holds: boolean): Met => (small ? "not judged" : holds ? "met" : "not met");

/** MIR with all constraints exceeds that of each ablation, seed by seed. */
export function ablationVerdicts(
  results: readonly JobResult[],
  settings: LinearSettings,
  claims: LinearClaims,
): Verdict[] {
  const seeds = bySeed(results);
  return ABLATIONS.map((arm) => ablationVerdict(arm, seeds, settings, claims));
}

const withWords = ({ label }: Arm): string => (label.startsWith("without") ? label : `with ${label}`);

function compare(seeds: readonly SeedResults[], arm: Arm, mir: (result: ArmResult) => number): PairedDifference {
  const of = (id: string) => seeds.map(({ arms }) => mir(arms[id]));
  return pairedDifference(of(FULL.id), of(arm.id));
}

function ablationVerdict(
  arm: Arm,
  seeds: readonly SeedResults[],
  settings: LinearSettings,
  { prefix, judgeable, least }: LinearClaims,
): Verdict {
  const paired = compare(seeds, arm, MIR_RULES[0].mir);
  const holds = paired.positive === seeds.length && paired.median >= least;
  return {
    id: `${prefix}.beats-${arm.id}`,
    claim: `All constraints together make neurons more selective for single factors than a network ${withWords(arm)}.`,
    criterion: `MIR(all) - MIR(${arm.label}) > 0 in every seed${least > 0 ? `, and at least ${least} in the median` : ""}`,
    measured: describeDifference(paired, seeds, arm),
    met: judge(tooSmall(settings, judgeable, seeds.length), holds),
    settings: settingsLine(settings, seeds.length),
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: paired.differences[i] })),
    notes: ablationNotes(seeds, arm, paired),
  };
}

function describeDifference(paired: PairedDifference, seeds: readonly SeedResults[], arm: Arm): string {
  if (seeds.length === 0) return "no seed has finished in every arm";
  const own = seeds.map(({ arms }) => arms[arm.id].mir);
  const full = seeds.map(({ arms }) => arms[FULL.id].mir);
  const [low, high] = paired.interval;
  const ends = Number.isFinite(low) ? `, 95 % interval of the mean ${two(low)} to ${two(high)}` : "";
  return (
    `difference ${two(paired.median)} in the median, least ${two(Math.min(...paired.differences))}${ends}; ` +
    `positive in ${paired.positive} of ${seeds.length} seeds. MIR ${two(median(full))} against ${two(median(own))}`
  );
}

/** Which other rules agree, and whether the difference is small. */
function ablationNotes(seeds: readonly SeedResults[], arm: Arm, paired: PairedDifference): string[] {
  if (seeds.length === 0) return [];
  const outcomes = MIR_RULES.slice(1).map(({ name, mir }) => ({ name, ...compare(seeds, arm, mir) }));
  const holding = outcomes.filter(({ positive }) => positive === seeds.length).map(({ name }) => name);
  const failing = outcomes.filter(({ positive }) => positive < seeds.length);
  const notes = holding.length > 0 ? [`Also holds in every seed under: ${holding.join(", ")}.`] : [];
  for (const { name, positive, median: middle } of failing) {
    notes.push(`Under ${name} it holds in ${positive} of ${seeds.length} seeds (median difference ${two(middle)}).`);
  }
  if (paired.median < 0.1) notes.push("The difference is small: this is the weak claim of the figure.");
  return notes;
}

/** How well an optimum must be known, relative, for a distance of 2 % from it to mean anything. */
const SHARPNESS = 1e-3;

/** The network with all constraints ends at the certified floor of its objective. */
export function floorVerdict(
  results: readonly JobResult[],
  settings: LinearSettings,
  { prefix, judgeable }: LinearClaims,
): Verdict {
  const seeds = bySeed(results);
  const full = seeds.map(({ arms }) => arms[FULL.id]);
  const excess = full.map(({ energies, optimum }) => 100 * (energies.objective / optimum.energy - 1));
  const proven = full.every(({ optimum }) => optimum.lowerBound >= (1 - SHARPNESS) * optimum.energy);
  const ceilings = full.map(({ optimum }) => optimum.energyWeightedMir);
  return {
    id: `${prefix}.reaches-the-optimum`,
    claim: "Training with all constraints finds the energy that theory says is the least possible.",
    criterion: "objective on fresh samples within 2 % of the certified optimum in every seed",
    measured:
      seeds.length === 0
        ? "no seed has finished in every arm"
        : `${excess.map((value) => `${value >= 0 ? "+" : ""}${value.toFixed(2)} %`).join(", ")}; ` +
          `energy-weighted MIR of the optimal code ${range(ceilings)}, of the trained ones ` +
          range(full.map(({ energyWeightedMir }) => energyWeightedMir)),
    met: judge(tooSmall(settings, judgeable, seeds.length), proven && excess.every((value) => Math.abs(value) <= 2)),
    settings: `optimum of the same objective with exact nonnegativity; ${settings.updates} updates; ${seeds.length} seeds`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed} (%)`, value: excess[i] })),
    notes: [
      "A training may end a little below: its nonnegativity is a penalty, and its minibatches seldom hold the corners.",
      ...(proven ? [] : ["An optimum could not be proven to within 0.1 %, so nothing is claimed."]),
    ],
  };
}

/** Without nonnegativity a network is no more selective than one without any constraint. */
export function nonnegativityVerdict(
  results: readonly JobResult[],
  settings: LinearSettings,
  { prefix, judgeable }: LinearClaims,
): Verdict {
  const seeds = bySeed(results);
  const gaps = seeds.map(({ arms }) => Math.abs(arms["no-nonnegativity"].mir - arms.none.mir));
  return {
    id: `${prefix}.nonnegativity-is-essential`,
    claim: "Energy efficiency without nonnegativity leaves neurons as mixed as no constraint at all.",
    criterion: "|MIR(without nonnegativity) - MIR(no constraints)| <= 0.1 in every seed",
    measured: seeds.length === 0 ? "no seed has finished in every arm" : `absolute difference ${range(gaps)}`,
    met: judge(
      tooSmall(settings, judgeable, seeds.length),
      gaps.every((gap) => gap <= 0.1),
    ),
    settings: settingsLine(settings, seeds.length),
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: gaps[i] })),
  };
}

/** The unconstrained network is entangled: its MIR is one that a random rotation of its code would have. */
export function entangledVerdict(
  results: readonly JobResult[],
  settings: LinearSettings,
  { prefix, judgeable }: LinearClaims,
): Verdict {
  const seeds = bySeed(results);
  const none = seeds.map(({ arms }) => arms.none);
  const outside = none.filter(({ mir, rotated: { interval } }) => mir < interval[0] || mir > interval[1]).length;
  const allowed = allowedOutside(seeds.length);
  return {
    id: `${prefix}.unconstrained-is-entangled`,
    claim: "Without constraints the code is entangled: its neurons are no more aligned with factors than by chance.",
    criterion:
      "MIR(no constraints) inside the central 95 % of its rotated null; " +
      `of ${seeds.length} seeds at most ${allowed} outside, as many as chance alone gives with probability 0.95`,
    measured:
      seeds.length === 0
        ? "no seed has finished in every arm"
        : `${seeds.length - outside} of ${seeds.length} seeds inside; MIR ${range(none.map(({ mir }) => mir))}, ` +
          `null median ${two(median(none.map(({ rotated }) => rotated.median)))}`,
    met: judge(tooSmall(settings, judgeable, seeds.length), outside <= allowed),
    settings: `${settingsLine(settings, seeds.length)}; ${settings.nullDraws} rotations of each code`,
    values: none.map(({ seed, mir }) => ({ label: `seed ${seed}`, value: mir })),
  };
}

/** The least k with P(X <= k) >= 0.95 for X ~ Binomial(seeds, 0.05). */
function allowedOutside(seeds: number): number {
  let term = 0.95 ** seeds;
  let cumulative = term;
  let k = 0;
  while (cumulative < 0.95) {
    term *= ((seeds - k) / (k + 1)) * (0.05 / 0.95);
    cumulative += term;
    k += 1;
  }
  return k;
}

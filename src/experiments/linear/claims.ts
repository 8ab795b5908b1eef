/** The claims of the linear studies as inequalities over seeds. */
import { median } from "../../math/statistics.js";
import type { JobResult, Verdict } from "../../protocols.js";
import { type AblationClaims, ablationVerdict } from "../frame/ablationClaims.js";
import { ABLATIONS, FULL } from "../frame/arms.js";
import { digits, judged, longEnough, settingsLine, spreadOverSeeds } from "../frame/claims.js";
import { bySeed } from "./measures.js";
import type { LinearSettings } from "./study.js";

/** MIR with all constraints exceeds that of each ablation, seed by seed. */
export function ablationVerdicts(
  results: readonly JobResult[],
  settings: LinearSettings,
  claims: AblationClaims,
): Verdict[] {
  const seeds = bySeed(results);
  return ABLATIONS.map((arm) => ablationVerdict(arm, seeds, settings, claims));
}

/** How well an optimum must be known, relative, for a distance of 2 % from it to mean anything. */
const SHARPNESS = 1e-3;

/** The network with all constraints ends at the certified floor of its objective. */
export function floorVerdict(
  results: readonly JobResult[],
  settings: LinearSettings,
  { prefix, judgeable }: AblationClaims,
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
          `energy-weighted MIR of the optimal code ${spreadOverSeeds(ceilings)}, of the trained ones ` +
          spreadOverSeeds(full.map(({ energyWeightedMir }) => energyWeightedMir)),
    met: judged(longEnough(settings, judgeable, seeds.length), proven && excess.every((value) => Math.abs(value) <= 2)),
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
  { prefix, judgeable }: AblationClaims,
): Verdict {
  const seeds = bySeed(results);
  const gaps = seeds.map(({ arms }) => Math.abs(arms["no-nonnegativity"].mir - arms.none.mir));
  return {
    id: `${prefix}.nonnegativity-is-essential`,
    claim: "Energy efficiency without nonnegativity leaves neurons as mixed as no constraint at all.",
    criterion: "|MIR(without nonnegativity) - MIR(no constraints)| <= 0.1 in every seed",
    measured: seeds.length === 0 ? "no seed has finished in every arm" : `absolute difference ${spreadOverSeeds(gaps)}`,
    met: judged(
      longEnough(settings, judgeable, seeds.length),
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
  { prefix, judgeable }: AblationClaims,
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
        : `${seeds.length - outside} of ${seeds.length} seeds inside; MIR ${spreadOverSeeds(none.map(({ mir }) => mir))}, ` +
          `null median ${digits(median(none.map(({ rotated }) => rotated.median)))}`,
    met: judged(longEnough(settings, judgeable, seeds.length), outside <= allowed),
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

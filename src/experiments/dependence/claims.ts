/** The claims of the studies of dependent factors. */
import { mean } from "../../math/statistics.js";
import type { Verdict } from "../../protocols.js";
import { digits, judged, spread } from "../frame/claims.js";
import { changedIn, type Dependent, leadsAtEqualDependence, type ScoreName, seedsOf } from "./measures.js";
import type { Change } from "./study.js";

export interface DependenceClaims {
  readonly prefix: string;
  readonly enough: boolean;
  readonly settings: string;
}

/** What the claims are about: it does not fall with dependence by itself. */
const SCORE = "mainShare";
const LABEL = "the share of units' variance that is due to their main factor,";

export function dependenceVerdicts(results: readonly Dependent[], claims: DependenceClaims): Verdict[] {
  return [
    cornerVerdict(results, claims),
    sparesVerdict(results, "diagonal-removed", "Removing the diagonal", claims),
    sparesVerdict(results, "diagonal-repeated", "Repeating the diagonal", claims),
    predictsVerdict(results, claims),
  ];
}

function fall(results: readonly Dependent[], seed: number, score: ScoreName): number {
  const corners = changedIn(results, seed, "corner").sort((a, b) => a.amount - b.amount);
  return corners[0][score] - corners[corners.length - 1][score];
}

/** Falls from the whole data to the largest corner removed. */
function cornerVerdict(results: readonly Dependent[], claims: DependenceClaims): Verdict {
  const { prefix, enough, settings } = claims;
  const seeds = seedsOf(results);
  const falls = seeds.map((seed) => fall(results, seed, SCORE));
  const whole = results.filter(({ amount }) => amount === 0).map((result) => result[SCORE]);
  return {
    id: `${prefix}.missing-corner-mixes`,
    claim: "Neurons mix when a corner of the factors' joint range is missing.",
    criterion: `${LABEL} of the whole data larger than with the largest corner missing, in every seed`,
    measured: `fall ${spread(falls)}; whole data ${spread(whole)}`,
    met: judged(
      enough && seeds.length >= 3 && results.some(({ change, amount }) => change === "corner" && amount > 0),
      falls.every((fall) => fall > 0),
    ),
    settings,
    values: seeds.map((seed, i) => ({ label: `seed ${seed}`, value: falls[i] })),
    notes: [`By linear CInfoM: fall ${spread(seeds.map((seed) => fall(results, seed, "linearCinfom")))}.`],
  };
}

/** At equal dependence, codes of data with their corners are purer. */
function sparesVerdict(
  results: readonly Dependent[],
  change: Exclude<Change, "corner">,
  words: string,
  { prefix, enough, settings }: DependenceClaims,
): Verdict {
  const seeds = seedsOf(results);
  const leadsBy = (score: ScoreName) => seeds.map((seed) => leadsAtEqualDependence(results, seed, change, score));
  const leads = leadsBy(SCORE).map(mean);
  const compared = leadsBy(SCORE)[0]?.length ?? 0;
  return {
    id: `${prefix}.${change}-mixes-less`,
    claim: `${words} mixes neurons less than a missing corner does at the same dependence of the factors.`,
    criterion:
      `${LABEL} with this change minus that with a corner missing, at the normalised multi-information of each corner ` +
      "removed (interpolated), positive in the mean over corners in every seed",
    measured: `lead ${spread(leads)}, over ${compared} corners`,
    met: judged(
      enough && seeds.length >= 3 && compared > 0,
      leads.every((lead) => lead > 0),
    ),
    settings,
    values: seeds.map((seed, i) => ({ label: `seed ${seed}`, value: leads[i] })),
    notes: [`By linear CInfoM: lead ${spread(leadsBy("linearCinfom").map(mean))}.`],
  };
}

function predictsVerdict(results: readonly Dependent[], { prefix, enough, settings }: DependenceClaims): Verdict {
  const explained = results.map((result) => result.explained);
  const least = results.reduce((worst, result) => (result.explained < worst.explained ? result : worst), results[0]);
  return {
    id: `${prefix}.predicts`,
    claim: "The networks do their task whatever the data.",
    criterion: "at least 0.9 of the targets' variance predicted on the data in every training",
    measured:
      results.length === 0
        ? "nothing was trained"
        : `${spread(explained)}; least with ${least.change} ${digits(least.amount, 2)}, seed ${least.seed}`,
    met: judged(
      enough && results.length > 0,
      explained.every((share) => share >= 0.9),
    ),
    settings,
  };
}

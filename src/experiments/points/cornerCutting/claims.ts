/** The claims of `corner-cutting`. */
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged } from "../../frame/claims.js";
import { exactFloorVerdict, outsideOptimal } from "../claims.js";
import { type PointResult, pointResult } from "../job.js";
import { CUTS, type Cut, slug } from "../sets.js";
import type { CuttingSettings } from "./settings.js";

/** Last modular and first mixed cut on the 201 x 201 grid, as two independent solvers found them. */
const CRITICAL: Readonly<Record<Cut, readonly [number, number]>> = {
  "one corner": [0.37, 0.375],
  "two opposite corners": [0.27, 0.275],
  "all corners": [0.29, 0.295],
};

export const trainedOnes = (results: readonly JobResult[]): PointResult[] =>
  results.filter(({ arrays }) => "code" in arrays).map(pointResult);

export const arraysOf = (results: readonly JobResult[], condition: string): JobResult["arrays"] | undefined =>
  results.find(({ job }) => job.condition === condition)?.arrays;

export function cuttingVerdicts(results: readonly JobResult[], chosen: CuttingSettings): Verdict[] {
  const trained = trainedOnes(results);
  const enough = chosen.updates >= 10_000;
  const settings =
    `${chosen.trainingGrid} x ${chosen.trainingGrid} grid; ${chosen.code} units; ${chosen.updates} full-batch updates; ` +
    `${chosen.seeds.length} seeds`;
  return [
    ...CUTS.map((which) => criticalVerdict(which, results, chosen)),
    correlationVerdict(results, trained, chosen),
    mixingVerdict(trained, enough, settings),
    exactFloorVerdict(trained, { id: "corner-cutting.reaches-the-optimum", enough, settings }),
  ];
}

function criticalVerdict(which: Cut, results: readonly JobResult[], { grid }: CuttingSettings): Verdict {
  const scan = arraysOf(results, `scan-${slug(which)}`);
  const [last, first] = CRITICAL[which];
  const at = scan === undefined ? -1 : scan.mixed.data.indexOf(1);
  const found = scan === undefined || at < 1 ? undefined : [scan.cuts.data[at - 1], scan.cuts.data[at]];
  const steady = scan?.mixed.data.slice(Math.max(0, at)).every((value) => value === 1) ?? false;
  const holds = found !== undefined && steady && found[0] === last && found[1] === first;
  return {
    id: `corner-cutting.${slug(which)}`,
    claim: `Cutting ${which} off mixes neurons, from a critical cut on.`,
    criterion: `last cut with a modular optimum ${last}, first with a mixed one ${first}, mixed from there on`,
    measured:
      found === undefined
        ? "no cut scanned begins to mix"
        : `last modular ${found[0]}, first mixed ${found[1]}, ${steady ? "mixed from there on" : "not mixed at every larger cut"}`,
    met: judged(grid === 201 && scan !== undefined, holds),
    settings: `${grid} x ${grid} grid on the unit square, cuts in steps of 0.005; any direction that saves energy counts`,
  };
}

function correlationVerdict(
  results: readonly JobResult[],
  trained: readonly PointResult[],
  { grid, updates }: CuttingSettings,
): Verdict {
  const scan = arraysOf(results, "scan-weights");
  const mixed = scan?.mixed.data.filter((value) => value !== 0).length ?? 0;
  const diagonal = trained.filter(({ condition }) => condition.startsWith("diagonal"));
  const worst = Math.min(...diagonal.map(({ trained: { selectivity } }) => selectivity));
  return {
    id: "corner-cutting.correlation-alone",
    claim: "Correlation alone, without missing corners, does not mix neurons.",
    criterion:
      "certified optimum strictly modular at every weight of the diagonal up to a million; trained codes with at least 0.98 of " +
      "their squared gain on each neuron's main factor",
    measured:
      scan === undefined || diagonal.length === 0
        ? "not solved"
        : `correlations ${[...scan.correlations.data].map((value) => digits(value, 4)).join(", ")}: ${mixed} of ` +
          `${scan.mixed.data.length} mixed; least selective trained code ${digits(worst)}`,
    met: judged(scan !== undefined && diagonal.length > 0 && updates >= 10_000, mixed === 0 && worst >= 0.98),
    settings: `whole ${grid} x ${grid} grid, points with equal factors over-weighted`,
    values: diagonal.map(({ condition, seed, trained: { selectivity } }) => ({
      label: `${condition}, seed ${seed}`,
      value: selectivity,
    })),
  };
}

function mixingVerdict(trained: readonly PointResult[], enough: boolean, settings: string): Verdict {
  const outside = trained.map(outsideOptimal);
  const worst = Math.max(...outside);
  return {
    id: "corner-cutting.training-mixes-as-the-optimum",
    claim: "Trained networks mix where the certified optimum does, and as much.",
    criterion:
      "share of squared gain on each neuron's main factor within 0.05 of the range that optimal codes have, in every training",
    measured: trained.length === 0 ? "nothing was trained" : `farthest outside by ${digits(worst)}`,
    met: judged(
      enough && trained.length > 0,
      outside.every((value) => value <= 0.05),
    ),
    settings,
    values: trained.map(({ condition, seed }, i) => ({ label: `${condition}, seed ${seed}`, value: outside[i] })),
  };
}

/** The claims of the deep studies as inequalities over seeds. */
import { median } from "../../math/statistics.js";
import type { Verdict } from "../../protocols.js";
import { ablationVerdict } from "../frame/ablationClaims.js";
import { type Arm, FULL } from "../frame/arms.js";
import {
  digits,
  type Judgeable,
  judged,
  longEnough,
  settingsLine,
  shareOfSeeds,
  spreadOverSeeds,
} from "../frame/claims.js";
import type { MeasuredCode, SeedArms } from "../frame/measuredCode.js";
import type { NetworkResult, NetworkSeeds } from "./measures.js";
import type { NetworkSettings } from "./study.js";

export interface NetworkClaims {
  readonly prefix: string;
  readonly judgeable: Judgeable;
  /** Smallest median difference from a control that counts. */
  readonly least: number;
  /** The layers that the paper says are pure. */
  readonly pureLayers: readonly string[];
}

const NOTHING = "no seed has finished in every arm";

const full = (seeds: NetworkSeeds): NetworkResult[] => seeds.map(({ arms }) => arms[FULL.id]);

const layerNames = (layers: readonly string[]): string =>
  layers.length === 1 ? layers[0] : `${layers.slice(0, -1).join(", ")} and ${layers[layers.length - 1]}`;

/** With all constraints every one of the layers is purer than random rotations of its own code. */
export function pureLayersVerdict(seeds: NetworkSeeds, settings: NetworkSettings, claims: NetworkClaims): Verdict {
  const { prefix, judgeable, pureLayers } = claims;
  const margins = full(seeds).map(({ layers }) =>
    Math.min(...pureLayers.map((layer) => layers[layer].mir - layers[layer].rotated.interval[1])),
  );
  return {
    id: `${prefix}.pure`,
    claim: `With all constraints the neurons of ${layerNames(pureLayers)} are selective for single factors.`,
    criterion:
      "MIR(all) above the central 95 % of random rotations of the same code, in each of these layers and every seed",
    measured:
      seeds.length === 0
        ? NOTHING
        : `least margin over the null ${spreadOverSeeds(margins)}. ${mirByLayer(seeds, pureLayers)}${beforeByLayer(seeds, pureLayers)}`,
    met: judged(
      longEnough(settings, judgeable, seeds.length),
      margins.every((margin) => margin > 0),
    ),
    settings: `${settingsLine(settings, seeds.length)}; ${settings.nullDraws} rotations of each code`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: margins[i] })),
  };
}

/** How far above both comparisons a layer counts as clearly pure, and in which share of the seeds it must. */
const CLEARLY = 0.2;
const MOST_SEEDS = 4 / 5;

const WITHOUT_ACTIVITY_ENERGY = "no-activity-energy";

/** With all constraints every one of the layers is far purer than random rotations of its code, and than without activity energy. */
export function clearlyPureVerdict(seeds: NetworkSeeds, settings: NetworkSettings, claims: NetworkClaims): Verdict {
  const { prefix, judgeable, pureLayers } = claims;
  const compared = settings.arms.includes(WITHOUT_ACTIVITY_ENERGY) ? seeds : [];
  const margins = compared.map(({ arms }) => leastMargins(arms[FULL.id], arms[WITHOUT_ACTIVITY_ENERGY], pureLayers));
  const least = margins.map(({ overNull, overControl }) => Math.min(overNull, overControl));
  const holding = least.filter((margin) => margin >= CLEARLY).length;
  return {
    id: `${prefix}.pure`,
    claim: `With all constraints the neurons of ${layerNames(pureLayers)} are selective for single factors.`,
    criterion:
      `MIR(all) at least ${CLEARLY} above the central 95 % of random rotations of the same code, and at least ${CLEARLY} above ` +
      `MIR(${WITHOUT_ACTIVITY_ENERGY}), in each of these layers, in at least four fifths of the seeds`,
    measured: compared.length === 0 ? NOTHING : describeMargins(margins, holding, compared, pureLayers),
    met: judged(longEnough(settings, judgeable, compared.length), holding >= MOST_SEEDS * compared.length),
    settings: `${settingsLine(settings, compared.length)}; ${settings.nullDraws} rotations of each code`,
    values: compared.map(({ seed }, i) => ({ label: `seed ${seed}`, value: least[i] })),
  };
}

interface Margins {
  readonly overNull: number;
  readonly overControl: number;
}

/** NaN where a ratio is undefined, which is never clearly pure. */
function leastMargins(own: NetworkResult, control: NetworkResult, layers: readonly string[]): Margins {
  const over = (level: (layer: string) => number) =>
    Math.min(...layers.map((layer) => own.layers[layer].mir - level(layer)));
  return {
    overNull: over((layer) => own.layers[layer].rotated.interval[1]),
    overControl: over((layer) => control.layers[layer].mir),
  };
}

const describeMargins = (
  margins: readonly Margins[],
  holding: number,
  seeds: NetworkSeeds,
  layers: readonly string[],
) =>
  `holds in ${shareOfSeeds(holding, seeds.length)}; in the worst layer above the null by ` +
  `${spreadOverSeeds(margins.map(({ overNull }) => overNull))}, above the control by ` +
  `${spreadOverSeeds(margins.map(({ overControl }) => overControl))}. ${mirByLayer(seeds, layers)}${beforeByLayer(seeds, layers)}`;

const mirByLayer = (seeds: NetworkSeeds, layers: readonly string[]): string =>
  `MIR by layer: ${layers.map((layer) => `${layer} ${spreadOverSeeds(full(seeds).map((own) => own.layers[layer].mir))}`).join("; ")}`;

/** The same of what goes into the rectification, where that was measured. */
const beforeByLayer = (seeds: NetworkSeeds, layers: readonly string[]): string => {
  const medians = layers.map((layer) => median(full(seeds).map(({ mirBefore }) => mirBefore[layer] ?? Number.NaN)));
  return medians.every(Number.isNaN)
    ? ""
    : `. Before rectification, medians: ${medians.map((value) => digits(value)).join(", ")}`;
};

/** With all constraints these layers are purer than those of each control, in the layer where the difference is least. */
export const controlVerdicts = (
  arms: readonly Arm[],
  seeds: NetworkSeeds,
  settings: NetworkSettings,
  { pureLayers, ...claims }: NetworkClaims,
): Verdict[] =>
  arms
    .filter(({ id }) => id !== FULL.id)
    .map((arm) =>
      ablationVerdict(arm, weakestLayer(seeds, arm, pureLayers), settings, {
        ...claims,
        where:
          pureLayers.length === 1
            ? `in ${pureLayers[0]}`
            : `in whichever of ${layerNames(pureLayers)} they differ least`,
      }),
    );

/** Of every seed, both codes of the layer in which the network with all constraints has the least lead. */
const weakestLayer = (seeds: NetworkSeeds, arm: Arm, layers: readonly string[]): SeedArms<MeasuredCode>[] =>
  seeds.map(({ seed, arms }) => {
    const codes = layers.map((layer) => ({
      [FULL.id]: arms[FULL.id].layers[layer],
      [arm.id]: arms[arm.id].layers[layer],
    }));
    const lead = (code: (typeof codes)[number]) => {
      const difference = code[FULL.id].mir - code[arm.id].mir;
      return Number.isNaN(difference) ? Number.NEGATIVE_INFINITY : difference;
    };
    return { seed, arms: codes.reduce((least, code) => (lead(code) < lead(least) ? code : least)) };
  });

/** The last layer is purer than the first. */
export function deeperIsPurerVerdict(
  seeds: NetworkSeeds,
  settings: NetworkSettings,
  { prefix, judgeable }: NetworkClaims,
  [first, last]: readonly [string, string],
): Verdict {
  const pairs = full(seeds).map(({ layers }) => [layers[first].mir, layers[last].mir] as const);
  const differences = pairs.map(([early, late]) => late - early);
  return {
    id: `${prefix}.deeper-is-purer`,
    claim: `With all constraints early layers are mixed and late ones selective for single factors.`,
    criterion: `MIR(all, ${last}) - MIR(all, ${first}) > 0 in every seed`,
    measured:
      seeds.length === 0
        ? NOTHING
        : `difference ${spreadOverSeeds(differences)}; ${first} ${spreadOverSeeds(pairs.map(([early]) => early))}; ` +
          `${last} ${spreadOverSeeds(pairs.map(([, late]) => late))}`,
    met: judged(
      longEnough(settings, judgeable, seeds.length),
      differences.every((difference) => difference > 0),
    ),
    settings: settingsLine(settings, seeds.length),
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: differences[i] })),
  };
}

/** How much dearer than a pure network a trained one may be and still count as well trained. */
const DEARER = 0.1;

/** Training reaches the objective of a network of pure neurons, `pureCost` for the task of a seed. */
export function pureCostVerdict(
  seeds: NetworkSeeds,
  settings: NetworkSettings,
  { prefix, judgeable }: NetworkClaims,
  pureCost: (seed: number) => number,
): Verdict {
  const ratios = seeds.map(({ seed, arms }) => arms[FULL.id].energies.objective / pureCost(seed));
  const cheaper = ratios.filter((ratio) => ratio < 1).length;
  return {
    id: `${prefix}.as-cheap-as-pure`,
    claim: "With all constraints training ends at a loss no higher than that of pure neurons built by hand.",
    criterion: `objective(all) at most ${1 + DEARER} times that of the cheapest network with a chain of neurons for each factor, in every seed`,
    measured: seeds.length === 0 ? NOTHING : `ratio of objectives ${spreadOverSeeds(ratios)}`,
    met: judged(
      longEnough(settings, judgeable, seeds.length),
      ratios.every((ratio) => ratio <= 1 + DEARER),
    ),
    settings: `objective on ${settings.evaluationSamples} fresh samples; ${settings.updates} updates; ${seeds.length} seeds`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: ratios[i] })),
    notes: seeds.length === 0 ? [] : [`Cheaper than the pure network in ${cheaper} of ${seeds.length} seeds.`],
  };
}

/** Selective codes are worth nothing in a network that does not do its task. */
export function predictsVerdict(
  seeds: NetworkSeeds,
  settings: NetworkSettings,
  { prefix, judgeable }: NetworkClaims,
): Verdict {
  const explained = full(seeds).map((result) => result.explained);
  return {
    id: `${prefix}.predicts`,
    claim: "The network with all constraints does its task.",
    criterion: "at least 0.9 of the targets' variance predicted on fresh samples in every seed",
    measured: seeds.length === 0 ? NOTHING : `share predicted ${spreadOverSeeds(explained)}`,
    met: judged(
      longEnough(settings, judgeable, seeds.length),
      explained.every((share) => share >= 0.9),
    ),
    settings: `${settings.evaluationSamples} fresh samples; ${settings.updates} updates; ${seeds.length} seeds`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: explained[i] })),
    notes: seeds.length === 0 ? [] : controlsNote(seeds),
  };
}

const controlsNote = (seeds: NetworkSeeds): string[] => {
  const controls = Object.keys(seeds[0].arms).filter((id) => id !== FULL.id);
  const least = controls.map((id) => `${id} ${digits(Math.min(...seeds.map(({ arms }) => arms[id].explained)))}`);
  return controls.length === 0 ? [] : [`Least share predicted by the controls: ${least.join(", ")}.`];
};

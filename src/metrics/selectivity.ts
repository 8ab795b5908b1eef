/**
 * Selectivity of each neuron: for no factor, for one (pure), for several that add up (linear mixed), or for their combination
 * (nonlinear mixed).
 *
 * The classes of Rigotti et al., "The importance of mixed selectivity in complex cognitive tasks", Nature 497, 585 (2013), by
 * nested linear models on the levels of the factors (continuous and circular ones in bins):
 *   one factor  <  all factors added (main effects)  <  the same with interactions of every two factors.
 * Tests, each by permutation with F = (fall of the squared error) / (squared error left) as statistic:
 * - selective: main effects and interactions against the mean;
 * - factor f: main effects with f against those without f;
 * - nonlinear: interactions against main effects.
 * What is permuted are the residuals of the smaller model (Freedman and Lane, J. Bus. Econ. Stat. 1, 292, 1983), over conditions, or
 * shifted in time, which keeps autocorrelation. p = (1 + #>=) / (1 + N). Over neurons (and factors), p become q by Benjamini and
 * Hochberg. A neuron is selective if q < alpha; nonlinear if also that test has q < alpha and interactions predict held-out conditions
 * better; linear mixed if two or more factors have q < alpha and all together predict better than the best one; else pure.
 *
 * Predictions are cross-validated shares of variance, 1 - squared error / squared error of the fitted part's mean. Rival: Rigotti
 * et al. use an analysis of variance without held-out conditions. Constant units get NaN and no class.
 */
import { InputError } from "../math/errors.js";
import { falseDiscoveryRate } from "../math/falseDiscovery.js";
import { orthonormalAdditions } from "../math/orthogonal.js";
import { fold, type Key, key as rootKey } from "../math/random.js";
import type { Json, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { interactions, mainEffects } from "./factorDesign.js";
import { crossValidation, type HoldOutOptions } from "./holdOut.js";
import { heldOutShares } from "./selectivityModels.js";
import { reorderings, residualTest } from "./selectivityTest.js";

export interface SelectivityOptions extends Pick<HoldOutOptions, "order"> {
  /** Bins of continuous and circular factors. */
  readonly bins: number;
  readonly folds: number;
  /** Random reorderings of the residuals. */
  readonly draws: number;
  readonly null: "permuted" | "shifted";
  /** `shifted` only: smallest shift, in conditions; should exceed the autocorrelation time. */
  readonly smallestShift: number;
  /** Largest q that counts as found. */
  readonly alpha: number;
}

export const selectivityDefaults: SelectivityOptions = {
  order: "random",
  bins: 5,
  folds: 5,
  draws: 199,
  null: "permuted",
  smallestShift: 1,
  alpha: 0.05,
};

export type SelectivityClass = "unselective" | "pure" | "linear mixed" | "nonlinear mixed" | "constant";

export interface UnitSelectivity {
  readonly unit: number;
  readonly kind: SelectivityClass;
  /** The factor that alone predicts best; -1 for a constant unit. */
  readonly preferred: number;
  /** Held-out share of variance of each factor alone [factors], of all added, and with interactions. */
  readonly single: Float64Array;
  readonly additive: number;
  readonly interacting: number;
  readonly p: { readonly selective: number; readonly nonlinear: number; readonly factors: Float64Array };
  readonly q: { readonly selective: number; readonly nonlinear: number; readonly factors: Float64Array };
}

export interface SelectivityReport {
  readonly units: readonly UnitSelectivity[];
  readonly settings: Readonly<Record<string, Json>>;
}

/** Throws InputError where the interactions need more columns than a third of the conditions. */
export function selectivity(
  representation: Representation,
  options: Partial<SelectivityOptions> = {},
  key: Key = rootKey(0),
): SelectivityReport {
  const all: SelectivityOptions = { ...selectivityDefaults, ...options };
  const { factors, conditions, units } = representation;
  const effects = factors.map((factor) => mainEffects(factor, all.bins));
  const products = interactions(effects);
  checkSize(effects.flat().length + products.length, conditions);
  const live = varyingUnits(representation);
  const activity = live.map((unit) => unitActivity(representation, unit));
  const tests = testAll(activity, effects, products, all, fold(key, "tests"));
  const folds = crossValidation(conditions, all.folds, all.order, fold(key, "folds"));
  const shares = heldOutShares(activity, [...effects, effects.flat(), [...effects.flat(), ...products]], folds);
  const q = {
    selective: falseDiscoveryRate(tests.selective),
    nonlinear: falseDiscoveryRate(tests.nonlinear),
    factors: falseDiscoveryRate(tests.factors.flat()),
  };
  const count = factors.length;
  const found = live.map((unit, i): UnitSelectivity => {
    const single = Float64Array.from({ length: count }, (_, f) => shares[f][i]);
    const measured = {
      unit,
      preferred: single.indexOf(Math.max(...single)),
      single,
      additive: shares[count][i],
      interacting: shares[count + 1][i],
      p: {
        selective: tests.selective[i],
        nonlinear: tests.nonlinear[i],
        factors: Float64Array.from(tests.factors[i]),
      },
      q: { selective: q.selective[i], nonlinear: q.nonlinear[i], factors: q.factors.slice(i * count, (i + 1) * count) },
    };
    return { ...measured, kind: classOf(measured, all.alpha) };
  });
  const byUnit = new Map(found.map((entry) => [entry.unit, entry]));
  return {
    units: Array.from({ length: units }, (_, unit) => byUnit.get(unit) ?? constantUnit(unit, count)),
    settings: {
      ...all,
      samples: conditions,
      liveUnits: live.length,
      units,
      factorKinds: factors.map(({ kind }) => kind),
    },
  };
}

function checkSize(columns: number, conditions: number): void {
  if (3 * columns <= conditions) return;
  throw new InputError(
    `main effects and interactions need ${columns} columns, too many for ${conditions} conditions (a third of them at most): ` +
      "use fewer bins, leave factors out, or record more",
  );
}

/** p-values of every unit. */
interface Tests {
  readonly selective: number[];
  readonly nonlinear: number[];
  /** [units][factors] */
  readonly factors: number[][];
}

function testAll(
  activity: readonly Float64Array[],
  effects: readonly (readonly Float64Array[])[],
  products: readonly Float64Array[],
  options: SelectivityOptions,
  key: Key,
): Tests {
  const conditions = effects[0][0].length;
  const orders = reorderings(conditions, options, key);
  const constant = orthonormalAdditions([new Float64Array(conditions).fill(1)]);
  const main = [...constant, ...orthonormalAdditions(effects.flat(), constant)];
  const further = orthonormalAdditions(products, main);
  const without = effects.map((own, f) => {
    const others = effects.flatMap((columns, g) => (g === f ? [] : columns));
    const smaller = [...constant, ...orthonormalAdditions(others, constant)];
    return { smaller, added: orthonormalAdditions(own, smaller) };
  });
  return {
    selective: activity.map((y) => residualTest(y, constant, [...main.slice(constant.length), ...further], orders)),
    nonlinear: activity.map((y) => residualTest(y, main, further, orders)),
    factors: activity.map((y) => without.map(({ smaller, added }) => residualTest(y, smaller, added, orders))),
  };
}

function classOf({ q, single, additive, interacting }: Omit<UnitSelectivity, "kind">, alpha: number): SelectivityClass {
  if (!(q.selective < alpha)) return "unselective";
  if (q.nonlinear < alpha && interacting > additive) return "nonlinear mixed";
  const several = q.factors.filter((value) => value < alpha).length > 1;
  return several && additive > Math.max(...single) ? "linear mixed" : "pure";
}

function constantUnit(unit: number, factors: number): UnitSelectivity {
  const nothing = new Float64Array(factors).fill(Number.NaN);
  const none = { selective: Number.NaN, nonlinear: Number.NaN, factors: nothing };
  const shares = { single: nothing, additive: Number.NaN, interacting: Number.NaN };
  return { unit, kind: "constant", preferred: -1, ...shares, p: none, q: none };
}

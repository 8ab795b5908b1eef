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
import type { Labels } from "../math/information/index.js";
import { fold, type Key, key as rootKey } from "../math/random.js";
import { counted } from "../math/words.js";
import type { Json, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { CONSTANT, columnOf, type Indicator, interactions, mainEffects, occurringLevels } from "./factorDesign.js";
import { crossValidation, type HoldOutOptions } from "./holdOut.js";
import { type NestedModel, nestedModel } from "./nestedModel.js";
import { reorderings, residualTest } from "./residualReordering.js";
import { heldOutShares } from "./selectivityModels.js";
import { sharedResults } from "./sharedWork.js";

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

/** Five folds, continuous factors in five bins, 199 reorderings; found where q is at most 0.05. */
export const selectivityDefaults: SelectivityOptions = {
  order: "random",
  bins: 5,
  folds: 5,
  draws: 199,
  null: "permuted",
  smallestShift: 1,
  alpha: 0.05,
};

export type SelectivityClass = "untuned" | "pure" | "linear mixed" | "nonlinear mixed" | "constant";

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
export const selectivity = (
  representation: Representation,
  options: Partial<SelectivityOptions> = {},
  key: Key = rootKey(0),
): SelectivityReport =>
  selectivityReport(representation, [...selectivityTests(representation, options, key)], options, key);

/** p-values of one unit. */
export interface UnitTests {
  readonly unit: number;
  readonly selective: number;
  readonly nonlinear: number;
  /** [factors] */
  readonly factors: readonly number[];
}

/** What the tests of all units have in common. */
interface PreparedTests {
  readonly orders: readonly Int32Array[];
  readonly models: NestedModels;
}

const preparedTests = sharedResults<PreparedTests>();

const prepareTests = (representation: Representation, all: SelectivityOptions, key: Key): PreparedTests => ({
  orders: reorderings(representation.conditions, all, fold(key, "tests")),
  models: nestedModels(designOf(representation, all.bins), representation.conditions),
});

/** The tests of one unit after another, by default of all that vary; each is the same whichever others are tested. Throws as `selectivity`. */
export function* selectivityTests(
  representation: Representation,
  options: Partial<SelectivityOptions> = {},
  key: Key = rootKey(0),
  units: readonly number[] = varyingUnits(representation),
): Generator<UnitTests> {
  const all: SelectivityOptions = { ...selectivityDefaults, ...options };
  const settings = `${JSON.stringify(all)} ${key.high} ${key.low}`;
  const { orders, models } = preparedTests(representation, settings, () => prepareTests(representation, all, key));
  const { whole, main, ownLast } = models;
  for (const unit of units) {
    const y = unitActivity(representation, unit);
    yield {
      unit,
      selective: residualTest(y, whole, 1, orders),
      nonlinear: residualTest(y, whole, main, orders),
      factors: ownLast.map(({ model, others }) => residualTest(y, model, others, orders)),
    };
  }
}

/** Models that predict each unit on conditions they were not fitted on: every factor alone, all added, all with interactions. */
export const shareModels = ({ factors }: Pick<Representation, "factors">): number => factors.length + 2;

/** Held-out share of variance of every unit that varies by one of the `shareModels` [varying units]. Throws as `selectivity`. */
export function selectivityShares(
  representation: Representation,
  model: number,
  options: Partial<SelectivityOptions> = {},
  key: Key = rootKey(0),
): Float64Array {
  const all: SelectivityOptions = { ...selectivityDefaults, ...options };
  const { conditions } = representation;
  const { levels, effects, products } = designOf(representation, all.bins);
  const indicators = [...effects, effects.flat(), [...effects.flat(), ...products]][model];
  const activity = varyingUnits(representation).map((unit) => unitActivity(representation, unit));
  const columns = indicators.map((indicator) => columnOf(indicator, levels, conditions));
  return heldOutShares(activity, columns, crossValidation(conditions, all.folds, all.order, fold(key, "folds")));
}

/** Classes from the tests of all units that vary and their shares by every model, made with the same options and key. */
export function selectivityReport(
  representation: Representation,
  tests: readonly UnitTests[],
  options: Partial<SelectivityOptions> = {},
  key: Key = rootKey(0),
  shares: readonly Float64Array[] = Array.from({ length: shareModels(representation) }, (_, model) =>
    selectivityShares(representation, model, options, key),
  ),
): SelectivityReport {
  const all: SelectivityOptions = { ...selectivityDefaults, ...options };
  const { factors, conditions, units } = representation;
  const q = discoveryRates(tests);
  const count = factors.length;
  const found = tests.map(({ unit, ...p }, i): UnitSelectivity => {
    const single = Float64Array.from({ length: count }, (_, f) => shares[f][i]);
    const measured = {
      unit,
      preferred: single.indexOf(Math.max(...single)),
      single,
      additive: shares[count][i],
      interacting: shares[count + 1][i],
      p: { ...p, factors: Float64Array.from(p.factors) },
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
      liveUnits: tests.length,
      units,
      factorKinds: factors.map(({ kind }) => kind),
    },
  };
}

const discoveryRates = (tests: readonly UnitTests[]) => ({
  selective: falseDiscoveryRate(tests.map(({ selective }) => selective)),
  nonlinear: falseDiscoveryRate(tests.map(({ nonlinear }) => nonlinear)),
  factors: falseDiscoveryRate(tests.flatMap(({ factors }) => factors)),
});

/** Indicators of the main effects of every factor, and of the interactions of every two. */
interface Design {
  /** [factors] */
  readonly levels: readonly Labels[];
  /** [factors][columns] */
  readonly effects: readonly (readonly Indicator[])[];
  /** [columns] */
  readonly products: readonly Indicator[];
}

function designOf({ factors, conditions }: Representation, bins: number): Design {
  const levels = factors.map((factor) => occurringLevels(factor, bins));
  checkSize(columnsOf(levels).all, conditions);
  const effects = mainEffects(levels);
  return { levels, effects, products: interactions(effects) };
}

/** How many columns the main effects have, and how many with interactions. */
function columnsOf(levels: readonly Labels[]): { readonly main: number; readonly all: number } {
  const sizes = levels.map((own) => own.levels - 1);
  const main = sizes.reduce((sum, size) => sum + size, 0);
  const alike = sizes.reduce((sum, size) => sum + size ** 2, 0);
  return { main, all: main + (main ** 2 - alike) / 2 };
}

/** The most bins, up to those of `selectivityDefaults`, whose columns are a third of the conditions at most; at least 2. */
export function affordableBins({ factors, conditions }: Representation): number {
  const fits = (bins: number) =>
    3 * columnsOf(factors.map((factor) => occurringLevels(factor, bins))).all <= conditions;
  let { bins } = selectivityDefaults;
  while (bins > 2 && !fits(bins)) bins--;
  return bins;
}

/** Additions and multiplications that `selectivity` takes, to say beforehand how long it will. */
export function selectivityWork(
  { factors, conditions, units }: Representation,
  { bins, draws, folds }: SelectivityOptions,
): number {
  const { main, all } = columnsOf(factors.map((factor) => occurringLevels(factor, bins)));
  const count = factors.length;
  const pairs = Math.max(1, (count * (count - 1)) / 2);
  const fits = 2 * (1 + folds) * all ** 2 * conditions;
  const ofWhole = (1 + pairs) * conditions + all ** 2 / 2;
  const ofFactor = (1 + Math.ceil(count / 2)) * conditions + main ** 2 / 2;
  return fits + units * (1 + draws) * (2 * ofWhole + count * ofFactor);
}

function checkSize(columns: number, conditions: number): void {
  if (3 * columns <= conditions) return;
  throw new InputError(
    `main effects and interactions need ${counted(columns, "column")}, too many for ${counted(conditions, "condition")} (a third of them at most): ` +
      "fewer bins, fewer factors, fewer levels or more conditions are needed",
  );
}

/** The models to be compared. */
interface NestedModels {
  /** The constant, main effects, interactions. */
  readonly whole: NestedModel;
  /** Axes of the constant and main effects. */
  readonly main: number;
  /** For every factor: the constant and the effects of the others, then its own. */
  readonly ownLast: readonly { readonly model: NestedModel; readonly others: number }[];
}

function nestedModels({ levels, effects, products }: Design, conditions: number): NestedModels {
  const mainColumns = [CONSTANT, ...effects.flat()];
  const whole = nestedModel([...mainColumns, ...products], levels, conditions);
  const ownLast = effects.map((own, f) => {
    const others = [CONSTANT, ...effects.flatMap((columns, g) => (g === f ? [] : columns))];
    const model = nestedModel([...others, ...own], levels, conditions);
    return { model, others: axesOf(model, others.length) };
  });
  return { whole, main: axesOf(whole, mainColumns.length), ownLast };
}

/** How many axes the first `columns` columns of a model have. */
const axesOf = ({ from }: NestedModel, columns: number): number => from.filter((column) => column < columns).length;

function classOf({ q, single, additive, interacting }: Omit<UnitSelectivity, "kind">, alpha: number): SelectivityClass {
  if (!(q.selective < alpha)) return "untuned";
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

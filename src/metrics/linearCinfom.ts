/**
 * Linear CInfoM: modularity of what each unit linearly knows about each factor, given all other factors.
 *
 * Dorrell, Hsu, Hollingsworth, Lee, Wu, Finn, Latham, Behrens and Whittington, "Range, not independence, drives modularity in
 * biologically inspired representations", ICLR 2025, appendix on metrics; their program (github.com/kylehkhsu/modular):
 * with L(s | X) the sum of squared errors of linear regression of standardised factors s on X, for unit n and factor f
 *   linear NMI  = [L(e_f) - L(e_f | a_n)] / L(e_f),
 *   linear NCMI = {[L(e) - L(e | a_n)] - [L(e_-f) - L(e_-f | a_n)]} / L(e_f | e_-f),
 * both cut to [0, 1]. Errors of several factors add, so the numerator is that of factor f alone and
 *   linear NCMI = R^2(e_f | a_n) / [1 - R^2(e_f | e_-f)].
 * CInfoM and CInfoC (InfoM and InfoC) are the modularity and compactness of NCMI (NMI) over active units, range above 1/10 of the
 * largest (largestShares.ts).
 *
 * An angle stands as its cosine and sine, two columns whose errors add. Categorical factors, all of them, are read by logistic
 * regression instead, as in the same program: L is the mean cross-entropy, class weights balanced (linearCinfomLogistic.ts). Or,
 * with `categorical: "numbers"`, by the numbers that name their levels. A factor that the others determine has L(e_f | e_-f) = 0
 * and is refused.
 */
import { InputError } from "../math/errors.js";
import { fitLinear } from "../math/leastSquares.js";
import { dot } from "../math/linearAlgebra.js";
import { matrix } from "../math/matrix.js";
import { mean } from "../math/statistics.js";
import type { Factor, Metric, Representation } from "../protocols.js";
import { unitActivity } from "../representation/index.js";
import { type ActiveRule, activeLatents } from "./activeLatents.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { factorNumbers, factorTarget } from "./factorTarget.js";
import { conventions } from "./infomec.js";
import { type LinearTables, largestShares } from "./largestShares.js";
import { logisticTables } from "./linearCinfomLogistic.js";
import { columnsMatrix, type ReadoutOptions, readoutDefaults } from "./predictiveInformation.js";
import { DORRELL_2025 } from "./sources.js";

export interface LinearCinfomOptions extends ActiveRule, Pick<ReadoutOptions, "iterations" | "tolerance"> {
  /** How categorical factors are read. */
  readonly categorical: "logistic" | "numbers";
}

/** Logistic regression for categories; the activity rule of the code for modular representations. */
export const linearCinfomDefaults: LinearCinfomOptions = {
  categorical: "logistic",
  activeBy: conventions.modular.activeBy,
  activeFraction: conventions.modular.activeFraction,
  iterations: readoutDefaults.iterations,
  tolerance: readoutDefaults.tolerance,
};

/** Linear CInfoM and CInfoC, InfoM and InfoC; `matrix` is linear NCMI, `perUnit` and `perFactor` the shares behind the first two. */
export const linearCinfom: Metric<LinearCinfomOptions> = (representation, options) => {
  const all: LinearCinfomOptions = { ...linearCinfomDefaults, ...options };
  const { factors, conditions, units } = representation;
  const logistic = all.categorical === "logistic" && isCategorical(factors);
  const { marginal, conditional } = logistic
    ? logisticTables(representation, all)
    : linearTables(representation, numberColumns(factors, all));
  const active = activeLatents(representation, all);
  const given = largestShares(cut(conditional), active);
  const plain = largestShares(cut(marginal), active);
  return {
    metric: "linearCinfom",
    score: given.modularity,
    parts: {
      linearCinfoM: given.modularity,
      linearCinfoC: given.compactness,
      linearInfoM: plain.modularity,
      linearInfoC: plain.compactness,
    },
    perUnit: given.perUnit,
    perFactor: given.perFactor,
    matrix: { rows: units, columns: factors.length, data: cut(conditional) },
    settings: {
      ...all,
      regression: logistic ? "logistic, balanced classes" : "linear",
      samples: conditions,
      units,
      activeUnits: active.filter(Boolean).length,
      factorKinds: factors.map(({ kind }) => kind),
    },
    notes: given.notes,
  };
};

const cut = (table: Float64Array): Float64Array => table.map((value) => Math.min(1, Math.max(0, value)));

/** True where all are, false where none is. Throws InputError for both kinds together. */
function isCategorical(factors: readonly Factor[]): boolean {
  const categorical = factors.filter(({ kind }) => kind === "categorical");
  if (categorical.length === 0 || categorical.length === factors.length) return categorical.length > 0;
  throw new InputError(
    `factor "${categorical[0].name}" is categorical and others are not, so they have no common regression: ` +
      'set categorical to "numbers", which takes the numbers that name its levels (--set linearCinfom.categorical=numbers), or declare it continuous',
  );
}

/** The columns of each factor. */
const numberColumns = (factors: readonly Factor[], { categorical }: LinearCinfomOptions): Float64Array[][] =>
  factors.map((factor) => {
    const target = factorTarget(factor);
    if (target.of === "numbers") return [...target.columns];
    return [factorNumbers(factor, `categorical: "${categorical}"`)];
  });

/** What the others must leave of a factor, as a share of its variance. */
const DETERMINED = 1e-10;

/** Both tables by linear regression; standardising a factor would divide numerator and denominator alike. */
export function linearTables(
  representation: Representation,
  columns: readonly (readonly Float64Array[])[],
): LinearTables {
  const { factors, units } = representation;
  const targets = columns.map((own) => columnsMatrix(own));
  const spread = targets.map((target) => sum(fitLinear(matrix(target.rows, 0), target).total));
  const left = targets.map((target, f) => {
    const others = columnsMatrix(columns.filter((_, other) => other !== f).flat());
    const residual = columns.length > 1 ? sum(fitLinear(others, target).residual) : spread[f];
    if (residual > DETERMINED * spread[f]) return residual;
    throw new InputError(
      `factor "${factors[f].name}" is a linear function of the others, so nothing is left to know about it: leave one out`,
    );
  });
  const centredColumns = columns.map((own) => own.map(centred));
  const tables = {
    marginal: new Float64Array(units * factors.length),
    conditional: new Float64Array(units * factors.length),
  };
  for (let unit = 0; unit < units; unit++) {
    const activity = centred(unitActivity(representation, unit));
    centredColumns.forEach((own, f) => {
      const drop = explainedBy(activity, own);
      tables.marginal[unit * factors.length + f] = drop / spread[f];
      tables.conditional[unit * factors.length + f] = drop / left[f];
    });
  }
  return tables;
}

function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

/** How much the sum of squares of centred columns falls by linear regression on one centred variable; nothing by a constant. */
function explainedBy(x: Float64Array, columns: readonly Float64Array[]): number {
  const squares = dot(x, x);
  return squares === 0 ? 0 : sum(Float64Array.from(columns, (values) => dot(x, values) ** 2)) / squares;
}

const sum = (values: Float64Array): number => values.reduce((before, value) => before + value, 0);

/** As the command line and the reports know it. */
export const linearCinfomEntry = metricEntry({
  metric: linearCinfom,
  title: "Linear CInfoM: modularity of linear information given the other factors",
  citation: DORRELL_2025,
  draws: DRAWS.moderate,
  against: OF_UNITS,
  meaning: "1 where every active unit linearly knows one factor only, given all others, 0 where all equally",
  parts: {
    linearCinfoM: "1 where every active unit linearly knows one factor only, given all others, 0 where all equally",
    linearCinfoC: "1 where a single active unit linearly knows each factor, given all others",
    linearInfoM: "the first without regard to the other factors",
    linearInfoC: "the second without regard to the other factors",
  },
  defaults: linearCinfomDefaults,
  choices: { categorical: ["logistic", "numbers"], activeBy: ["range", "interquartile-range"] },
});

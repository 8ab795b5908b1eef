/**
 * CInfoM: modularity of what each unit knows about each factor, given all other factors.
 *
 * Dorrell, Hsu, Hollingsworth, Lee, Wu, Finn, Latham, Behrens and Whittington, "Range, not independence, drives modularity in
 * biologically inspired representations", ICLR 2025, appendix on metrics:
 *   NCMI_nf = I(a_n; e_f | e_-f) / H(e_f | e_-f),   I(a_n; e_f | e_-f) = I(a_n; e) - I(a_n; e_-f),
 * cut to [0, 1]; e is all factors together, e_-f all but f. CInfoM and CInfoC are the modularity and compactness of NCMI over
 * active units (largestShares.ts). Where factors are correlated a unit for one of them also informs about the others: InfoM
 * counts that against it, CInfoM does not.
 *
 * Both terms are Ross's estimate with a label for every combination of levels that occurs, with the defaults of the authors'
 * program (github.com/kylehkhsu/modular): 2 neighbours, conditions repeated twice with noise 0.01 (latentNoise.ts), because
 * combinations that occur once would be left out; units active above 1/10 of the largest range. Estimates change with these:
 * compare scores at equal settings. Discrete latents by the plug-in estimate.
 *
 * Factors that are not categorical have no such labels. They, and all others then, are taken as they are by the estimator of
 * Frenzel and Pompe (math/information/conditional.ts), without noise or repeats, and NCMI is not divided, since
 * H(e_f | e_-f) of a continuous variable is no measure of information; categorical factors among them are refused.
 */
import { InputError } from "../math/errors.js";
import {
  type Coordinate,
  conditionalInformation,
  coordinate,
  entropy,
  type Labels,
  levelLabels,
  nearestConditionalTable,
} from "../math/information/index.js";
import { fold, type Key, key as rootKey } from "../math/random.js";
import type { Metric, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { type ActiveRule, activeLatents } from "./activeLatents.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { conventions } from "./infomec.js";
import { largestShares } from "./largestShares.js";
import { type LatentNoise, withLatentNoise } from "./latentNoise.js";
import { combined } from "./linearCinfomLogistic.js";
import { type NeighbourOptions, neighbourDefaults, neighbourTable } from "./neighbourInformation.js";
import { DORRELL_2025 } from "./sources.js";

export interface CinfomOptions extends ActiveRule, LatentNoise, NeighbourOptions {
  readonly latents: "continuous" | "discrete";
}

const { clip: _, ...modular } = conventions.modular;

/** The activity rule of the code for modular representations; latents are numbers. */
export const cinfomDefaults: CinfomOptions = { ...modular, jitter: neighbourDefaults.jitter, latents: "continuous" };

/** CInfoM and CInfoC; `matrix` is NCMI, `perUnit` and `perFactor` the shares behind them. */
export const cinfom: Metric<CinfomOptions> = (representation, options, key = rootKey(0)) => {
  const all: CinfomOptions = { ...cinfomDefaults, ...options };
  const { factors, conditions, units } = representation;
  const categorical = allCategorical(representation);
  const table = categorical ? ofLabels(representation, all, key) : ofNumbers(representation, all, key);
  const active = activeLatents(representation, all);
  const { modularity, compactness, perUnit, perFactor, notes } = largestShares(table, active);
  return {
    metric: "cinfom",
    score: modularity,
    parts: { cinfoM: modularity, cinfoC: compactness },
    perUnit,
    perFactor,
    matrix: { rows: units, columns: factors.length, data: table },
    settings: {
      ...all,
      ...(!categorical && { duplicates: 1, noise: 0 }),
      estimator: categorical ? (all.latents === "discrete" ? "histogram" : "ross") : "frenzel-pompe",
      normalised: categorical,
      samples: conditions,
      units,
      activeUnits: active.filter(Boolean).length,
      factorKinds: factors.map(({ kind }) => kind),
    },
    notes,
  };
};

/** True where all factors are categorical, false where none is. Throws InputError for both kinds together. */
function allCategorical({ factors }: Representation): boolean {
  const categorical = factors.filter(({ kind }) => kind === "categorical");
  if (categorical.length === factors.length || categorical.length === 0) return categorical.length > 0;
  throw new InputError(
    `factor "${categorical[0].name}" is categorical and others are not; conditional information takes one kind: ` +
      "declare all of them categorical, or none (--kinds NAME=categorical or NAME=continuous)",
  );
}

function ofLabels(representation: Representation, all: CinfomOptions, key: Key): Float64Array {
  const prepared = all.latents === "discrete" ? representation : withLatentNoise(representation, all, key);
  const labels = prepared.factors.map(({ values }) => levelLabels(values));
  const count = labels.length;
  const rest = labels.map((_, f) => combined(without(labels, f), prepared.conditions));
  const together = combined(labels, prepared.conditions);
  const left = rest.map((others) => entropy(together) - entropy(others));
  const nats =
    all.latents === "discrete"
      ? discreteTable(prepared, labels, rest)
      : differences(prepared, together, rest, all, key);
  const { factors } = representation;
  const determined = left.findIndex((value) => !(value > 1e-9));
  if (determined >= 0) {
    throw new InputError(
      `factor "${factors[determined].name}" can be told from the others in these conditions, so nothing is left to know ` +
        "about it: leave one out, or use the linear variant",
    );
  }
  return nats.map((value, at) => Math.min(1, Math.max(0, value / left[at % count])));
}

const without = <Item>(items: readonly Item[], left: number): Item[] => items.filter((_, i) => i !== left);

/** I(a_n; e) - I(a_n; e_-f), each cut at zero as the published program does. */
function differences(
  prepared: Representation,
  together: Labels,
  rest: readonly Labels[],
  all: CinfomOptions,
  key: Key,
): Float64Array {
  const readings = [together, ...rest].map((labels) => ({ labels }));
  const estimates = neighbourTable(prepared, readings, all, key);
  const columns = rest.length + 1;
  const at = (unit: number, column: number) => Math.max(0, estimates[unit * columns + column]);
  return Float64Array.from({ length: prepared.units * rest.length }, (_, i) => {
    const unit = Math.floor(i / rest.length);
    return at(unit, 0) - at(unit, 1 + (i % rest.length));
  });
}

function discreteTable(prepared: Representation, labels: readonly Labels[], rest: readonly Labels[]): Float64Array {
  const out = new Float64Array(prepared.units * labels.length);
  for (let unit = 0; unit < prepared.units; unit++) {
    const levels = levelLabels(unitActivity(prepared, unit));
    labels.forEach((own, f) => {
      out[unit * labels.length + f] = conditionalInformation(levels, own, rest[f]);
    });
  }
  return out;
}

/** Conditional information in nats; zero for units that never vary. */
function ofNumbers(representation: Representation, { neighbours, jitter }: CinfomOptions, key: Key): Float64Array {
  const { factors, units } = representation;
  const sources: Coordinate[] = factors.map(({ values, period = Infinity }, f) =>
    coordinate(values, fold(fold(key, "factors"), f), { jitter, period }),
  );
  const varying = varyingUnits(representation);
  const activity = varying.map((unit) =>
    coordinate(unitActivity(representation, unit), fold(fold(key, "units"), unit), { jitter }),
  );
  const table = nearestConditionalTable(activity, sources, neighbours);
  const out = new Float64Array(units * factors.length);
  varying.forEach((unit, row) => {
    for (let f = 0; f < factors.length; f++) {
      out[unit * factors.length + f] = Math.max(0, table[row * factors.length + f]);
    }
  });
  return out;
}

/** As the command line and the reports know it. */
export const cinfomEntry = metricEntry({
  metric: cinfom,
  title: "CInfoM: modularity of information given the other factors",
  citation: DORRELL_2025,
  draws: DRAWS.slow,
  against: OF_UNITS,
  meaning: "1 where every active unit is informative about one factor only, given all others, 0 where about all equally",
  parts: {
    cinfoM: "1 where every active unit is informative about one factor only, given all others, 0 where about all equally",
    cinfoC: "1 where a single active unit is informative about each factor, given all others",
  },
  defaults: cinfomDefaults,
  choices: { activeBy: ["range", "interquartile-range"], latents: ["continuous", "discrete"] },
});

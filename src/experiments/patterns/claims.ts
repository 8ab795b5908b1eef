/** The claims of `fig6-patterns` as inequalities over seeds. */
import { mean } from "../../math/statistics.js";
import { pairedDifference } from "../../math/statisticsPaired.js";
import type { JobResult, Verdict } from "../../protocols.js";
import { type Arm, FULL } from "../frame/arms.js";
import { digits, judged, shareOfSeeds, spread } from "../frame/claims.js";
import { PURE } from "../space/factorMeasures.js";
import { ofCondition, type SpatialResult } from "../space/measures.js";
import { FACTOR_ABLATIONS } from "../space/study.js";
import { type PatternValues, patternResults, STABLE } from "./job.js";
import type { Fig6PatternsSettings } from "./settings.js";
import type { PatternSettings } from "./study.js";

type Result = SpatialResult<PatternValues>;

/** As for the Fourier code: over 90 % of active neurons with more than 80 % of their variance on one side. */
const LEAST_PURE = 0.9;
const LEAST_SEEDS = 0.9;
const LEAST_HEXAGONAL = 13 / 20;
export const JUDGEABLE = { seeds: 5, otherSeeds: 3 } as const;

export function fig6PatternsVerdicts(results: readonly JobResult[], settings: Fig6PatternsSettings): Verdict[] {
  const all = patternResults(results);
  const full = ofCondition(all, FULL.id);
  return [
    learns(full, settings),
    twoTypes(full, settings),
    ...FACTOR_ABLATIONS.map((arm) => needs(arm, full, ofCondition(all, arm.id), settings)),
    hexagonal(full, settings),
  ];
}

/** Training long enough for a verdict: the default. */
const LEAST_UPDATES = 1500;
export const enough = (full: readonly Result[], { updates }: PatternSettings, seeds: number): boolean =>
  full.length >= seeds && updates >= LEAST_UPDATES;

export const settingsLine = ({ units, steps, updates, worlds }: PatternSettings): string =>
  `${units} neurons, ${steps} steps of formation, ${updates} updates of ${worlds} worlds; measured in 16 new worlds`;

function learns(full: readonly Result[], settings: Fig6PatternsSettings): Verdict {
  const places = full.map(({ values }) => values.placesRight);
  const objects = full.map(({ values }) => values.objectsRight[0]);
  const gains = full.map(({ values: { movesRight } }) => movesRight[0] - movesRight[1]);
  const holds = [...places, ...objects].every((share) => share > 0.9) && gains.every((gain) => gain > 0.1);
  return {
    id: "fig6-patterns.learns",
    claim: "Codes that form in a new world tell places, objects and the way to them.",
    criterion:
      "in every seed over 90 % of places and of objects decoded correctly, and moves over 10 percentage points better than the more frequent answer",
    measured:
      full.length === 0
        ? "nothing was trained"
        : `places ${spread(places, 2)}; objects ${spread(objects, 2)}; moves better by ${spread(gains, 2)}`,
    met: judged(enough(full, settings, JUDGEABLE.seeds), holds),
    settings: settingsLine(settings),
  };
}

/** Of the active neurons: those that the place explains, and those that it does not. */
export function patternTypes({ placeShares }: PatternValues) {
  const position = placeShares.filter((share) => share > PURE).length;
  const object = placeShares.filter((share) => share < 1 - PURE).length;
  return { active: placeShares.length, position, object, pureShare: (position + object) / placeShares.length };
}

function splits({ values }: Result): boolean {
  const { position, object, pureShare } = patternTypes(values);
  return pureShare > LEAST_PURE && position > 0 && object > 0;
}

const criterion = `over ${100 * LEAST_PURE} % of active neurons have more than ${100 * PURE} % or less than 20 % of their variance explained by the place, both kinds present`;

function describe(results: readonly Result[]): string {
  const types = results.map(({ values }) => patternTypes(values));
  const of = (value: (type: (typeof types)[number]) => number, count = 1) => digits(mean(types.map(value)), count);
  const measure = (value: (values: PatternValues) => number) => digits(mean(results.map((r) => value(r.values))));
  return (
    `${shareOfSeeds(results.filter(splits).length, results.length)}; in the mean ${of((t) => t.position)} neurons that the place explains and ` +
    `${of((t) => t.object)} that it does not, of ${of((t) => t.active)} active, pure share ${of((t) => t.pureShare, 2)}; correlation between ` +
    `worlds over ${STABLE} for ${measure((v) => mean(v.layoutCorrelations.map((r) => Number(r > STABLE))))} of neurons; overlap of readout ` +
    `weights of places with those of objects ${measure((v) => v.overlap)}, of moves ${measure((v) => v.moveOverlap)}`
  );
}

const pureShares = (results: readonly Result[]) =>
  results.map(({ seed, values }) => ({ label: `seed ${seed}: pure share`, value: patternTypes(values).pureShare }));

function twoTypes(full: readonly Result[], settings: Fig6PatternsSettings): Verdict {
  return {
    id: "fig6-patterns.two-types",
    claim: "Neurons are of two types, those that objects do not change and those that only objects drive.",
    criterion: `${criterion}, in at least ${100 * LEAST_SEEDS} % of seeds`,
    measured: full.length === 0 ? "nothing was trained" : describe(full),
    met: judged(enough(full, settings, JUDGEABLE.seeds), full.filter(splits).length >= LEAST_SEEDS * full.length),
    settings: settingsLine(settings),
    values: pureShares(full),
  };
}

function needs(arm: Arm, full: readonly Result[], ablated: readonly Result[], settings: Fig6PatternsSettings): Verdict {
  const seeds = ablated.map(({ seed }) => seed);
  const paired = full.filter(({ seed }) => seeds.includes(seed));
  const overlaps = (results: readonly Result[]) => results.map(({ values }) => values.overlap);
  const judgeable = enough(ablated, settings, JUDGEABLE.otherSeeds) && paired.length === ablated.length;
  const difference = judgeable ? pairedDifference(overlaps(ablated), overlaps(paired)) : undefined;
  const holds = difference !== undefined && difference.interval[0] > 0 && !ablated.some(splits);
  return {
    id: `fig6-patterns.needs-${arm.id.replace(/^no-/, "")}`,
    claim: `Codes ${arm.label} do not split, and readouts of places and objects use the same neurons.`,
    criterion: `in no seed: ${criterion}; and overlap of readout weights higher than with all constraints, 95 % interval of the mean paired difference over 0`,
    measured:
      ablated.length === 0
        ? "nothing was trained"
        : `${describe(ablated)}${difference ? `; overlap higher by ${digits(difference.mean)} [${difference.interval.map((end) => digits(end)).join(", ")}]` : ""}`,
    met: judged(judgeable, holds),
    settings: settingsLine(settings),
    values: pureShares(ablated),
  };
}

function hexagonal(full: readonly Result[], settings: Fig6PatternsSettings): Verdict {
  const count = full.filter(({ values }) => values.grid?.hexagonal).length;
  return {
    id: "fig6-patterns.hexagonal-module",
    claim: "Neurons that objects do not change are hexagonal grid cells.",
    criterion: "a hexagonal module among them in at least 65 % of seeds",
    measured: full.length === 0 ? "nothing was trained" : shareOfSeeds(count, full.length),
    met: judged(enough(full, settings, JUDGEABLE.seeds), count >= LEAST_HEXAGONAL * full.length - 1e-9),
    settings: `module as in grid-cells; 16 x 16 maps, ${settings.fieldShuffles} field shuffles; ${settingsLine(settings)}`,
    values: full.map(({ seed, values }) => ({
      label: `seed ${seed}: share of stable neurons in the largest module`,
      value: values.grid && values.grid.cells.length > 0 ? values.grid.module.length / values.grid.cells.length : 0,
    })),
  };
}

/** The claims of `fig6` as inequalities over seeds. */
import { mean } from "../../../math/statistics.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { type Arm, FULL } from "../../frame/arms.js";
import { judged, shareOfSeeds } from "../../frame/claims.js";
import { countTypes, PURE } from "../factorMeasures.js";
import { type FactorValues, factorResults, ofCondition, type SpatialResult } from "../measures.js";
import { FACTOR_ABLATIONS } from "../study.js";
import type { Fig6Settings } from "./settings.js";

type Result = SpatialResult<FactorValues>;

const LEAST_PURE = 0.9;
const LEAST_SEEDS = 0.9;
/** Share of seeds with a hexagonal module, as for `grid-cells`. */
const LEAST_HEXAGONAL = 13 / 20;
const JUDGEABLE = { seeds: 10, ablatedSeeds: 3, updates: 2000 } as const;

export function fig6Verdicts(results: readonly JobResult[], settings: Fig6Settings): Verdict[] {
  const all = factorResults(results);
  const full = ofCondition(all, FULL.id);
  const enough = full.length >= JUDGEABLE.seeds && settings.updates >= JUDGEABLE.updates;
  const line = `${settings.units} neurons, ${settings.updates} updates; probed with both factors uniform and independent`;
  return [
    twoTypes(full, enough, line),
    ...FACTOR_ABLATIONS.map((arm) => needs(arm, ofCondition(all, arm.id), settings, line)),
    layouts(full, enough, line),
    hexagonal(full, enough, settings),
  ];
}

/** Over 90 % of active neurons pure, and both types present. */
function splits({ values }: Result): boolean {
  const { position, objectVector, pureShare } = countTypes(values);
  return pureShare > LEAST_PURE && position > 0 && objectVector > 0;
}

const typesCriterion = `over ${100 * LEAST_PURE} % of active neurons have more than ${100 * PURE} % of their tuning power in one factor, both types present`;

const pureShares = (results: readonly Result[]) =>
  results.map(({ seed, values }) => ({
    label: `seed ${seed}: share of pure neurons`,
    value: countTypes(values).pureShare,
  }));

function describeTypes(results: readonly Result[]): string {
  const counts = results.map(({ values }) => countTypes(values));
  const range = (of: (count: (typeof counts)[number]) => number, digits = 0) => {
    const all = counts.map(of);
    return `${Math.min(...all).toFixed(digits)} to ${Math.max(...all).toFixed(digits)}`;
  };
  const mirs = results.map(({ values }) => values.mir);
  const overlaps = results.map(({ values }) => values.overlap);
  return (
    `${shareOfSeeds(results.filter(splits).length, results.length)}; of ${range((c) => c.active)} active neurons ` +
    `${range((c) => c.position)} position cells and ${range((c) => c.objectVector)} object-vector cells, pure share ` +
    `${range((c) => c.pureShare, 2)}; MIR ${mean(mirs).toFixed(3)}, overlap of the two populations ${mean(overlaps).toFixed(3)} in the mean`
  );
}

function twoTypes(full: readonly Result[], enough: boolean, settings: string): Verdict {
  return {
    id: "fig6.two-types",
    claim: "Where objects move, neurons are position cells or object-vector cells.",
    criterion: `${typesCriterion}, in at least ${100 * LEAST_SEEDS} % of seeds`,
    measured: full.length === 0 ? "nothing was trained" : describeTypes(full),
    met: judged(enough, full.filter(splits).length >= LEAST_SEEDS * full.length),
    settings,
    values: pureShares(full),
    notes: [
      "The loss gives waves over both factors no purpose; that neurons do not add up waves of either factor is the result.",
    ],
  };
}

function needs(arm: Arm, ablated: readonly Result[], { updates }: Fig6Settings, settings: string): Verdict {
  const enough = ablated.length >= JUDGEABLE.ablatedSeeds && updates >= JUDGEABLE.updates;
  return {
    id: `fig6.needs-${arm.id.replace(/^no-/, "")}`,
    claim: `Codes ${arm.label} do not split into the two types.`,
    criterion: `in no seed: ${typesCriterion}`,
    measured: ablated.length === 0 ? "nothing was trained" : describeTypes(ablated),
    met: judged(enough, !ablated.some(splits)),
    settings,
    values: pureShares(ablated),
  };
}

/** Mean layout correlation of the pure cells of one type; NaN where there is none. */
function typeCorrelation({ values: { shares, layoutCorrelations } }: Result, type: 0 | 1): number {
  return mean(layoutCorrelations.filter((_, i) => shares[i][type] > PURE));
}

const LEAST_STABLE = 0.9;
const MOST_MOVING = 0.3;

function layouts(full: readonly Result[], enough: boolean, settings: string): Verdict {
  const position = full.map((result) => typeCorrelation(result, 0));
  const vector = full.map((result) => typeCorrelation(result, 1));
  const holds = position.every((r) => r > LEAST_STABLE) && vector.every((r) => r < MOST_MOVING);
  const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
  return {
    id: "fig6.object-moves-object-cells-only",
    claim: "Maps of position cells do not change when the object moves; those of object-vector cells do.",
    criterion: `mean correlation of maps between layouts over ${LEAST_STABLE} for position cells and under ${MOST_MOVING} for object-vector cells, in every seed`,
    measured:
      full.length === 0
        ? "nothing was trained"
        : `position cells ${range(position)}, object-vector cells ${range(vector)}`,
    met: judged(enough, holds),
    settings: `8 random places of the object; ${settings}`,
    notes: ["Cells are sorted by tuning power first, so this says how far apart the two modes lie."],
  };
}

function hexagonal(full: readonly Result[], enough: boolean, { fieldShuffles, mapBins }: Fig6Settings): Verdict {
  const hex = full.filter(({ values }) => values.grid?.hexagonal);
  return {
    id: "fig6.position-cells-are-hexagonal",
    claim: "The position cells are hexagonal grid cells.",
    criterion: "a hexagonal module among the position cells in at least 65 % of seeds",
    measured: full.length === 0 ? "nothing was trained" : shareOfSeeds(hex.length, full.length),
    met: judged(enough, hex.length >= LEAST_HEXAGONAL * full.length - 1e-9),
    settings: `module as in grid-cells, of position cells only; ${mapBins} x ${mapBins} maps, ${fieldShuffles} field shuffles`,
    values: full.map(({ seed, values }) => ({
      label: `seed ${seed}: share of position cells in the largest module`,
      value: values.grid ? values.grid.module.length / values.grid.cells.length : Number.NaN,
    })),
  };
}

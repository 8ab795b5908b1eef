/** The claims of `grid-cells` as inequalities over seeds. */
import { median } from "../../../math/statistics.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { type Arm, FULL } from "../../frame/arms.js";
import { judged, shareOfSeeds } from "../../frame/claims.js";
import { type GridPopulation, SMALLEST_MODULE, SMALLEST_MODULE_SHARE } from "../maps.js";
import { gridResults, ofCondition, type SpatialResult } from "../measures.js";
import { GRID_ABLATIONS } from "../study.js";
import type { GridCellsSettings } from "./settings.js";

/** Share of seeds with a hexagonal module, as accepted before any was trained: 13 of 20. */
export const LEAST_SHARE = 13 / 20;
const JUDGEABLE = { seeds: 10, ablatedSeeds: 3, updates: 2500 } as const;

type Result = SpatialResult<GridPopulation>;

export function gridCellsVerdicts(results: readonly JobResult[], settings: GridCellsSettings): Verdict[] {
  const all = gridResults(results);
  return [
    moduleVerdict(ofCondition(all, FULL.id), settings),
    ...GRID_ABLATIONS.map((arm) => needs(arm, all, settings)),
  ];
}

const definition = ({ mapBins, fieldShuffles }: GridCellsSettings): string =>
  `module: at least ${SMALLEST_MODULE} and ${100 * SMALLEST_MODULE_SHARE} % of active neurons with spacings within 10 %, ` +
  "orientations within 5 degrees, ellipticity at most 1.2, each p < 0.05 against its own " +
  `${fieldShuffles} field shuffles (expanding-ring score of ${mapBins} x ${mapBins} maps)`;

const memberShare = ({ values }: Result): number =>
  values.cells.length === 0 ? 0 : values.module.length / values.cells.length;

const perSeed = (results: readonly Result[]) =>
  results.map((result) => ({ label: `seed ${result.seed}: share in the largest module`, value: memberShare(result) }));

function moduleVerdict(full: readonly Result[], settings: GridCellsSettings): Verdict {
  const count = full.filter(({ values }) => values.hexagonal).length;
  const enough = full.length >= JUDGEABLE.seeds && settings.updates >= JUDGEABLE.updates;
  const without = full.filter(({ values }) => !values.hexagonal).map(describeFailure);
  return {
    id: "grid-cells.hexagonal-module",
    claim: "With nonnegativity, energies and path integration a module of hexagonal grid cells forms.",
    criterion: "a hexagonal module in at least 65 % of the seeds (13 of 20)",
    measured: full.length === 0 ? "nothing was trained" : shareOfSeeds(count, full.length) + describeModules(full),
    met: judged(enough, count >= LEAST_SHARE * full.length - 1e-9),
    settings: `${definition(settings)}; ${settings.units} neurons, ${settings.updates} updates; Wilson's 95 % interval`,
    values: perSeed(full),
    notes: without.length === 0 ? [] : [`Without: ${without.join("; ")}.`],
  };
}

function describeModules(full: readonly Result[]): string {
  const found = full.filter(({ values }) => values.hexagonal);
  if (found.length === 0) return "";
  const members = found.flatMap(({ values }) => values.cells.filter(({ unit }) => values.module.includes(unit)));
  const middle = (of: (cell: (typeof members)[number]) => number) => median(members.map(of)).toFixed(2);
  return (
    `; medians of their members: score ${middle((c) => c.score)}, spacing ${middle((c) => c.spacing)} ` +
    `(box 6.28), ellipticity ${middle((c) => c.ellipticity)}`
  );
}

/** Why a seed has no module: how many of its active neurons pass each condition. */
function describeFailure({ seed, values: { cells, module } }: Result): string {
  const significant = cells.filter(({ p }) => p < 0.05).length;
  const round = cells.filter(({ ellipticity }) => ellipticity <= 1.2).length;
  return (
    `seed ${seed}, of ${cells.length} active ${significant} significant, ${round} of ellipticity at most 1.2, ` +
    `${module.length} in the largest module`
  );
}

function needs(arm: Arm, all: readonly Result[], settings: GridCellsSettings): Verdict {
  const ablated = ofCondition(all, arm.id);
  const count = ablated.filter(({ values }) => values.hexagonal).length;
  const enough = ablated.length >= JUDGEABLE.ablatedSeeds && settings.updates >= JUDGEABLE.updates;
  const name = arm.id === "no-weight-energy" ? "path-integration-energy" : arm.id.replace(/^no-/, "");
  return {
    id: `grid-cells.needs-${name}`,
    claim: `Codes ${arm.label} form no hexagonal module.`,
    criterion: "no seed with a hexagonal module",
    measured: ablated.length === 0 ? "nothing was trained" : shareOfSeeds(count, ablated.length),
    met: judged(enough, count === 0),
    settings: `${definition(settings)}; ${settings.updates} updates; few seeds: see the interval`,
    values: perSeed(ablated),
  };
}

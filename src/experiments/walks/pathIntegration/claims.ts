/** The claims of `path-integration` as inequalities over seeds. */
import { mean } from "../../../math/statistics.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { type Arm, FULL } from "../../frame/arms.js";
import { judged, shareOfSeeds, spread } from "../../frame/claims.js";
import { countTypes } from "../../space/factorMeasures.js";
import { ofCondition, type SpatialResult } from "../../space/measures.js";
import { BLIND_MOVES, type WalkValues, walkResults } from "../job.js";
import { WALK_ABLATIONS } from "../study.js";
import type { PathIntegrationSettings } from "./settings.js";

type Result = SpatialResult<WalkValues>;

/** Of neurons that follow one factor each; a network of the same size without rectification is below 0.3. */
export const SPLIT = 0.9;
const LEAST_SEEDS = 0.9;
const LEAST_RIGHT = 0.99;
const JUDGEABLE = { seeds: 10, ablatedSeeds: 3, updates: 6000 } as const;

export function pathIntegrationVerdicts(results: readonly JobResult[], settings: PathIntegrationSettings): Verdict[] {
  const all = walkResults(results);
  const full = ofCondition(all, FULL.id);
  return [
    closedLoop(full, settings),
    splitVerdict(full, settings),
    ...WALK_ABLATIONS.map((arm) => needs(arm, ofCondition(all, arm.id), settings)),
  ];
}

const settingsLine = ({ side, units, updates, moves }: PathIntegrationSettings): string =>
  `room of ${side} x ${side} places, ${units} neurons, ${updates} updates with walks of ${moves} moves; measured in every pair of place ` +
  `and object after ${BLIND_MOVES} blind moves, four ways`;

const enoughFull = (full: readonly Result[], { updates }: PathIntegrationSettings): boolean =>
  full.length >= JUDGEABLE.seeds && updates >= JUDGEABLE.updates;

function closedLoop(full: readonly Result[], settings: PathIntegrationSettings): Verdict {
  const worst = full.map(({ values }) => Math.min(...values.accuracy));
  return {
    id: "path-integration.closed-loop",
    claim: "The network knows place and displacement from its moves alone.",
    criterion: `after ${BLIND_MOVES} blind moves both are decoded correctly in at least ${100 * LEAST_RIGHT} % of cases, in every seed`,
    measured: full.length === 0 ? "nothing was trained" : `the rarer of the two right: ${spread(worst)}`,
    met: judged(
      enoughFull(full, settings),
      worst.every((right) => right >= LEAST_RIGHT),
    ),
    settings: settingsLine(settings),
    values: full.map(({ seed }, i) => ({ label: `seed ${seed}: share right`, value: worst[i] })),
  };
}

function splits({ values }: Result): boolean {
  const { position, objectVector } = countTypes(values);
  return values.contrast > SPLIT && position > 0 && objectVector > 0;
}

const criterion = `mean over active neurons of |v_x - v_y| / (v_x + v_y) over ${SPLIT}, v the variance explained by place or displacement, both types present`;

const contrasts = (results: readonly Result[]) =>
  results.map(({ seed, values }) => ({ label: `seed ${seed}: contrast`, value: values.contrast }));

function describe(results: readonly Result[]): string {
  const counts = results.map(({ values }) => countTypes(values));
  const of = (value: (count: (typeof counts)[number]) => number) => mean(counts.map(value)).toFixed(1);
  return (
    `${shareOfSeeds(results.filter(splits).length, results.length)}; contrast ${spread(results.map(({ values }) => values.contrast))}; in the ` +
    `mean ${of((c) => c.position)} position and ${of((c) => c.objectVector)} object-vector cells of ${of((c) => c.active)} active; MIR ` +
    `${mean(results.map(({ values }) => values.mir)).toFixed(3)}, overlap of readout weights ` +
    `${mean(results.map(({ values }) => values.overlap)).toFixed(3)}`
  );
}

function splitVerdict(full: readonly Result[], settings: PathIntegrationSettings): Verdict {
  return {
    id: "path-integration.splits",
    claim: "Its neurons are position cells or object-vector cells.",
    criterion: `${criterion}, in at least ${100 * LEAST_SEEDS} % of seeds`,
    measured: full.length === 0 ? "nothing was trained" : describe(full),
    met: judged(enoughFull(full, settings), full.filter(splits).length >= LEAST_SEEDS * full.length),
    settings: settingsLine(settings),
    values: contrasts(full),
  };
}

function needs(arm: Arm, ablated: readonly Result[], settings: PathIntegrationSettings): Verdict {
  const enough = ablated.length >= JUDGEABLE.ablatedSeeds && settings.updates >= JUDGEABLE.updates;
  return {
    id: `path-integration.needs-${arm.id.replace(/^no-/, "")}`,
    claim: `Networks ${arm.label} do not split.`,
    criterion: `in no seed: ${criterion}`,
    measured: ablated.length === 0 ? "nothing was trained" : describe(ablated),
    met: judged(enough, !ablated.some(splits)),
    settings: settingsLine(settings),
    values: contrasts(ablated),
    ...(arm.id === "no-nonnegativity" && { notes: ["Without rectification the network is linear too."] }),
  };
}

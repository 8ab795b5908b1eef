/** Verdicts of `reach-preparation`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import type { ReachValues } from "./job.js";
import type { Kind, ReachSettings } from "./settings.js";

export type ReachRow = ReachValues & Row;

/** Of each seed the network with the least objective. */
export function bestOf(rows: readonly ReachRow[], kind: Kind): ReachRow[] {
  const own = rows.filter((row) => row.kind === kind);
  return [...new Set(own.map(({ seed }) => seed))].map((seed) =>
    own.filter((row) => row.seed === seed).reduce((best, row) => (row.objective < best.objective ? row : best)),
  );
}

/** Stored in the published notebook: movement in preparation, preparation in movement. */
export const PUBLISHED: Readonly<Partial<Record<Kind, readonly [number, number]>>> = {
  single: [0.124, 0.649],
  apart: [0.466, 0.594],
};
const [PUBLISHED_MOVEMENT, PUBLISHED_PREPARATION] = [0.124, 0.649];
const NEAR = 0.05;

const overlaps = (rows: readonly ReachRow[]): string =>
  `movement in preparation ${spread(rows.map((row) => row.movementInPreparation))}; preparation in movement ${spread(rows.map((row) => row.preparationInMovement))}; ` +
  `random subspaces ${digits(Math.max(...rows.map(({ chance }) => chance[0])), 2)} and ${digits(Math.max(...rows.map(({ chance }) => chance[1])), 2)} at most`;

export function reachClaims(rows: readonly ReachRow[], settings: ReachSettings): Verdict[] {
  const common = (of: readonly ReachRow[]) => ({
    of,
    enough: longEnough(settings, { updates: 20_000, seeds: 3 }, of.length),
    measured: () => overlaps(of),
    settings: `${settings.units} rectified units, ${settings.updates} updates, ${of.length} seeds; components with more than 0.1 % of a period's variance, trials of a single reach`,
    value: ({ seed, preparationInMovement }: ReachRow) => ({
      label: `seed ${seed}, preparation in movement`,
      value: preparationInMovement,
    }),
  });
  return [
    verdict({
      id: "reach-preparation.single-as-published",
      claim: "Where reaches are made one at a time, preparation and movement share directions as much as published.",
      criterion: `movement in preparation within ${NEAR} of ${PUBLISHED_MOVEMENT}, preparation in movement of ${PUBLISHED_PREPARATION}, in every seed`,
      every: ({ movementInPreparation, preparationInMovement }) =>
        Math.abs(movementInPreparation - PUBLISHED_MOVEMENT) <= NEAR &&
        Math.abs(preparationInMovement - PUBLISHED_PREPARATION) <= NEAR,
      ...common(bestOf(rows, "single")),
    }),
    verdict({
      id: "reach-preparation.apart-shares",
      claim:
        "Two reaches of which the second is prepared after the first was made leave preparation and movement in shared directions.",
      criterion: "movement in preparation at least 0.4 and preparation in movement at least 0.5, in every seed",
      every: ({ movementInPreparation, preparationInMovement }) =>
        movementInPreparation >= 0.4 && preparationInMovement >= 0.5,
      ...common(bestOf(rows, "apart")),
    }),
    verdict({
      id: "reach-preparation.overlapping-orthogonal",
      claim:
        "Where the second reach is prepared while the first is made, preparation leaves the directions of movement.",
      criterion: "preparation in movement at most 0.15, in every seed",
      every: ({ preparationInMovement }) => preparationInMovement <= 0.15,
      ...common(bestOf(rows, "overlapping")),
    }),
  ];
}

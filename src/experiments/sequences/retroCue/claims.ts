/** Verdicts of `retro-cue`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import type { ColourPairs } from "../../../tasks/sequences/cuedRecall.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import { delayOptimum } from "../delayOptimum.js";
import type { RetroCueValues } from "./job.js";
import type { RetroCueSettings } from "./settings.js";

export type RetroCueRow = RetroCueValues & Row;

export const rowsOf = (rows: readonly RetroCueRow[], shown: ColourPairs): RetroCueRow[] =>
  rows.filter((row) => row.shown === shown);

const smaller = ({ angles }: RetroCueRow): number => angles[0];

export function retroCueClaims(rows: readonly RetroCueRow[], settings: RetroCueSettings): Verdict[] {
  const [all, doubled, without] = (["all", "opposite-doubled", "without-same"] as const).map((shown) =>
    rowsOf(rows, shown),
  );
  const doubledOf = (seed: number): RetroCueRow | undefined => doubled.find((row) => row.seed === seed);
  const certified = (shown: ColourPairs): string =>
    delayOptimum(settings.colours, shown)
      .angles.map((angle) => digits(angle, 1))
      .join(" and "); // prettier-ignore
  const common = (of: readonly RetroCueRow[], shown: ColourPairs) => ({
    of,
    enough: longEnough(settings, { updates: 40_000, seeds: 3 }, of.length),
    settings: `${settings.colours} colours, ${settings.units} linear units, ${settings.updates} updates, ${of.length} seeds; angles between the leading two directions of encoding differences`,
    value: (row: RetroCueRow) => ({ label: `seed ${row.seed}`, value: smaller(row) }),
    measured: () =>
      `smaller angle ${spread(of.map(smaller), 1)} degrees, larger ${spread(
        of.map(({ angles }) => angles[1]),
        1,
      )}; certified optimum of the delay alone ${certified(shown)}`, // prettier-ignore
  });
  const paired = without.filter(({ seed }) => doubledOf(seed) !== undefined);
  return [
    verdict({
      id: "retro-cue.all-orthogonal",
      claim: "Where all pairs of colours are shown the two memories are orthogonal.",
      criterion: "smaller angle at least 88 degrees in every seed",
      every: (row) => smaller(row) >= 88,
      ...common(all, "all"),
    }),
    verdict({
      id: "retro-cue.without-same-tilts",
      claim: "Where the two colours are never the same the memories tilt towards each other.",
      criterion: "smaller angle at most 83 degrees, and below that with opposite pairs doubled, in every seed",
      every: (row) => smaller(row) <= 83 && smaller(row) < smaller(doubledOf(row.seed) ?? row),
      ...common(paired, "without-same"),
      notes: [
        "The maps from delay to reports are charged too and are no moves of the memories, so that training may tilt them further than the delay's own optimum.",
      ],
    }),
    verdict({
      id: "retro-cue.correlation-tilts-less",
      claim: "Colours that are correlated, but in all combinations, tilt less than a missing combination does.",
      criterion: "smaller angle with opposite pairs doubled above 83 degrees in every seed",
      every: (row) => smaller(row) > 83,
      ...common(doubled, "opposite-doubled"),
    }),
  ];
}

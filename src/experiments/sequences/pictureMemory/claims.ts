/** Verdicts of `picture-memory`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import type { PictureValues, ShownPairs } from "./job.js";
import type { PictureSettings } from "./settings.js";
import { delayedPictures } from "./theory.js";

export type PictureRow = PictureValues & Row;

/** Activity and weights where the published run stopped: four pictures, never the same twice. */
const STORED = { energy: 96, pictures: 4 };
/** How far above that a training may end. */
const ABOVE = 0.05;
/** Squared error up to which both pictures are reported. */
const EXACT = 1e-3;
/** Part of active units from which a kind of cell counts as there. */
const SOME = 0.2;
/** Mean share from which units count as units of one rank each. */
const SEPARATE = 0.9;
/** How far the mean share may differ with repeats. */
const ALIKE = 0.1;

export const rowsOf = (rows: readonly PictureRow[], shown: ShownPairs): PictureRow[] =>
  rows.filter((row) => row.shown === shown);

export const partOf = (row: PictureRow, kind: "first" | "second" | "both" | "visual"): number => row[kind] / row.active;

interface Line {
  readonly enough: boolean;
  readonly settings: string;
}

export function pictureClaims(rows: readonly PictureRow[], settings: PictureSettings): Verdict[] {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const line = {
    enough: longEnough(settings, { updates: 60_000, seeds: 3 }, seeds),
    settings: `${settings.pictures} pictures, ${settings.units} linear units, ${settings.updates} updates, ${seeds} seeds; additive regression on both pictures at the ends of the delays, a unit of both ranks where its smaller part is above a tenth of the larger`,
  };
  const without = rowsOf(rows, "without-same");
  return [
    reports(rows, line),
    visual(without, line),
    firstRank(without, line),
    oneRankEach(without, settings, line),
    repeatsDoNotMatter(rows, settings, line),
    nearStored(settings.pictures === STORED.pictures ? without : [], line),
  ];
}

const reports = (rows: readonly PictureRow[], line: Line): Verdict =>
  verdict({
    id: "picture-memory.reports",
    claim: "Both pictures are reported in order.",
    criterion: `squared error, sum over outputs, at most ${EXACT} in every network`,
    of: rows,
    every: ({ error }) => error <= EXACT,
    measured: () =>
      `squared error ${spread(
        rows.map(({ error }) => error),
        6,
      )}`, // prettier-ignore
    value: ({ condition, seed, error }) => ({ label: `${condition}, seed ${seed}`, value: error }),
    ...line,
  });

const visual = (rows: readonly PictureRow[], line: Line): Verdict =>
  verdict({
    id: "picture-memory.visual-cells",
    claim: "Some neurons hold a picture after it was shown, whatever its rank.",
    criterion: `units that follow the second picture in the second delay, and like most the one that they like most as the first in the first delay: at least ${100 * SOME} % of those active, in every seed`,
    of: rows,
    every: (row) => partOf(row, "visual") >= SOME,
    measured: () =>
      `${rows.map(({ visual: cells, active }) => `${cells} of ${active}`).join(", ")}; active in the first delay ${rows.map(({ firstActive }) => firstActive).join(", ")}`,
    value: (row) => ({ label: `seed ${row.seed}`, value: partOf(row, "visual") }),
    notes: [
      "What a picture does in the steps after it is shown goes through the same weights at either rank, so that a linear network cannot do otherwise.",
    ],
    ...line,
  });

const firstRank = (rows: readonly PictureRow[], line: Line): Verdict =>
  verdict({
    id: "picture-memory.rank-cells",
    claim: "Others hold a picture of one rank: the first, once the second was shown.",
    criterion: `units that follow the first picture alone in the second delay: at least ${100 * SOME} % of those active, in every seed`,
    of: rows,
    every: (row) => partOf(row, "first") >= SOME,
    measured: () => rows.map(({ first, active }) => `${first} of ${active}`).join(", "),
    value: (row) => ({ label: `seed ${row.seed}`, value: partOf(row, "first") }),
    ...line,
  });

const saving = (pictures: number, shown: ShownPairs): string =>
  `${digits(100 * delayedPictures(pictures, shown).saving, 2)} %`;

const shares = (rows: readonly PictureRow[]): string => spread(rows.map(({ share }) => share));

const oneRankEach = (rows: readonly PictureRow[], { pictures }: PictureSettings, line: Line): Verdict =>
  verdict({
    id: "picture-memory.one-rank-each",
    claim: "In the second delay neurons follow the picture of one rank each, as in the certified optimum of its code.",
    criterion: `mean share of tuning to the main rank at least ${SEPARATE} in every seed`,
    of: rows,
    every: ({ share }) => share >= SEPARATE,
    measured: () =>
      `share ${shares(rows)}; ${rows.map(({ both, active }) => `${both} of ${active}`).join(", ")} of both ranks; certified share ${digits(delayedPictures(pictures, "without-same").share)}, mixing saves ${saving(pictures, "without-same")}`,
    value: ({ seed, share }) => ({ label: `seed ${seed}`, value: share }),
    ...line,
  });

function repeatsDoNotMatter(rows: readonly PictureRow[], { pictures }: PictureSettings, line: Line): Verdict {
  const pairs = rowsOf(rows, "without-same").flatMap((row) =>
    rowsOf(rows, "all").flatMap((whole) => (whole.seed === row.seed ? [{ row, whole }] : [])),
  );
  return verdict({
    id: "picture-memory.repeats-do-not-matter",
    claim: "With four pictures it does not matter that none is shown twice, as the certified optimum says.",
    criterion: `the mean share differs by at most ${ALIKE} with repeats, in every seed`,
    of: pairs,
    every: ({ row, whole }) => Math.abs(row.share - whole.share) <= ALIKE,
    measured: () =>
      `share ${shares(pairs.map(({ row }) => row))} without repeats, ${shares(pairs.map(({ whole }) => whole))} with them; mixing saves ${saving(pictures, "without-same")} and ${saving(pictures, "all")}, certified`,
    value: ({ row, whole }) => ({ label: `seed ${row.seed}, difference`, value: row.share - whole.share }),
    ...line,
  });
}

const nearStored = (rows: readonly PictureRow[], line: Line): Verdict =>
  verdict({
    id: "picture-memory.near-the-stored-energy",
    claim: "Training ends near the energy at which the published run stopped.",
    criterion: `activity and weights in the published loss's units at most ${100 * ABOVE} % above ${STORED.energy}, in every seed`,
    of: rows,
    every: ({ energy }) => energy <= STORED.energy * (1 + ABOVE),
    measured: () =>
      spread(
        rows.map(({ energy }) => energy),
        1,
      ), // prettier-ignore
    nothing: "four pictures, never the same twice, were not trained",
    value: ({ seed, energy }) => ({ label: `seed ${seed}`, value: energy }),
    ...line,
  });

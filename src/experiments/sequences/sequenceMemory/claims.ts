/** Verdicts of `sequence-memory`, fixed before the recorded seeds were trained. */
import { median } from "../../../math/statistics.js";
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import { delayOptimum } from "../delayOptimum.js";
import type { MemoryCondition, MemoryValues } from "./job.js";
import type { MemorySettings } from "./settings.js";

export type MemoryRow = MemoryValues & Row;

/** Degrees from which two planes count as orthogonal. */
const ORTHOGONAL = 85;
/** Where theory says that missing repeats tilt memories, and where not. */
const FEW = 3;
const MANY = 6;

export const rowsOf = (rows: readonly MemoryRow[], places: number, shown: MemoryCondition["shown"]): MemoryRow[] =>
  rows.filter((row) => row.places === places && row.shown === shown);

export const smaller = ({ angles }: Pick<MemoryRow, "angles">): number => angles[0];

export const certifiedAngle = ({ places, shown }: MemoryCondition): number => delayOptimum(places, shown).angles[0];

/** By how many degrees the smaller angle is lower without repeats than with them. */
interface Lowering {
  readonly seed: number;
  readonly degrees: number;
}

export const loweringsOf = (rows: readonly MemoryRow[], places: number): Lowering[] =>
  rowsOf(rows, places, "without-same").flatMap((row) =>
    rowsOf(rows, places, "all").flatMap((whole) =>
      whole.seed === row.seed ? [{ seed: row.seed, degrees: smaller(whole) - smaller(row) }] : [],
    ),
  );

export function memoryClaims(rows: readonly MemoryRow[], settings: MemorySettings): Verdict[] {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const line = {
    enough: longEnough(settings, { updates: 20_000, seeds: 3 }, seeds),
    settings: `${settings.units} linear units, ${settings.updates} updates, ${seeds} seeds; angles between the leading two directions of encoding differences in the delay`,
  };
  return [withRepeats(rows, line), missingTilts(rows, line), sixDoesNot(rows, line)];
}

interface Line {
  readonly enough: boolean;
  readonly settings: string;
}

function withRepeats(rows: readonly MemoryRow[], line: Line): Verdict {
  const whole = rows.filter(({ shown }) => shown === "all");
  return verdict({
    id: "sequence-memory.repeats-orthogonal",
    claim: "Where every pair of places is shown the first and the second are held in orthogonal planes.",
    criterion: `smaller angle at least ${ORTHOGONAL} degrees, for every number of places in every seed`,
    of: whole,
    every: (row) => smaller(row) >= ORTHOGONAL,
    measured: () => `smaller angle ${spread(whole.map(smaller), 1)} degrees; certified 90 for all`,
    value: (row) => ({ label: `${row.places} places, seed ${row.seed}`, value: smaller(row) }),
    ...line,
  });
}

function missingTilts(rows: readonly MemoryRow[], line: Line): Verdict {
  const lowered = loweringsOf(rows, FEW);
  return verdict({
    id: "sequence-memory.missing-repeats-tilt",
    claim: "With three places, memories tilt towards each other where no place is shown twice.",
    criterion: "smaller angle of three places lower without repeats than with them, in every seed",
    of: lowered,
    every: ({ degrees }) => degrees > 0,
    measured: () =>
      `lower by ${spread(
        lowered.map(({ degrees }) => degrees),
        1,
      )} degrees; smaller angle ${spread(rowsOf(rows, FEW, "without-same").map(smaller), 1)}, certified ${digits(certifiedAngle({ places: FEW, shown: "without-same" }), 1)}`, // prettier-ignore
    value: ({ seed, degrees }) => ({ label: `seed ${seed}`, value: degrees }),
    ...line,
  });
}

function sixDoesNot(rows: readonly MemoryRow[], line: Line): Verdict {
  const [few, many] = [FEW, MANY].map((places) => loweringsOf(rows, places).map(({ degrees }) => degrees));
  return verdict({
    id: "sequence-memory.ring-of-six-does-not",
    claim: "With six places on a ring leaving repeats out changes nothing, as the certified optimum says.",
    criterion: "median lowering of the smaller angle with six places below half of that with three",
    of: few.length > 0 && many.length > 0 ? [{ few: median(few), many: median(many) }] : [],
    every: (of) => of.many < of.few / 2,
    measured: () => `lower by ${spread(many, 1)} degrees with six places, ${spread(few, 1)} with three`,
    value: (of) => ({ label: "median lowering, six places", value: of.many }),
    notes: [
      "The published trials have six places whose inputs were fitted to neurons; on a ring theory knows no effect.",
    ],
    ...line,
  });
}

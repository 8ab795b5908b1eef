/** Verdicts of `teacher-student`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import type { TeacherValues } from "./job.js";
import { PAIRS, type PairsName, type TeacherSettings } from "./settings.js";
import { type StateOptimum, stateOptimum } from "./theory.js";

export type TeacherRow = TeacherValues & Row;

/** Share from which a population counts as pure. */
const PURE = 0.95;
/** How far a missing corner lowers the share, and how far pairs that are only rare stay above that, at least. */
const LOWER = 0.15;
const ABOVE = 0.1;
/** Difference of normalised information up to which two sets of states are as dependent. */
const AS_DEPENDENT = 0.02;
const EXPLAINED = 0.999;

export const rowsOf = (rows: readonly TeacherRow[], pairs: PairsName): TeacherRow[] =>
  rows.filter((row) => row.pairs === pairs);

export function optimumOf({ pairs }: TeacherRow): StateOptimum | undefined {
  const name = Object.keys(PAIRS).find((one): one is PairsName => one === pairs);
  return name && stateOptimum(name);
}

interface Line {
  readonly enough: boolean;
  readonly settings: string;
}

export function teacherClaims(rows: readonly TeacherRow[], settings: TeacherSettings): Verdict[] {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const line = {
    enough: longEnough(settings, { updates: 12_000, seeds: 3 }, seeds),
    settings: `${settings.units} rectified units, ${settings.updates} updates, ${settings.evaluationTrials} fresh trials, ${seeds} seeds; share: squared weights on the main teacher unit, of regressions on both`,
  };
  return [
    squarePure(rows, line),
    missingCornersMix(rows, line),
    rareKeepsMore(rows, line),
    narrowerMixesMore(rows, line),
    predicts(rows, line),
  ];
}

const labelled = (row: TeacherRow) => ({ label: `${row.condition}, seed ${row.seed}`, value: row.share });
const shares = (rows: readonly TeacherRow[]): string => spread(rows.map(({ share }) => share));

function squarePure(rows: readonly TeacherRow[], line: Line): Verdict {
  const square = rowsOf(rows, "square");
  return verdict({
    id: "teacher-student.square-pure",
    claim: "Where all pairs of the teacher's states occur each unit of the student follows one of the teacher's.",
    criterion: `share at least ${PURE} in every seed`,
    of: square,
    every: ({ share }) => share >= PURE,
    measured: () => `share ${shares(square)}`,
    value: labelled,
    ...line,
  });
}

/** Networks of two sets of pairs with the same seed. */
const paired = (rows: readonly TeacherRow[], one: PairsName, other: PairsName) =>
  rowsOf(rows, one).flatMap((row) =>
    rowsOf(rows, other).flatMap((beside) => (beside.seed === row.seed ? [{ row, beside }] : [])),
  );

function missingCornersMix(rows: readonly TeacherRow[], line: Line): Verdict {
  const pairs = paired(rows, "band-0.35", "square");
  return verdict({
    id: "teacher-student.missing-corners-mix",
    claim: "Where two opposite corners never occur units follow both.",
    criterion: `the share within the band of 0.35 at least ${LOWER} below that of the square, in every seed`,
    of: pairs,
    every: ({ row, beside }) => row.share <= beside.share - LOWER,
    measured: () =>
      `share ${shares(pairs.map(({ row }) => row))}; certified optimum ${digits(stateOptimum("band-0.35").share[0])}`,
    value: ({ row }) => labelled(row),
    ...line,
  });
}

function rareKeepsMore(rows: readonly TeacherRow[], line: Line): Verdict {
  const pairs = paired(rows, "diagonal-0.9", "band-0.35");
  const apart = ({ row, beside }: (typeof pairs)[number]) => row.normalisedInformation - beside.normalisedInformation;
  return verdict({
    id: "teacher-student.rare-keeps-more",
    claim: "States that are as dependent, but in all pairs, leave units purer than states of which pairs are missing.",
    criterion: `the share with pairs off the diagonal drawn again at 0.9 at least ${ABOVE} above that within the band of 0.35, at normalised information within ${AS_DEPENDENT}, in every seed`,
    of: pairs,
    every: (pair) => pair.row.share >= pair.beside.share + ABOVE && Math.abs(apart(pair)) <= AS_DEPENDENT,
    measured: () =>
      `share ${shares(pairs.map(({ row }) => row))}, within the band ${shares(pairs.map(({ beside }) => beside))}; difference of normalised information ${spread(pairs.map(apart))}`,
    value: ({ row }) => labelled(row),
    ...line,
  });
}

function narrowerMixesMore(rows: readonly TeacherRow[], line: Line): Verdict {
  const bands = paired(rows, "band-0.5", "band-0.35").flatMap(({ row, beside }) =>
    rowsOf(rows, "band-0.7").flatMap((wide) => (wide.seed === row.seed ? [[wide, row, beside] as const] : [])),
  );
  const certified = (["band-0.7", "band-0.5", "band-0.35"] as const).map((name) => digits(stateOptimum(name).share[0]));
  return verdict({
    id: "teacher-student.narrower-mixes-more",
    claim:
      "The more of two corners is missing the more units follow both, as in the certified optimum of a static code.",
    criterion: "the share falls from the band of 0.7 to that of 0.5 to that of 0.35, in every seed",
    of: bands,
    every: ([wide, middle, narrow]) => wide.share > middle.share && middle.share > narrow.share,
    measured: () =>
      `${[0, 1, 2].map((k) => `share ${shares(bands.map((band) => band[k]))}`).join("; ")}; certified optimum ${certified.join(", ")}`,
    value: ([, middle]) => labelled(middle),
    ...line,
  });
}

const predicts = (rows: readonly TeacherRow[], line: Line): Verdict =>
  verdict({
    id: "teacher-student.student-predicts",
    claim: "Every student does what its teacher does.",
    criterion: `explained variance of fresh outputs at least ${EXPLAINED} in every network`,
    of: rows,
    every: ({ explained }) => explained >= EXPLAINED,
    measured: () =>
      `explained variance ${spread(
        rows.map(({ explained }) => explained),
        5,
      )}`, // prettier-ignore
    value: (row) => ({ label: `${row.condition}, seed ${row.seed}`, value: row.explained }),
    ...line,
  });

/**
 * The smallest changes of a design that turn its verdict: single ones, then ever more together, each step from the best of the step before.
 * A quick look ranks them, and the best of every step are certified.
 */
import { fold, type Key } from "../../math/random.js";
import { DependentFactors } from "../../theory/index.js";
import { predictedOf, predictionOf } from "../prediction.js";
import type { Conditions } from "../protocols.js";
import type { Change, Judged, Proposal, SearchLimits } from "./protocols.js";
import { type Candidates, candidatesOf, screened } from "./screen.js";
import {
  type Cell,
  cellsOf,
  conditionOf,
  endsOf,
  keepChange,
  keeping,
  missingCells,
  repeating,
  twinsOf,
  withCell,
} from "./table.js";

/** A table with the changes that made it. */
interface Draft {
  readonly table: Conditions;
  readonly changes: readonly Change[];
  readonly saving: number;
  /** Numbers at the end of their range among what was changed. */
  readonly ends: number;
}

/** Drafts of a step that are carried on, and that are certified. */
const CARRIED = 6;
const CERTIFIED = 3;
/** Savings that a quick look does not tell apart. */
const SAME = 1e-4;

/**
 * The certified verdict on a design, all of its variables equally important. Throws InputError where conditions do not tell the variables
 * apart.
 */
export function judgeDesign(conditions: Conditions, key: Key, seconds = 60): Judged {
  const explained = predictionOf(conditions, fold(key, "reasons"), seconds);
  const { saving, selectivity } = explained.prediction;
  return {
    conditions,
    explained,
    predicted: predictedOf(explained.prediction),
    saving: saving.least,
    share: selectivity && [selectivity.minimum, selectivity.maximum],
    etaOfPure: (1 + saving.least) ** -2,
  };
}

/** Undefined for conditions that no longer tell the variables apart. */
function judgedIfPossible(table: Conditions, key: Key): Judged | undefined {
  try {
    return judgeDesign(table, key, 20);
  } catch (error) {
    if (error instanceof DependentFactors) return undefined;
    throw error;
  }
}

/** Proposals that turn the verdict, those of fewest changes first; where none does, the one that comes closest. */
export function searchChanges(before: Judged, limits: SearchLimits, key: Key): Proposal[] {
  const towards = before.predicted === "pure" ? "mixed" : "pure";
  const look = candidatesOf(before.conditions);
  const certify = ({ table, changes }: Draft): Proposal[] => {
    const judged = judgedIfPossible(table, key);
    return judged === undefined ? [] : [{ changes, judged, flips: judged.predicted === towards }];
  };
  const found: Proposal[] = [];
  for (const steps of waysOf(before.conditions, limits, towards))
    found.push(...alongWay(before, steps, { look, towards, certify }));
  found.push(...fewerLevels(before, { look, towards, certify }));
  return ranked(found, before, towards);
}

type Step = (draft: Draft) => Draft[];

interface Way {
  readonly look: Candidates;
  readonly towards: "pure" | "mixed";
  readonly certify: (draft: Draft) => Proposal[];
}

/** Additions, drops and repeats, each a number of steps. What is mixed is mended by additions first. */
function waysOf(table: Conditions, { add, drop, repeats }: SearchLimits, towards: Way["towards"]): Step[][] {
  const look = candidatesOf(table);
  const score = (own: Conditions) => screened(own, look);
  const adding: Step = ({ table: own, changes, ends }) =>
    outermost(own, missingCells(own)).map((cell) => {
      const next = withCell(own, cell);
      const change: Change = { action: "add", condition: conditionOf(own, cell) };
      return { table: next, changes: [...changes, change], saving: score(next), ends: ends + endsOf(own, cell) };
    });
  const dropping: Step = ({ table: own, changes, ends }) =>
    outermost(
      own,
      cellsOf(own).filter((cell) => matters(own, cell)),
    ).flatMap((cell) => {
      const next = keeping(own, (other) => String(other) !== String(cell));
      const change: Change = { action: "drop", condition: conditionOf(own, cell) };
      return next === undefined
        ? []
        : [{ table: next, changes: [...changes, change], saving: score(next), ends: ends + endsOf(own, cell) }];
    });
  const repeatingOne: Step = ({ table: own, changes, ends }) =>
    cellsOf(own).map((cell, t) => {
      const next = repeating(own, t);
      const change: Change = { action: "repeat", condition: conditionOf(own, cell) };
      return { table: next, changes: [...changes, change], saving: score(next), ends: ends + endsOf(own, cell) };
    });
  const several = (step: Step, count: number): Step[] => new Array<Step>(count).fill(step);
  const ways = [several(adding, add), several(dropping, drop), ...(repeats ? [several(repeatingOne, 3)] : [])];
  return (towards === "pure" ? ways : [ways[1], ways[0], ...ways.slice(2)]).filter((steps) => steps.length > 0);
}

/** Conditions that are tried in a step, at most. */
const TRIED = 100;

/** Those with most numbers at the end of their range, where there are too many to try all. */
const outermost = (table: Conditions, cells: readonly Cell[]): readonly Cell[] =>
  cells.length <= TRIED ? cells : [...cells].sort((a, b) => endsOf(table, b) - endsOf(table, a)).slice(0, TRIED);

/** A condition in the middle of the range of every number changes no extreme. */
const matters = (table: Conditions, cell: Cell): boolean =>
  endsOf(table, cell) > 0 || table.variables.some(({ kind }) => kind !== "continuous");

function alongWay(before: Judged, steps: readonly Step[], way: Way): Proposal[] {
  let drafts: Draft[] = [{ table: before.conditions, changes: [], saving: before.saving, ends: 0 }];
  const found: Proposal[] = [];
  for (const step of steps) {
    const next = drafts.flatMap(step).filter(({ saving }) => !Number.isNaN(saving));
    drafts = inOrder(unlike(next), way.towards).slice(0, CARRIED);
    const proposals = drafts.slice(0, CERTIFIED).flatMap(way.certify);
    found.push(...proposals);
    if (proposals.some(({ flips }) => flips)) break;
  }
  return found;
}

/** The same changes in another order are the same. */
function unlike(drafts: readonly Draft[]): Draft[] {
  const seen = new Map(
    drafts.map((draft) => [
      draft.changes
        .map((change) => JSON.stringify(change))
        .sort()
        .join(),
      draft,
    ]),
  );
  return [...seen.values()];
}

/** What comes closest to the other verdict first; of what a look does not tell apart, conditions at the ends. */
function inOrder(drafts: readonly Draft[], towards: Way["towards"]): Draft[] {
  const sign = towards === "pure" ? 1 : -1;
  const rounded = ({ saving }: Draft) => Math.round((sign * saving) / SAME);
  return [...drafts].sort((a, b) => rounded(a) - rounded(b) || b.ends - a.ends);
}

/** Fewer levels of variables that share them, evenly spaced: three items instead of six. */
function fewerLevels(before: Judged, { look, towards, certify }: Way): Proposal[] {
  const { conditions } = before;
  const drafts = twinsOf(conditions).flatMap((twins) => {
    const count = conditions.variables[twins[0]].values.length;
    const sizes = Array.from({ length: count - 2 }, (_, i) => count - 1 - i).filter((size) => count % size === 0);
    return sizes.flatMap((size) => {
      const levels = Array.from({ length: size }, (_, i) => (i * count) / size);
      const table = keeping(conditions, (cell) => twins.every((v) => levels.includes(cell[v])));
      if (table === undefined) return [];
      const change = keepChange(conditions, twins, levels, table.counts.length);
      return [{ table, changes: [change], saving: screened(table, look), ends: 0 }];
    });
  });
  return inOrder(
    drafts.filter(({ saving }) => !Number.isNaN(saving)),
    towards,
  )
    .slice(0, CERTIFIED)
    .flatMap(certify);
}

/** Those that flip first, then by the number of changes, levels left out after conditions; then by what they reach. */
function ranked(found: readonly Proposal[], { saving }: Judged, towards: Way["towards"]): Proposal[] {
  const size = ({ changes }: Proposal) => changes.length + (changes[0]?.action === "keep" ? 0.5 : 0);
  const gain = ({ judged }: Proposal) => (towards === "pure" ? saving - judged.saving : judged.saving - saving);
  return [...found].sort(
    (a, b) => Number(b.flips) - Number(a.flips) || (a.flips ? size(a) - size(b) : 0) || gain(b) - gain(a),
  );
}

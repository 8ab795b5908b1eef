/** What came of a sweep: its runs with their verdicts and scores. */

import { unknownName } from "../../../math/knownNames.js";
import { leadingScore, readScores, scoreNames } from "../../../runs/index.js";
import type { Swept, SweptRun } from "../../../runs/sweeps/swept.js";
import type { MadeRun } from "../../training/outcome.js";
import type { Member, SweepPlan } from "./plan.js";

/** Throws UsageError where there is no score of the name that was asked for. */
export function sweptFrom(plan: SweepPlan, made: readonly MadeRun[], asked: string | undefined): Swept {
  const outcomes = new Map(made.map(({ outcome }) => [outcome.id, outcome]));
  const runs = plan.members.map((member) => sweptRun(member, outcomes.get(member.id)));
  const scores = runs.flatMap((run) => run.scores);
  const known = scoreNames(scores);
  if (asked !== undefined && known.length > 0 && !known.includes(asked)) throw unknownName("score", asked, known);
  return { axes: plan.axes, runs, score: asked ?? leadingScore(scores), known };
}

function sweptRun({ id, varied, planned }: Member, outcome: MadeRun["outcome"] | undefined): SweptRun {
  if (outcome === undefined)
    return {
      id,
      path: `${planned.request.runs}/${id}`,
      varied,
      status: "not started",
      seeds: [],
      verdicts: [],
      scores: [],
    };
  const { path, status, seeds, verdicts } = outcome;
  return { id, path, varied, status, seeds, verdicts, scores: status === "interrupted" ? [] : readScores(path) };
}

/** Verdicts as text: the claim, how it was tested, what was found. */
import type { Met, RecordedStatus, Verdict } from "../../protocols.js";
import type { Style } from "../terminal/terminal.js";

const SIGNS: Readonly<Record<Met, string>> = { met: "✓ met", "not met": "✗ not met", "not judged": "– not judged" };

/** Lines for one verdict; `recorded` is what is promised of it. */
export function verdictLines(verdict: Verdict, recorded: RecordedStatus | undefined, style: Style): string[] {
  const { id, met, claim, criterion, measured, settings, notes = [] } = verdict;
  const status = recorded === undefined ? "" : style.dim(`  (expected: ${recorded})`);
  return [
    `${paint(met, style)}  ${style.bold(id)}${status}`,
    `    claim      ${claim}`,
    `    criterion  ${criterion}`,
    `    measured   ${measured}`,
    `    settings   ${settings}`,
    ...notes.map((note) => `    note       ${note}`),
  ];
}

function paint(met: Met, style: Style): string {
  if (met === "met") return style.good(SIGNS[met]);
  return met === "not met" ? style.bad(SIGNS[met]) : style.warn(SIGNS[met]);
}

/** "3 of 4 claims met, 1 not judged" */
export function countVerdicts(verdicts: readonly Verdict[]): string {
  const count = (met: Met) => verdicts.filter((verdict) => verdict.met === met).length;
  if (verdicts.length === 0) return "no claims judged";
  const open = count("not judged") === 0 ? "" : `, ${count("not judged")} not judged`;
  return `${count("met")} of ${verdicts.length} ${verdicts.length === 1 ? "claim" : "claims"} met${open}`;
}

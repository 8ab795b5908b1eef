/** Verdicts as text: the claim, how it was tested, what was found. */
import type { Met, RecordedStatus, Verdict } from "../../protocols.js";
import type { Style, Terminal } from "../terminal/terminal.js";
import { hanging } from "../terminal/wrap.js";

const SIGNS: Readonly<Record<Met, string>> = { met: "✓ met", "not met": "✗ not met", "not judged": "– not judged" };

/** Lines for one verdict, as wide as the screen; `recorded` is what is promised of it. */
export function verdictLines(
  verdict: Verdict,
  recorded: RecordedStatus | undefined,
  { outStyle, outColumns }: Pick<Terminal, "outStyle" | "outColumns">,
): string[] {
  const { id, met, claim, criterion, measured, settings, notes = [] } = verdict;
  const status = recorded === undefined ? "" : outStyle.dim(`  (expected: ${recorded})`);
  const part = (name: string, text: string) => hanging(`      ${name.padEnd(9)}  `, text, outColumns);
  return [
    `  ${paint(met, outStyle)}  ${outStyle.bold(id)}${status}`,
    ...part("claim", claim),
    ...part("criterion", criterion),
    ...part("measured", measured),
    ...part("settings", settings),
    ...notes.flatMap((note) => part("note", note)),
  ];
}

/** A line for each verdict: its sign, its name and, where it is not what is promised of it, the promise. */
export function verdictTable(
  verdicts: readonly Verdict[],
  recorded: Readonly<Record<string, RecordedStatus>>,
  style: Style,
): string[] {
  const width = Math.max(...Object.values(SIGNS).map(({ length }) => length));
  return verdicts.map(({ id, met }) => {
    const sign = paint(met, style) + " ".repeat(width - SIGNS[met].length);
    const other = met === "not met" && recorded[id] !== "reproduced" ? style.dim(`  (${recorded[id] ?? "new"})`) : "";
    return `  ${sign}  ${id}${other}`;
  });
}

function paint(met: Met, style: Style): string {
  if (met === "met") return style.good(SIGNS[met]);
  return met === "not met" ? style.bad(SIGNS[met]) : style.warn(SIGNS[met]);
}

/** "3 of 4 claims met, 1 not judged" */
export function countVerdicts(verdicts: readonly Pick<Verdict, "met">[]): string {
  const count = (met: Met) => verdicts.filter((verdict) => verdict.met === met).length;
  if (verdicts.length === 0) return "no claims judged";
  const claims = `${verdicts.length} ${verdicts.length === 1 ? "claim" : "claims"}`;
  if (count("not judged") === verdicts.length) return `${claims}, none judged`;
  const open = count("not judged") === 0 ? "" : `, ${count("not judged")} not judged`;
  return `${count("met")} of ${claims} met${open}`;
}

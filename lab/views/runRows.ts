/** Runs as rows of a table: what stands in it, in which order, and which of them a search leaves. */
import { median } from "../../src/math/statistics.js";
import type { Json } from "../../src/protocols.js";
import { textOf } from "../page/address.js";
import type { OpenedRun, OpenedSweep } from "../worker/runs/protocol.js";

export interface RunRow {
  readonly name: string;
  readonly experiment: string;
  /** Settings in which the runs of its experiment differ, as "name=value". */
  readonly settings: string;
  readonly state: "judged" | "running" | "not judged";
  readonly jobsDone: number;
  /** Of the jobs under way, 0 to 1 each. */
  readonly running: readonly number[];
  readonly verdicts: { readonly met: number; readonly "not met": number; readonly "not judged": number };
  /** Median over all of its jobs; NaN where none has it. */
  readonly value: number;
}

/** Columns by which rows are sorted; with a hyphen before it, from the largest. */
export const SORTS = ["name", "experiment", "settings", "state", "verdicts", "value"] as const;
export type Sort = (typeof SORTS)[number];

export function rowsOf(
  runs: readonly OpenedRun[],
  sweeps: readonly OpenedSweep[],
  value: string | undefined,
): RunRow[] {
  return runs.map((run) => {
    const count = (met: keyof RunRow["verdicts"]) => run.verdicts.filter((verdict) => verdict.met === met).length;
    const values = run.results.flatMap((result) => (value === undefined ? [] : (result.values[value] ?? [])));
    return {
      name: run.name,
      experiment: run.experiment,
      settings: settingsOf(run, runs, sweeps),
      state: run.complete ? "judged" : run.running.length > 0 ? "running" : "not judged",
      jobsDone: run.jobsDone,
      running: run.running.map(({ fraction }) => fraction),
      verdicts: { met: count("met"), "not met": count("not met"), "not judged": count("not judged") },
      value: values.length > 0 ? median(values) : Number.NaN,
    };
  });
}

/** As its sweep varies them, or else where it differs from other runs of its experiment: in settings, seeds or engine. */
function settingsOf(run: OpenedRun, runs: readonly OpenedRun[], sweeps: readonly OpenedSweep[]): string {
  const member = sweeps.flatMap(({ members }) => members).find((one) => one.run === run.name);
  if (member) return wordsOf(Object.entries(member.varied));
  const others = runs.filter((other) => other.experiment === run.experiment).map(chosenIn);
  const differs = ([name, value]: readonly [string, string]) => others.some((other) => other.get(name) !== value);
  return wordsOf([...chosenIn(run)].filter(differs));
}

/** All that was chosen for a run, settings first. */
const chosenIn = ({ settings: { seeds, ...settings }, engine }: OpenedRun): Map<string, string> =>
  new Map([
    ...Object.entries(settings).map(([name, value]) => [name, textOf(value)] as const),
    ...(seeds === undefined ? [] : [["seeds", textOf(seeds)] as const]),
    ...(engine === "" ? [] : [["engine", engine] as const]),
  ]);

const wordsOf = (settings: readonly (readonly [string, Json])[]): string =>
  settings.map(([name, value]) => `${name}=${textOf(value)}`).join(" ");

/** Every word of the search stands in the row somewhere; "not met" and the like as one. */
export function filteredRows(rows: readonly RunRow[], search: string): RunRow[] {
  const wanted = search.toLowerCase().match(/not met|not judged|\S+/g) ?? [];
  return rows.filter((row) => {
    const text = `${row.name} ${row.experiment} ${row.settings} ${row.state}`.toLowerCase();
    return wanted.every((word) => hasVerdict(row, word) || text.includes(word));
  });
}

const hasVerdict = ({ verdicts }: RunRow, word: string): boolean =>
  (word === "met" || word === "not met" || word === "not judged") && verdicts[word] > 0;

/** What is undefined comes last either way; else as they were opened. */
export function sortedRows(rows: readonly RunRow[], sort: string): RunRow[] {
  const name = SORTS.find((one) => one === sort.replace(/^-/, ""));
  if (name === undefined) return [...rows];
  const sign = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [keyOf(a, name), keyOf(b, name)];
    if (typeof one === "number" && typeof other === "number") {
      if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
      return sign * (one - other);
    }
    return sign * compared(String(one), String(other));
  });
}

const NUMBER = /(\d+(?:\.\d+)?(?:e[-+]?\d+)?)/;

/** Numbers in texts by their size, decimals too. */
function compared(one: string, other: string): number {
  const [parts, others] = [one.split(NUMBER), other.split(NUMBER)];
  for (let at = 0; at < Math.min(parts.length, others.length); at++) {
    const isNumber = at % 2 === 1;
    const order = isNumber ? Number(parts[at]) - Number(others[at]) : parts[at].localeCompare(others[at], "en");
    if (order !== 0) return order;
  }
  return parts.length - others.length;
}

/** Verdicts by the part that is met of those that were judged. */
function keyOf({ verdicts, ...row }: RunRow, name: Sort): number | string {
  if (name !== "verdicts") return row[name];
  return verdicts.met / (verdicts.met + verdicts["not met"]);
}

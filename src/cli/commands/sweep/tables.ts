/** A sweep as tables: a row for every run, and a row for every number. */

import { formatCsv, type Table } from "../../../io/index.js";
import {
  conditionsWith,
  metOf,
  type Swept,
  type SweptRun,
  scoreTitle,
  spreadOf,
  valueText,
  verdictIds,
} from "../../../runs/sweeps/swept.js";
import { fourDigits } from "../../terminal/fourDigits.js";

const SIGNS = { met: "✓", "not met": "✗", "not judged": "–" } as const;

/** Numbers as people read them; "-" where there is none. */

/** Run, settings that vary, status, the score of every arm (median, least and greatest over seeds), verdicts. */
export function runTable(swept: Swept): {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const conditions = conditionsWith(swept, swept.score);
  const ids = verdictIds(swept);
  const header = ["run", ...swept.axes, "status", ...conditions.map((arm) => scoreTitle(swept, arm)), ...ids];
  const rows = swept.runs.map((run) => [
    run.id,
    ...swept.axes.map((name) => valueText(run.varied[name])),
    run.status,
    ...conditions.map((arm) => spreadText(swept, run, arm)),
    ...ids.map((id) => signOf(run, id)),
  ]);
  return { header, rows };
}

function spreadText({ score }: Swept, run: SweptRun, condition: string): string {
  const { median, least, greatest, seeds } = spreadOf(run, score, condition);
  return seeds < 2 ? fourDigits(median) : `${fourDigits(median)} [${fourDigits(least)}, ${fourDigits(greatest)}]`;
}

const signOf = (run: SweptRun, id: string): string => {
  const met = metOf(run, id);
  return met === undefined ? "-" : SIGNS[met];
};

/** `runs.csv`: status and verdicts in words. */
export function runsCsv(swept: Swept): string {
  const { runs, axes } = swept;
  const columns = [
    { name: "run", values: runs.map(({ id }) => id) },
    ...axes.map((name) => ({ name, values: runs.map(({ varied }) => valueText(varied[name])) })),
    { name: "status", values: runs.map(({ status }) => status) },
    { name: "seeds", values: runs.map(({ seeds }) => seeds.join(" ")) },
    ...verdictIds(swept).map((id) => ({ name: id, values: runs.map((run) => metOf(run, id) ?? "") })),
  ];
  return formatCsv({ rows: runs.length, columns });
}

/** `scores.csv`, and what `--csv` prints: a row for every number, NaN where it is undefined. */
export function scoresCsv({ runs, axes }: Swept): string {
  const all = runs.flatMap((run) => run.scores.map((score) => ({ run, ...score })));
  const table: Table = {
    rows: all.length,
    columns: [
      { name: "run", values: all.map(({ run }) => run.id) },
      ...axes.map((name) => ({ name, values: all.map(({ run }) => valueText(run.varied[name])) })),
      { name: "condition", values: all.map(({ condition }) => condition) },
      { name: "seed", values: Float64Array.from(all, ({ seed }) => seed) },
      { name: "score", values: all.map(({ score }) => score) },
      { name: "value", values: Float64Array.from(all, ({ value }) => value) },
    ],
  };
  return formatCsv(table);
}

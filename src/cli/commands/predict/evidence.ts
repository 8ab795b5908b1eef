/** What the rows, and what was declared beside them, say of the joint range. */
import { UsageError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import type { Key } from "../../../math/random.js";
import type { Evidence, Ranges } from "../../../theory/index.js";
import { given } from "../../flags/flag.js";
import type { Factors } from "./gather.js";
import { takenRows } from "./orderedRows.js";
import type { Declared } from "./request.js";

/** `blocks`: what was drawn independently, by the name of the flag. Throws UsageError on ranges of factors that are not there, or have none. */
export function evidenceFrom(
  { judged, ordered, columns, groups, support }: Factors,
  { ranges, rows }: Declared,
  blocks: string | undefined,
  source: Key,
): Evidence {
  for (const name of ranges?.keys() ?? []) requireContinuous(name, columns);
  requireAlone(ranges, support.names, groups);
  return {
    rows: judged?.rows,
    count: judged?.count ?? 0,
    columns,
    source,
    ...given({ reading: rows, ranges, taken: ordered && takenRows(ordered, blocks) }),
  };
}

function requireContinuous(name: string, columns: Factors["columns"]): void {
  const column = columns.find((known) => known.name === name);
  if (column === undefined) {
    throw unknownName(
      "factor of --ranges",
      name,
      columns.map((known) => known.name),
    );
  }
  if (column.kind === "continuous") return;
  throw new UsageError(`--ranges is for continuous factors; ${name} is ${column.kind}, and its range is known.`);
}

function requireAlone(ranges: Ranges | undefined, names: readonly string[], groups: Factors["groups"]): void {
  const joined = [...(ranges?.keys() ?? [])].find((name) =>
    groups.some((group) => group.includes(names.indexOf(name))),
  );
  if (joined === undefined) return;
  throw new UsageError(
    `--ranges is for factors that stand alone; ${joined} is in a group: give possible rows weight 0.`,
  );
}

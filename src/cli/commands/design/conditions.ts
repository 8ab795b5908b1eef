/** From a table of conditions to its variables. */
import { readColumns, selectEntries, type TableColumn } from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { UsageError } from "../../../math/errors.js";
import type { Factor } from "../../../protocols.js";
import { factorFromNames, factorFromNumbers } from "../../../representation/index.js";
import type { Kinds } from "../../flags/factorKinds.js";

/** Throws InputError for files and columns that cannot be used, UsageError for kinds of columns that are not there. */
export const readConditions = (
  path: string,
  columns: readonly string[] | undefined,
  kinds: Kinds,
): Promise<readonly Factor[]> =>
  withDataPath(path, async (file) => {
    const entries = selectEntries(file, columns ?? file.entries.map(({ name }) => name));
    const found = await readColumns(file, entries);
    const unknown = [...kinds.keys()].find((name) => !found.some((column) => column.name === name));
    if (unknown !== undefined)
      throw new UsageError(
        `--kinds names "${unknown}", but the columns are ${found.map(({ name }) => name).join(", ")}.`,
      );
    return found.map((column) => factorOf(column, kinds));
  });

function factorOf({ name, values }: TableColumn, kinds: Kinds): Factor {
  const kind = kinds.get(name);
  if (!(values instanceof Float64Array)) return factorFromNames(name, values);
  if (kind?.kind === "circular") return factorFromNumbers(name, values, "circular", kind.period);
  return factorFromNumbers(name, values, kind?.kind ?? "continuous");
}

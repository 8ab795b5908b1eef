/** From the flags to the factors: by samples in a file, or by the corners of their range and their covariance. */
import { statSync } from "node:fs";
import { NotANumber } from "../../../io/index.js";
import { withFile } from "../../../io/source.node.js";
import { InputError, UsageError } from "../../../math/errors.js";
import type { Key } from "../../../math/random.js";
import type { Narration } from "../../terminal/narration.js";
import { chooseColumns, unknownWeights, withLevels } from "./columns.js";
import type { PredictFlags } from "./flags.js";
import { type Factors, gatherFactors } from "./gather.js";
import { readWeights } from "./matrixFile.js";
import { type OpenTable, openTable } from "./table.js";
import { factorsFromVertices } from "./vertices.js";

/** Rows kept for the figure: as many as it draws. */
const DRAWN = 1500;

/** Throws UsageError for flags that do not go together, InputError for files that cannot be used. */
export async function readFactors(
  path: string | undefined,
  flags: PredictFlags,
  narration: Narration,
  source: Key,
): Promise<Factors> {
  const byCorners = flags.vertices !== undefined || flags.covariance !== undefined;
  if (byCorners && path !== undefined) {
    throw new UsageError("give a file of samples, or --vertices and --covariance, not both.");
  }
  if (byCorners) return factorsFromVertices(flags);
  if (path === undefined) {
    throw new UsageError(
      "a file of factors is needed, e.g. purecell predict factors.csv; see purecell predict --help.",
    );
  }
  return withFile(path, async (file) => {
    const arrays = flags.arrays === undefined ? {} : { arrays: flags.arrays.split(",").map((name) => name.trim()) };
    const header = flags.header === false ? "none" : "required";
    const named = flags.weights === undefined ? {} : { weights: flags.weights };
    const table = await openTable(file, { header, ...arrays, ...named });
    const choice = chooseColumns(table, flags);
    const columns = await withLevels(table, choice.chosen);
    const gathered = gatherFactors(table, columns, choice, {
      weights: choice.weights === undefined ? await weightsFile(flags.weights, table) : undefined,
      keepAll: flags.sensitivity === true,
      drawn: DRAWN,
      source,
      progress: (rows, done) =>
        narration.update(`reading ${path}  ${Math.floor(100 * done)} %  ${rows.toLocaleString("en-US")} rows`),
    });
    return gathered.catch(adviseOnText);
  });
}

function adviseOnText(error: unknown): never {
  if (!(error instanceof NotANumber)) throw error;
  throw new InputError(
    `${error.message}; a column of names is categorical (--kinds NAME=categorical), and --columns can leave one out`,
  );
}

async function weightsFile(weights: string | undefined, table: OpenTable): Promise<Float64Array | undefined> {
  if (weights === undefined) return undefined;
  if (statSync(weights, { throwIfNoEntry: false }) === undefined) throw unknownWeights(weights, table);
  return readWeights(weights);
}

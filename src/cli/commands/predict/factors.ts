/** From the request to the factors: by samples in a file, or by the corners of their range and their covariance. */
import { statSync } from "node:fs";
import { type ByteSource, contentOf, NotANumber } from "../../../io/index.js";
import { withFile } from "../../../io/source.node.js";
import { InputError } from "../../../math/errors.js";
import type { Key } from "../../../math/random.js";
import { standInNote, standInOf } from "../../../representation/index.js";
import { coordinateNames } from "../../../theory/index.js";
import { given } from "../../flags/flag.js";
import type { Narration } from "../../terminal/narration.js";
import { chooseColumns, unknownWeights, withLevels } from "./columns.js";
import { isReadWhole, openDataTable } from "./dataTable.js";
import { type Factors, gatherFactors } from "./gather.js";
import { readWeights } from "./matrixFile.js";
import type { PredictRequest, Samples } from "./request.js";
import { type OpenTable, openTable } from "./table.js";
import { factorsFromVertices } from "./vertices.js";

/** Rows kept for the figure: as many as it draws. */
const DRAWN = 1500;

/** Throws InputError for files that cannot be used, UsageError for names that are not there. */
export function readFactors(request: PredictRequest, narration: Narration, source: Key): Promise<Factors> {
  const { groups, replicates, neurons } = request;
  if ("vertices" in request.source) return factorsFromVertices(request.source, groups);
  return factorsFromSamples(request.source, {
    groups,
    keepAll: replicates !== undefined || neurons === "rectified",
    source,
    narration,
  });
}

interface Reading {
  readonly groups: PredictRequest["groups"];
  /** Whether all rows are needed again. */
  readonly keepAll: boolean;
  readonly source: Key;
  readonly narration: Narration;
}

const factorsFromSamples = (wanted: Samples, { groups, keepAll, source, narration }: Reading): Promise<Factors> =>
  withFile(wanted.file, async (file) => {
    const { weights } = wanted;
    const table = await tableOf(file, wanted, narration);
    const choice = await chooseColumns(table, wanted, groups);
    for (const note of choice.notes) narration.say(note);
    const columns = await withLevels(table, choice.chosen);
    const gathered = gatherFactors(table, columns, choice, {
      weights: choice.weights === undefined ? await weightsFile(weights, table) : undefined,
      keepAll,
      drawn: DRAWN,
      source,
      progress: (rows, done) =>
        narration.update(`reading ${wanted.file}  ${Math.floor(100 * done)} %  ${rows.toLocaleString("en-US")} rows`),
    });
    const factors = await gathered.catch(adviseOnText);
    for (const note of standIns(factors)) narration.say(note);
    return factors;
  });

/** Numbers of the rows judged that seem to stand for no value. */
function standIns({ columns, judged }: Factors): string[] {
  if (judged === undefined) return [];
  const { data, columns: width } = judged.rows;
  const starts = columns.map((_, at) => columns.slice(0, at).flatMap(coordinateNames).length);
  return columns.flatMap((column, at) => {
    const found = column.kind === "continuous" ? standInOf(data, starts[at], width) : undefined;
    return found ? [standInNote(`factor "${column.name}"`, found, `${column.name}=${found.value}`)] : [];
  });
}

async function tableOf(file: ByteSource, wanted: Samples, narration: Narration): Promise<OpenTable> {
  const { header, arrays, weights } = wanted;
  if (!isReadWhole(await contentOf(file), wanted)) {
    const streamed = await openTable(file, { header: header ? "required" : "none", ...given({ arrays, weights }) });
    for (const note of streamed.notes ?? []) narration.say(note);
    return streamed;
  }
  const table = await openDataTable(wanted);
  for (const note of table.notes) narration.say(note);
  return table;
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
